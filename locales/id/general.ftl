# Sapaan, menu, bantuan, dan hal-hal umum.

welcome = Selamat datang di { $cooperative }.

    Bila Anda sudah anggota, kirim nomor HP agar hanya Anda yang melihat simpanan Anda. Bila belum, tekan <b>Saya mau daftar</b>.

menu-member = { $who }, apa yang bisa kami bantu?
menu-officer = Apa yang ingin Anda kerjakan?
menu-stranger = Silakan pilih, atau sambungkan dulu keanggotaan Anda.

keys-member = Tombol <b>Menu</b> selalu ada di bawah.
keys-officer = Tombol <b>Menu</b> dan <b>Tugas</b> selalu ada di bawah.
keys-changed = Tombol di bawah sudah kami sesuaikan.
help-title = <b>Yang bisa Anda minta di sini</b>
help-office = { $identity }. Kantor: { $contact }
help-footer = Cukup ketik katanya, dengan atau tanpa garis miring. Bila ingin bicara dengan orang, tekan <b>Tanya petugas</b>.

language = Bahasa apa yang Anda pilih? Which language do you prefer?
language-set = Baik, selanjutnya kami memakai bahasa Indonesia.

not-understood = Maaf, saya belum paham; apakah maksud Anda salah satu dari ini?
unsupported = Untuk saat ini saya baru bisa membaca tulisan dan tombol; apakah maksud Anda salah satu dari ini?

ask-office = Petugas kami siap membantu. Hubungi: { $contact }
something-wrong = Bila bukti atau jumlahnya tidak sesuai, sampaikan nomor buktinya kepada petugas; kami periksa bersama. Hubungi: { $contact }
contact-unset = kantor koperasi pada jam layanan

private-please = Soal simpanan kita bicarakan berdua saja. Silakan buka obrolan pribadi dengan saya.
not-linked = Bagian ini untuk anggota yang sudah tersambung. Kirim nomor HP Anda dengan tombol di bawah, atau pakai kode dari kantor.
not-your-role = Bagian ini untuk pengurus yang bertugas. Bila ini tugas Anda, mintalah undangan kepada ketua.
stale-button = Tombol itu sudah tidak berlaku. Silakan mulai lagi dari menu.
form-abandoned = Isian tadi sudah kami tutup; tidak ada yang dicatat.
form-waits = Isian Anda yang tadi masih tersimpan. Tekan <b>Lanjutkan isian</b> kapan saja.
form-ask-leave = Isian Anda yang tadi belum selesai; bila ditinggalkan, { $answers } jawaban di dalamnya hilang. Lanjutkan dulu, atau tinggalkan?
nothing-to-continue = Tidak ada isian yang belum selesai. Silakan mulai dari menu.
cancelled = Baik, dibatalkan; tidak ada yang dicatat.
nothing-to-cancel = Tidak ada isian yang terbuka, jadi tidak ada yang perlu dibatalkan.
apology = Maaf, ada gangguan di pihak kami dan permintaan tadi belum diproses. Silakan coba lagi beberapa saat lagi; bila tetap begitu, hubungi kantor.
slow-down = Pesan Anda datang terlalu cepat, jadi yang ini dan yang menyusul belum kami baca. Tunggu sebentar, lalu kirim lagi satu per satu.
state-lost = Maaf, percakapan kita tadi terputus di pihak kami; tidak ada yang dicatat. Silakan mulai lagi dari menu.
suspended = Layanan sedang dihentikan sementara; hubungi pengurus.

address-bu = Bu { $name }
address-pak = Pak { $name }
address-plain = { $name }
address-nobody = Anggota yang terhormat

role-chair = ketua
role-secretary = sekretaris
role-treasurer = bendahara
role-supervisor = pengawas
role-credit-committee = panitia kredit
role-educator = pendidik

# Mencari anggota.

find-several = Ada { $count } anggota yang cocok dengan <b>{ $typed }</b>. Pilih salah satu, atau ketik lebih lengkap:

    { $list }
find-line = { $number }: { $who }
find-many = Terlalu banyak anggota yang cocok dengan <b>{ $typed }</b>. Ketik namanya lebih lengkap, atau nomor anggotanya.
find-short = <b>{ $typed }</b> terlalu pendek untuk dicari. Ketik nomor anggotanya, sedikitnya 3 huruf namanya, atau nomor HP-nya.
actor = { $who } ({ $roles })
actor-nobody = akun yang belum tersambung
