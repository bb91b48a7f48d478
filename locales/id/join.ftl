# Menjadi anggota, dan buku anggota.

join-consent = Senang Anda ingin bergabung dengan { $cooperative }. Sebelum mulai, kami mohon persetujuan Anda.

    <b>Yang kami catat:</b> nama, sapaan, nomor HP, NIK, lalu bila Anda mau ahli waris dan rekening pencairan.
    <b>Untuk apa:</b> buku anggota dan layanan simpanan. Hanya petugas koperasi yang melihatnya, sebagian angkanya disamarkan.
    <b>Berapa lama:</b> selama menjadi anggota, lalu selama undang-undang mewajibkan pembukuan disimpan. Bila permohonan ditolak, data ini kami hapus.
    <b>Hak Anda:</b> melihat, membetulkan, dan menarik persetujuan, lewat kantor.
    <b>Telegram:</b> pesan disimpan Telegram di luar Indonesia; pesan berisi NIK dan rekening langsung kami hapus dari obrolan ini.
join-agreed = Ini keterangan yang disetujui saat mendaftar.

    { $consent }
join-consent-other = Bacakan ini kepada calon anggota, dan lanjutkan hanya bila ia setuju:

    { $consent }
join-ask-name = Siapa nama lengkap Anda, seperti di KTP? Satu kata pun boleh.
join-ask-name-other = Siapa nama lengkap calon anggota, seperti di KTP? Satu kata pun boleh.
join-ask-address = Bagaimana sapaannya? Pilih Bu, Pak, atau nama saja.
join-ask-phone = Tekan <b>Kirim nomor saya</b> di bawah; nomor akun Telegram Anda terkirim dengan sendirinya. Untuk mundur ketik kembali; untuk berhenti ketik batal.
join-ask-phone-other = Berapa nomor HP calon anggota? Ketik nomornya, misalnya 0812-3456-7890, atau tekan <b>Nanti saja</b>.
join-ask-nik = Berapa NIK di KTP? Ketik 16 angkanya. Pesan itu langsung kami hapus dari obrolan.
join-ask-heir = Siapa ahli warisnya, yaitu yang menerima simpanan bila anggota meninggal dunia? Ketik nama lengkapnya, atau tekan <b>Nanti saja</b>.
join-ask-relation = Apa hubungan keluarganya? Misalnya: anak, istri, suami, ibu.
join-ask-payout = Bila simpanan dicairkan, ke rekening mana uangnya dikirim? Ketik nama bank dan nomornya, misalnya BRI 1234567890, atau tekan <b>Nanti saja</b>.
join-summary = Periksa sekali lagi, ya. Bila sudah benar, kami kirim kepada pengurus.

    { $summary }
join-summary-other = Periksa sekali lagi bersama calon anggota. Bila sudah benar, pengurus lain yang memutuskan.

    { $summary }
join-lines = Nama: { $who }
    NIK: { $nik }
    HP: { $phone }
    Ahli waris: { $heir }
    Rekening: { $payout }
join-later = belum diisi
join-told = sudah diisi
join-heir = { $name } ({ $relation })
join-heard-name = Nama: <b>{ $name }</b>
join-heard-heir = Ahli waris: <b>{ $heir }</b>
join-change = Apa yang ingin diubah?

join-use-buttons = Pilih dengan tombol di bawah, ya.
join-renamed = Nama koperasi baru saja diubah. Mohon setujui sekali lagi dengan nama yang sekarang; jawaban Anda yang lain tetap tersimpan.
join-name-unreadable = Nama itu belum bisa kami baca. Tulis dengan huruf saja, 2 sampai 80 huruf.
join-talk = Itu terbaca seperti kalimat, jadi belum kami catat. Tulis jawabannya saja; untuk mundur ketik kembali, untuk mengganti jawaban lain ketik ubah.
join-phone-typed = Nomor yang diketik belum membuktikan bahwa itu nomor Anda.
join-phone-of-another = Itu bukan nomor akun Telegram Anda sendiri.
join-phone-forwarded = Kontak yang diteruskan dari obrolan lain tidak bisa kami terima.
join-phone-unreadable = Nomor itu belum bisa kami baca. Kirim satu nomor saja, dengan 0 di depan, atau dengan + dan kode negaranya.
join-phone-taken = Nomor HP itu sudah tercatat pada anggota lain. Periksa lagi; bila satu HP dipakai bersama, tekan <b>Nanti saja</b>.
join-phone-taken-own = Nomor ini sudah tercatat di buku anggota. Bila Anda memang sudah anggota, tekan <b>Saya anggota, kirim nomor</b> di bawah. Bila HP dipakai bersama, kantor membantu Anda mendaftar. Hubungi: { $contact }
join-nik-malformed = NIK itu belum tepat. Periksa di KTP: 16 angka, berisi kode wilayah dan tanggal lahir.
join-nik-of-member = NIK itu sudah tercatat di buku anggota. Periksa lagi angkanya. Bila Anda memang sudah anggota, ketik batal lalu sambungkan akun lewat <b>Menu</b>, atau hubungi: { $contact }
join-nik-of-application = Permohonan dengan NIK itu sudah ada dan sedang menunggu keputusan. Periksa lagi angkanya, atau tanyakan di kantor.
join-relation-unreadable = Tulis hubungan keluarganya saja, misalnya: anak.
join-payout-unreadable = Rekening itu belum bisa kami baca. Tulis nama bank dan nomornya, misalnya BRI 1234567890.
join-no-photos = Foto tidak kami simpan, dan pesannya kami hapus dari obrolan ini. KTP cukup diperlihatkan kepada petugas di kantor. Silakan lanjutkan dengan pertanyaan di atas.

