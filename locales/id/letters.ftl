# Surat undangan di atas kertas.

letter-title = { $cooperative } di Telegram
letter-greeting = Kepada { $who }, nomor anggota <b>{ $number }</b>
letter-what = Sekarang Anda bisa melihat simpanan dan bukti setoran lewat Telegram, kapan saja. Kode ini khusus untuk Anda:
letter-step-open = Di HP yang nomornya tercatat di koperasi, buka Telegram dan cari <b>@{ $bot }</b>, atau arahkan kamera ke gambar di sebelah. Tekan <b>Mulai</b>.
letter-step-code = Bila kode ditanyakan, tekan <b>Pakai kode</b> dan ketik kode di atas. Lewat gambar, kode terisi sendiri.
letter-step-phone = Tekan <b>Saya anggota, kirim nomor</b>. Selesai.
letter-until = Kode berlaku sekali, sampai <b>{ $day }</b>.
letter-beware = Kode ini tidak berguna tanpa HP Anda; tetap simpan baik-baik. Petugas tidak pernah meminta kode atau sandi lewat telepon. Ada yang kurang jelas? Hubungi: { $contact }
