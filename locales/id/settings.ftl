# Pengaturan koperasi, pengurus dan undangannya.

settings-offer = Mari mengatur koperasi ini bersama: nama, alamat, simpanan, rekening, dan pengurus. Satu pertanyaan setiap kali, kira-kira lima menit.

    Yang belum tahu boleh dilewati. Setiap jawaban langsung tersimpan, dan semuanya bisa diubah lagi kapan saja dengan /atur.
settings-missing = Koperasi ini belum selesai diatur: anggota belum melihat cara menghubungi kantor. Tekan <b>Pengaturan</b> untuk mulai.
settings-title = <b>{ $title }</b>
settings-title-of = <b>{ $title }</b> ({ $at } dari { $of })
settings-now = Sekarang: { $now }
settings-unset = belum diisi

setting-name = Nama koperasi
setting-legal-number = Nomor badan hukum
setting-contact = Cara menghubungi kantor
setting-zone = Zona waktu
setting-principal = Simpanan pokok
setting-mandatory = Simpanan wajib per bulan
setting-first-mandatory = Wajib pertama
setting-approvals = Persetujuan anggota baru
setting-quiet-hours = Jam tenang
setting-payment = Rekening pembayaran
setting-officers = Pengurus
setting-groups = Grup

settings-ask-name = Apa nama lengkap koperasi? Anggota membacanya di sapaan dan surat.
settings-ask-legal-number = Berapa nomor badan hukumnya, seperti di akta? Anggota melihatnya saat memastikan bot ini asli. Misalnya: AHU-0001234.AH.01.26.
settings-ask-contact = Bagaimana anggota menghubungi kantor? Tulis alamat, nama petugas dan nomornya, serta jam layanan dalam satu baris; anggota membacanya setiap kali perlu bantuan.
settings-ask-zone = Di zona waktu mana koperasi ini? Tanggal di bukti dan catatan mengikuti jam di sana.
settings-ask-principal = Berapa simpanan pokok yang dibayar sekali saat masuk? Ketik jumlahnya, misalnya 100rb. Calon anggota membacanya begitu diterima.
settings-ask-mandatory = Berapa simpanan wajib setiap bulan? Ketik jumlahnya, misalnya 20rb.
settings-ask-first-mandatory = Apakah simpanan wajib pertama ikut dibayar sebelum seseorang resmi menjadi anggota?
settings-ask-approvals = Berapa pengurus harus menyetujui sebelum pendaftar diterima sebagai calon anggota? Yang menulis permohonan tidak ikut menyetujui.
settings-ask-quiet-hours = Pada jam berapa bot tidak memulai pesan sendiri? Pilih, atau ketik misalnya 21-6. Jawaban untuk anggota tetap dikirim.
settings-ask-payment = Ke rekening atau dompet digital mana anggota membayar? Tulis bank, nomor, dan nama pemiliknya dalam satu baris, misalnya BRI 1234567890 a.n. Koperasi Contoh. Setiap perubahan diberitahukan kepada semua pengurus.
settings-ask-officers = Undang pengurus dengan tautan sekali pakai, atau cabut undangan yang belum dipakai. Tugas penting memerlukan lebih dari satu pengurus.
settings-ask-groups = Hubungkan grup Telegram anggota: bot menjawab pertanyaan umum di sana, tanpa pernah menyebut angka simpanan.

settings-first-at-entry = dibayar di awal
settings-first-later = boleh menyusul
settings-approvals = { $count } pengurus
settings-offices = { $count } jabatan terisi
settings-no-groups = belum ada
settings-groups = { $count } grup terhubung
settings-officer = • { $role }: { $who }
settings-officer-unlinked = • { $role }: akun belum tersambung dengan keanggotaan
settings-more = … dan { $count } lagi
settings-open-invitation = Undangan { $at }: { $role }, sampai { $until }

settings-list = <b>Pengaturan koperasi</b>
    Tekan nomornya untuk melihat atau mengubah.

    { $list }
settings-line = { $at }. { $title }: { $value }
settings-numbers = Nomor anggota baru mengikuti pola { $sample }; bila tidak cocok, beri tahu operator bot.
settings-history = <b>Riwayat perubahan</b>, yang terbaru di atas:

    { $list }
settings-change = { $date } · { $title }: { $old } → { $new } ({ $role })
settings-change-invited = { $date } · Undangan untuk { $office } dibuat ({ $role })
settings-change-revoked = { $date } · Undangan untuk { $office } dicabut ({ $role })
settings-no-history = Belum ada pengaturan yang diubah lewat obrolan.
settings-left = Baik, kita berhenti di sini; yang sudah dijawab tetap tersimpan. Lanjutkan kapan saja dengan /atur.
settings-finished = Selesai, terima kasih. Semuanya bisa diubah lagi kapan saja.
settings-already-answered = Tombol itu sudah ditekan; tidak dicatat dua kali.

