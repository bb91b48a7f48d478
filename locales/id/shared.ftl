# Satu HP untuk beberapa anggota, dan kode yang salah.

shared-who-is-it = HP ini dipakai bersama. Siapa yang sedang memakainya?
shared-ask-pin = { $who }, ketik PIN Anda, enam angka. Pesan itu langsung kami hapus dari obrolan.
shared-not-six-digits = PIN terdiri dari enam angka. Ketik sekali lagi.
shared-too-easy = PIN itu terlalu mudah ditebak. Pilih enam angka lain, dan jangan sama dengan PIN ATM Anda.
shared-wrong-pin = PIN itu belum cocok. Sisa kesempatan: { $left }. Lupa PIN? Mintalah pengurus memindahkan keanggotaan Anda dengan kode baru. Hubungi: { $contact }
shared-pin-locked = PIN sudah beberapa kali salah, jadi kami tahan dulu demi keamanan. Coba lagi mulai { $until }. Lupa PIN? Hubungi: { $contact }
shared-pin-unset = Keanggotaan ini belum punya PIN di HP ini. Mintalah kode baru di kantor. Hubungi: { $contact }
shared-choose-first-pin = HP ini akan dipakai { $first } bersama { $second }. Agar simpanan masing-masing tetap milik masing-masing, tiap anggota punya PIN.

    { $first }, pilih PIN Anda dulu: ketik enam angka, jangan sama dengan PIN ATM. Pesan itu langsung kami hapus dari obrolan.
shared-choose-pin = Sekarang { $who }: pilih PIN Anda, enam angka, dan jangan perlihatkan kepada yang lain. Pesan itu langsung kami hapus dari obrolan.
shared-now = { $who }, keanggotaan nomor <b>{ $number }</b> sekarang tersambung di HP ini, dengan PIN. Setiap 15 menit PIN ditanyakan lagi; selesai lebih cepat, tekan <b>Ganti anggota</b>. Yang sudah tertulis di obrolan tetap bisa dibaca pemegang HP; hapus obrolannya bila perlu.
shared-account-full = Satu akun bisa dipakai paling banyak tiga anggota. Untuk keanggotaan ini pakailah akun Telegram lain. Hubungi: { $contact }
shared-not-shared = Akun ini dipakai satu anggota saja. Bila HP ini dipakai bersama, mintalah kode untuk anggota yang lain di kantor. Hubungi: { $contact }
shared-news = { $who } ({ $number }), ada catatan baru di simpanan Anda, nomor bukti <b>{ $receipt }</b>. Karena HP ini dipakai bersama, jumlahnya tidak kami tulis; masuk dengan PIN, lalu buka <b>Mutasi</b>.
shared-codes-locked = Kode sudah beberapa kali salah, jadi kami tahan dulu demi keamanan. Coba lagi mulai { $until }, atau mintalah kode baru di kantor. Hubungi: { $contact }
