# Setoran di loket.

counter-ask-member = Setoran di loket. Nomor anggotanya berapa? Contoh: A-017. Sebagian nama atau nomor HP juga bisa.
counter-member-unknown = Tidak ada anggota yang cocok dengan <b>{ $typed }</b> di buku daftar anggota. Ketik nomor anggotanya, sedikitnya 3 huruf namanya, atau nomor HP-nya.
counter-member-ended = Keanggotaan { $who } ({ $number }) sudah berakhir, jadi belum bisa menerima setoran. Ketik nomor anggota lain, atau tekan <b>Batal</b>.
counter-ask-kind = { $who } ({ $number }): setoran untuk simpanan apa?
counter-kind-candidate = { $who } ({ $number }) masih calon anggota; setorannya untuk simpanan pokok atau wajib. Silakan pilih.
counter-kind-time = Simpanan berjangka belum bisa disetor di loket ini. Pilih simpanan lain untuk { $who } ({ $number }).
counter-ask-amount = { $who } ({ $number }), { $savings }: berapa rupiah? Contoh: 500rb atau 1.250.000.
counter-not-an-amount = Jumlah itu belum bisa kami baca. Ketik angkanya, misalnya 500rb, 1,5jt, atau 1.250.000.
counter-has-sen = Setoran dicatat dalam rupiah bulat, tanpa sen. Ketik ulang, misalnya 1.250.000.
counter-amount-zero = Jumlahnya harus lebih dari nol. Ketik ulang jumlahnya.
counter-amount-too-large = Setoran di loket paling banyak <b>{ $maximum }</b>. Ketik jumlah yang sesuai; untuk setoran yang lebih besar, bicarakan dulu dengan pengurus.
counter-amount-unclear = Yang dimaksud { $low } atau { $high }?
counter-principal-paid = Simpanan pokok { $who } ({ $number }) sudah lunas. Tetap catat <b>{ $amount }</b> sebagai simpanan pokok? Bila bukan, ketik jumlah lain, atau tekan <b>Ubah jumlah</b>, lalu <b>Kembali</b> untuk memilih simpanan lain.
counter-more-than-due = Simpanan pokok { $who } ({ $number }) yang belum dibayar <b>{ $due }</b>, sedangkan yang diketik <b>{ $amount }</b>. Catat yang mana?
counter-far-from-monthly = Simpanan wajib biasanya { $monthly } sebulan, sedangkan yang diketik untuk { $who } ({ $number }) <b>{ $amount }</b>. Bila memang begitu, tekan jumlahnya; bila bukan, ketik ulang.
counter-confirm = <b>{ $amount }</b> ({ $words }) dari { $who } ({ $number }) ke { $savings }, sudah benar?
counter-receipt = Setoran <b>{ $amount }</b> dari { $who } ({ $number }) ke { $savings } sudah dicatat; nomor bukti <b>{ $receipt }</b>.
counter-notice-sent = Pemberitahuan untuk anggota sudah kami kirim.
counter-notice-none = Anggota ini belum memakai Telegram; tuliskan nomor buktinya untuk beliau.
counter-notice-frozen = Akses Telegram anggota ini sedang dikunci, jadi pemberitahuan tidak dikirim; tuliskan nomor buktinya, dan ingatkan beliau menemui pengurus.
counter-member-receipt = Terima kasih, { $who }, setoran <b>{ $amount }</b> ke { $savings } sudah kami terima; nomor bukti <b>{ $receipt }</b>.
counter-already-recorded = Setoran ini sudah dicatat; tidak dicatat dua kali.
