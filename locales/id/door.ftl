# HP hilang, pintu yang dikunci, keanggotaan yang pindah akun, dan mengenali bot asli.

instant = { $day } pukul { $time } { $zone }

door-what-is-wrong = Apa yang terjadi?
door-not-mine = Simpanan Anda hanya berubah dengan bukti bernomor. Buka <b>Mutasi</b>, catat nomor bukti yang bukan dari Anda, lalu sampaikan kepada petugas; kami periksa bersama. Bila HP Anda dipegang orang lain, kunci dulu dengan <b>HP saya hilang</b>. Hubungi: { $contact }
door-real-bot = <b>Memastikan bot ini asli</b>
    Ini bot { $identity }.
    Nama bot kami persis <b>@{ $username }</b>. Cocokkan dengan papan pengumuman atau buku anggota di kantor, huruf demi huruf.

    Kami tidak pernah meminta kode masuk Telegram, kata sandi, atau PIN bank. PIN enam angka hanya diminta bila satu HP dipakai beberapa anggota, dan hanya di obrolan ini.
    Kami tidak pernah meminta transfer ke rekening pribadi siapa pun.

    Ragu? Jangan jawab di sana; tanyakan di kantor. Hubungi: { $contact }
door-confirm-freeze = Kunci akses Telegram untuk { $who }?

    Setelah dikunci, tidak ada yang bisa melihat atau meminta apa pun lewat akun ini. Simpanan tetap aman, dan setoran di loket tetap diterima. Pengurus yang membukanya lagi di kantor.
door-frozen = Sudah dikunci. Simpanan Anda aman, dan pengurus sudah diberi tahu. Untuk membuka lagi atau pindah ke HP baru, datanglah ke kantor dengan KTP. Hubungi: { $contact }
door-closed = Akses Telegram untuk keanggotaan ini sedang dikunci, jadi belum ada yang bisa ditampilkan di sini. Simpanannya aman. Untuk membukanya, datanglah ke kantor dengan KTP. Hubungi: { $contact }
door-ask-whose = Keanggotaan siapa yang HP-nya hilang? Ketik nomor anggotanya, misalnya A-017; atau kirim nomor HP Anda dengan tombol di bawah. Untuk berhenti, ketik <b>batal</b>.
door-ask-words = Keanggotaan: <b>{ $whose }</b>. Keliru? Ketik <b>batal</b>, lalu lapor lagi.

    Ceritakan singkat apa yang terjadi, misalnya: HP hilang di pasar kemarin sore. Pengurus akan membacanya.
door-words-length = Tulis dalam { $min } sampai { $max } huruf, ya.
door-reported = Terima kasih, laporan ini sudah kami teruskan kepada pengurus.

    Keanggotaan: { $whose }
    Cerita Anda: { $words }

    Pengurus mencocokkannya dengan buku anggota. Agar cepat selesai, datanglah ke kantor dengan KTP. Hubungi: { $contact }
door-report-read = Laporan HP hilang dari Anda sudah dibaca pengurus. Bila masih perlu dibantu, datanglah ke kantor dengan KTP. Hubungi: { $contact }
door-report-open = Laporan Anda yang sebelumnya masih ditangani pengurus. Agar cepat selesai, datanglah ke kantor dengan KTP. Hubungi: { $contact }
door-cooling = Keanggotaan ini baru pindah ke akun ini. Demi keamanan, uang keluar bisa diminta lagi mulai { $until }.
door-cooling-refused = Keanggotaan ini baru pindah ke akun ini. Demi keamanan, uang keluar dan perubahan rekening baru bisa diminta mulai { $until }. Perlu lebih cepat? Datanglah ke kantor dengan KTP. Hubungi: { $contact }
door-moved-away = Keanggotaan { $who } ({ $number }) tidak lagi tersambung dengan akun ini; pengurus memindahkannya. Bila ini bukan permintaan Anda, tekan <b>Bukan saya</b>.
door-moved-here = { $who }, keanggotaan nomor <b>{ $number }</b> sekarang tersambung dengan akun ini.
door-dispute-heard = Terima kasih, pengurus sudah kami beri tahu dan akan memeriksanya. Datanglah ke kantor dengan KTP. Hubungi: { $contact }
door-dispute-over = Tidak ada pemindahan dari akun ini yang perlu ditanggapi. Bila ada yang keliru, hubungi: { $contact }
door-open-again = { $who }, akses Telegram untuk keanggotaan nomor <b>{ $number }</b> sudah dibuka lagi oleh pengurus.