settings-saved = ✓ { $title }: { $value }
settings-saved-terms = ✓ { $title }: { $value }. Berlaku untuk permohonan yang dikirim sesudah ini; permohonan sebelumnya tetap dengan syarat lama.
settings-unchanged = { $title } tetap { $value }.
settings-moved-on = Sementara itu pengurus lain sudah mengubahnya, jadi jawaban Anda belum dicatat. Inilah yang berlaku sekarang; bila masih perlu, jawab sekali lagi.
settings-revoked = ✓ Undangan untuk { $role } sudah dicabut.
settings-invitation-gone = Undangan itu sudah dipakai atau tidak berlaku lagi.
settings-too-many-open = Sudah ada lima undangan yang belum dipakai. Cabut satu dulu, atau tunggu sampai masanya lewat.

settings-confirm = { $title }: <b>{ $value }</b>, sudah benar?
settings-confirm-amount = { $title }: <b>{ $value }</b> ({ $spelled }), sudah benar?
settings-confirm-payment = Anggota akan membayar ke: <b>{ $value }</b>

    Periksa tiap angkanya, ya. Semua pengurus akan diberi tahu. Sudah benar?

settings-use-buttons = Pilih dengan tombol di bawah, ya.
settings-bad-name = Nama itu belum bisa kami baca. Tulis { $min } sampai { $max } huruf dalam satu baris.
settings-bad-legal-number = Nomor itu belum bisa kami baca. Tulis { $min } sampai { $max } huruf dan angka, seperti di akta; atau lewati bila belum ada.
settings-bad-contact = Tulis { $min } sampai { $max } huruf, misalnya: Jl. Contoh 1, Bu Ani 0812-0000-0000, Senin-Jumat 08.00-15.00.
settings-bad-payment = Rekening itu belum bisa kami baca. Tulis nama bank atau dompet, nomornya, dan pemiliknya, misalnya BRI 1234567890 a.n. Koperasi Contoh.
settings-too-few-officers = Yang bisa menyetujui ({ $roles }) sekarang { $can } orang, jadi jumlah itu belum bisa dipenuhi. Undang pengurus dulu lewat <b>Pengurus</b> di /atur, lalu pilih lagi.
settings-bad-hours = Tulis dua jam penuh yang berbeda, misalnya 20-8 atau 21.00-06.00.
settings-bad-amount = Jumlah itu belum bisa kami baca. Tulis misalnya 100rb, 1,5jt, atau 100.000.
settings-amount-sen = Tulis jumlahnya dalam rupiah bulat, tanpa sen.
settings-amount-zero = Jumlahnya harus lebih dari nol.
settings-amount-large = Jumlah itu melebihi { $maximum }, batas satu setoran di loket.
settings-amount-unclear = Maksudnya { $low } atau { $high }? Pilih, atau ketik lagi.

settings-choose-role = Untuk jabatan apa undangannya?
settings-invited = Undangan menjadi <b>{ $role }</b> { $cooperative }. Teruskan hanya kepada orangnya: siapa pun yang lebih dulu membuka tautan ini memegang jabatan itu.

    { $link }

    Atau buka bot ini, tekan <b>Pakai kode</b>, lalu ketik <b>{ $code }</b>. Berlaku satu kali, sampai { $until }.

settings-news = Pengaturan koperasi diubah oleh { $by }.

    { $title }
    Sebelumnya: { $old }
    Sekarang: { $new }
settings-news-payment = ⚠️ Rekening pembayaran koperasi diubah oleh { $by }. Anggota membayar ke rekening ini; bila Anda tidak tahu-menahu, tanyakan sekarang juga kepada ketua dan pengawas.

    Sebelumnya: { $old }
    Sekarang: { $new }
settings-news-invited = Undangan untuk jabatan <b>{ $role }</b> dibuat oleh { $by }. Bila Anda tidak tahu-menahu, tanyakan kepadanya; undangan yang belum dipakai bisa dicabut di /atur.
settings-news-revoked = Undangan untuk jabatan <b>{ $role }</b> dicabut oleh { $by }.
settings-news-took-office = Jabatan <b>{ $role }</b> sekarang dipegang akun yang membuka undangan itu: { $by }.

identity-legal = { $cooperative } (badan hukum nomor { $number })
payment-account = Bila membayar lewat bank atau dompet digital, satu-satunya rekening koperasi: <b>{ $payment }</b>. Simpan buktinya dan kabari bendahara.
