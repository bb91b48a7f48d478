# Menyambungkan akun dengan keanggotaan atau tugas.

link-contact-not-asked = Terima kasih. Agar aman, kirim nomor Anda sekali lagi lewat tombol <b>Saya anggota, kirim nomor</b> di bawah.
link-contact-not-yours = Nomor itu bukan nomor akun Telegram Anda sendiri. Tekan <b>Saya anggota, kirim nomor</b> di bawah; nomor Anda terkirim dengan sendirinya.
link-contact-forwarded = Kontak yang diteruskan dari obrolan lain tidak bisa kami terima. Tekan <b>Saya anggota, kirim nomor</b> di bawah.
link-phone-unreadable = Nomor itu belum bisa kami baca. Coba tekan tombolnya sekali lagi, atau mintalah kode di kantor lalu tekan <b>Pakai kode</b>.
link-use-the-key = Nomor yang diketik belum membuktikan bahwa itu nomor Anda. Tekan <b>Saya anggota, kirim nomor</b> di bawah.
link-not-found = Belum ada keanggotaan yang bisa kami sambungkan dengan nomor ini; mungkin nomor di buku anggota berbeda. Mintalah kode di kantor, lalu tekan <b>Pakai kode</b>. Belum menjadi anggota? Tekan <b>Saya mau daftar</b>. Hubungi: { $contact }
link-ask-claim = Di buku anggota, akun Telegram ini tercatat milik { $who }, nomor anggota <b>{ $number }</b>. Apakah itu Anda?
link-ask-code = Ketik kode yang Anda terima dari kantor. Huruf besar atau kecil sama saja.
link-code-unknown = Kode itu belum kami kenali. Periksa lagi tiap huruf dan angkanya, lalu ketik ulang; atau mintalah kode baru di kantor.
link-code-spent = Kode itu sudah tidak bisa dipakai: mungkin sudah digunakan, atau masanya sudah lewat. Mintalah kode baru di kantor. Hubungi: { $contact }
link-ask-phone-of-letter = Satu langkah lagi: tekan <b>Saya anggota, kirim nomor</b> di bawah. Kode surat hanya berlaku bersama nomor HP yang tercatat di buku anggota.
link-letter-not-yours = Kode surat itu belum bisa dipakai dengan nomor HP ini. Pakailah HP yang nomornya tercatat di buku anggota, atau datanglah ke kantor. Hubungi: { $contact }
link-linked = Terima kasih, { $who }. Akun ini sekarang tersambung dengan keanggotaan nomor <b>{ $number }</b>. Tombol <b>Menu</b> selalu ada di bawah.
link-already-linked = { $who }, akun ini memang sudah tersambung dengan keanggotaan nomor <b>{ $number }</b>.
link-linked-to-another = { $who }, akun ini sudah tersambung dengan keanggotaan nomor <b>{ $number }</b>. Untuk menyambungkan keanggotaan lain, hubungi: { $contact }
link-role-granted = Selamat bertugas. Akun ini sekarang tercatat sebagai <b>{ $role }</b>.
link-own-invitation = Undangan menjadi <b>{ $role }</b> ini Anda buat untuk orang lain, jadi belum dipakai. Teruskan kepada orangnya.
link-already-role = Akun ini memang sudah tercatat sebagai <b>{ $role }</b>.