door-ask-number = Akses Telegram anggota siapa? Ketik nomor anggotanya, misalnya A-017. Sebagian nama atau nomor HP juga bisa.
door-member-unknown = Tidak ada anggota yang cocok dengan <b>{ $typed }</b> di buku daftar anggota. Ketik nomor anggotanya, sedikitnya 3 huruf namanya, atau nomor HP-nya.
door-card = <b>{ $who } ({ $number })</b>
    Akses Telegram: { $access }
    Akun: { $account }
door-own = Ini keanggotaan Anda sendiri; pengurus lain yang mengurusnya. Sampaikan kepada ketua atau sekretaris.
door-nothing-to-do = Tidak ada yang perlu diubah.

    <b>{ $who } ({ $number })</b>
    Akses Telegram: { $access }
    Akun: { $account }
door-officer-froze = Akses Telegram { $who } ({ $number }) sudah dikunci. Simpanannya tetap, dan loket tetap menerima setorannya.
door-ask-why-open = Membuka lagi akses Telegram { $who } ({ $number }). Bagaimana Anda memastikan orangnya? Tulis singkat, misalnya: datang sendiri, KTP cocok.
door-ask-why-move = Memindahkan { $who } ({ $number }) ke akun lain. Bagaimana Anda memastikan orangnya? Tulis singkat, misalnya: datang sendiri, KTP cocok.
door-officer-opened = Akses Telegram { $who } ({ $number }) sudah dibuka lagi. Keadaannya: { $access }.
door-news-lost = { $who } ({ $number }) melaporkan HP hilang. Akses Telegramnya sudah terkunci; tunggu orangnya datang ke kantor dengan KTP.
door-news-frozen = Akses Telegram { $who } ({ $number }) dikunci oleh seorang pengurus.
door-news-opened = Akses Telegram { $who } ({ $number }) dibuka lagi oleh seorang pengurus.
    Alasan: { $words }
door-news-disputed = Akun lama { $who } ({ $number }) menyatakan pemindahan keanggotaan ini <b>bukan</b> permintaannya. Kunci dulu bila ragu, lalu hubungi anggotanya lewat nomor di buku anggota.

door-state-open = terbuka
door-state-cooling = terbuka; uang keluar mulai { $until }
door-state-frozen = terkunci
door-account-own = tersambung
door-account-shared = tersambung, dipakai bersama anggota lain
door-account-none = belum ada

door-move-asked = Permintaan memindahkan { $who } ({ $number }) sudah kami kirim kepada pengurus lain; setelah disetujui, kodenya kami kirim ke sini.
door-confirm-move = Pindahkan keanggotaan ini ke akun <b>pelapor</b>?

    <b>{ $who } ({ $number })</b>
    Akses Telegram: { $access }
    Akun: { $account }

    Akun lama tidak lagi bisa membukanya dan langsung diberi tahu. Lakukan hanya setelah orangnya datang dan KTP-nya cocok.
door-confirm-code = Buat kode untuk menyambungkan keanggotaan ini ke akun lain?

    <b>{ $who } ({ $number })</b>
    Akses Telegram: { $access }
    Akun: { $account }

    Akun yang sekarang, bila ada, tidak lagi bisa membukanya dan langsung diberi tahu. Lakukan hanya setelah orangnya datang dan KTP-nya cocok.
door-report-settled = Laporan itu sudah selesai; pelapornya kami beri tahu bahwa pengurus sudah membacanya.
door-news-code = Seorang pengurus memberi kode untuk { $who } ({ $number }), yang belum pernah tersambung. Setelah kodenya dipakai, uang keluar masih ditunda. Bila ini keliru, kunci dulu aksesnya.
door-no-second-officer = Belum ada pengurus lain yang tersambung untuk menyetujui pemindahan. Mintalah ketua mengundang satu pengurus lagi, lalu coba lagi.
door-officer-moved = Pemindahan { $who } ({ $number }) sudah disetujui dan dicatat.
door-code = Kode untuk { $who } ({ $number }): <b>{ $code }</b>
    Berikan langsung kepada orangnya. Di HP barunya: buka bot ini, tekan <b>Pakai kode</b>, lalu ketik kodenya. Berlaku satu kali, sampai { $until }.
door-news-moved = Keanggotaan { $who } ({ $number }) dipindahkan ke akun lain.
    Alasan: { $words }