join-no-officers = Belum ada cukup pengurus yang tersambung untuk memutuskan permohonan. Isian Anda tetap tersimpan; coba kirim lagi nanti, atau hubungi: { $contact }
join-sent = Terima kasih, permohonan Anda sudah kami kirim kepada pengurus. Kami kabari begitu ada keputusan; ketik status untuk melihatnya kapan saja.
join-sent-other = <b>Tanda terima permohonan anggota</b>
    { $cooperative }, { $date }

    { $summary }

    Permohonan ini diputuskan oleh pengurus lain. Salin atau cetak tanda terima ini untuk calon anggota.
join-already-sent = Permohonan ini sudah dikirim; tidak dikirim dua kali.
join-waiting = Permohonan Anda sejak { $date } sedang menunggu keputusan pengurus. Kami kabari begitu ada hasilnya.
join-nothing-open = Tidak ada permohonan Anda yang sedang menunggu. Untuk menjadi anggota, ketik daftar.
join-already-member = { $who }, Anda sudah tercatat dengan nomor <b>{ $number }</b>. Tidak perlu mendaftar lagi.
join-nothing-to-pay = { $who }, Anda calon anggota dengan nomor <b>{ $number }</b>, dan semua yang dibayar saat masuk sudah lunas. Beri tahu kantor, supaya Anda dicatat sebagai anggota.
join-still-to-pay = { $who }, Anda calon anggota dengan nomor <b>{ $number }</b>. Yang belum dibayar:

    { $terms }

    Bayarlah di kantor kepada bendahara dengan menyebut nomor itu; boleh dicicil.
join-admitted = Kabar baik, { $who }. Anda diterima sebagai calon anggota dengan nomor <b>{ $number }</b>. Anda menjadi anggota begitu ini lunas:

    { $terms }

    Bayarlah di kantor kepada bendahara dengan menyebut nomor itu; simpanan pokok boleh dicicil. Sesudahnya, simpanan wajib { $monthly } tiap bulan. Hubungi: { $contact }
join-admitted-other = { $who } diterima sebagai calon anggota dengan nomor <b>{ $number }</b>. Menjadi anggota begitu ini lunas di loket:

    { $terms }

    Sesudahnya, simpanan wajib { $monthly } tiap bulan.
join-pay-principal = Simpanan pokok: { $amount }
join-pay-mandatory = Simpanan wajib pertama: { $amount }
join-now-member = Selamat, { $who }. Anda resmi anggota { $cooperative } dengan nomor <b>{ $number }</b>. Suara Anda setara dengan anggota lain, dan simpanan Anda bisa dilihat kapan saja.
join-now-member-other = Lunas: { $who } ({ $number }) sekarang resmi anggota.
join-invitation = Mari bergabung dengan { $cooperative }. Daftar lewat Telegram dengan membuka tautan ini; pengurus yang memutuskan:

    { $link }

join-doubt-address = ⚠️ Menurut NIK, sapaannya lain. Cocokkan dengan KTP.
join-doubt-age = ⚠️ Menurut NIK, umurnya di bawah 17 atau di atas 100 tahun. Cocokkan dengan KTP.

task-application = Ada permohonan menjadi anggota, dikirim lewat Telegram. Persetujuan yang masih diperlukan: { $missing }.

    { $summary }{ $doubts }
task-application-other = Ada permohonan menjadi anggota, dicatat oleh petugas. Persetujuan yang masih diperlukan: { $missing }.

    { $summary }{ $doubts }
task-application-line = Permohonan anggota: { $who }
task-application-refused = Permohonan { $who } sudah Anda tolak; datanya dihapus.
task-application-maker-refused = Permohonan Anda menjadi anggota belum bisa kami terima, dan datanya sudah dihapus. Anda boleh mendaftar lagi, atau membicarakannya di kantor.

    Alasan: { $reason }
task-application-other-refused = Permohonan { $who } tidak disetujui; datanya sudah dihapus. Sampaikan kepadanya, ya.

    Alasan: { $reason }

register-menu = Daftarkan anggota baru, atau lihat kartu seorang anggota: ketik /anggota dan nomornya, misalnya /anggota A-017, atau sebagian namanya. Setiap kali kartu dibuka, itu dicatat.
register-again = Ketik lagi dengan /anggota di depannya, misalnya /anggota sari dewi.
register-unknown = Tidak ada anggota yang cocok dengan <b>{ $typed }</b> di buku daftar anggota. Ketik lagi, misalnya /anggota A-017, atau /anggota dengan namanya atau nomor HP-nya.
register-card = { $who } (<b>{ $number }</b>)
    { $status } sejak { $date }
    NIK: { $nik }
    HP: { $phone }
    Ahli waris: { $heir }
    Rekening: { $payout }
    { $linked }
register-linked = Akun Telegram tersambung.
register-not-linked = Belum tersambung dengan Telegram.
status-candidate = Calon anggota
status-active = Anggota
status-inactive = Nonaktif
status-ended = Berhenti
