# Tombol dan perintah. Tombol pendek: paling banyak 24 huruf.

key-contact = 📱 Saya anggota, kirim nomor
key-join = Saya mau daftar
key-code = Pakai kode
key-menu = Menu
key-open-private = Buka obrolan pribadi

button-start = Sambungkan keanggotaan
button-mine = Ya, itu saya
button-not-mine = Bukan saya
button-menu = Menu
button-balance = Saldo
button-see-balance = Lihat saldo
button-detail = Rincian
button-why = Kenapa tidak semua?
button-statement = Mutasi
button-older = Lebih lama
button-newer = Lebih baru
button-month-earlier = ‹ { $month }
button-month-later = { $month } ›
button-language = Bahasa
button-indonesian = Bahasa Indonesia
button-english = English
button-help = Bantuan
button-ask = Tanya petugas
button-wrong = Ada yang keliru?
button-counter = Loket
button-next-deposit = Setoran lain
button-yes = Ya, benar
button-change = Ubah jumlah
button-cancel = Batal
button-correct = Koreksi
button-tasks = Tugas
button-approve = Setujui
button-refuse = Tolak

command-menu = pilihan utama
command-balance = lihat simpanan Anda
command-statement = simpanan masuk dan keluar, per bulan
command-counter = terima setoran di loket
command-tasks = yang menunggu keputusan Anda
command-correct = minta koreksi sebuah bukti
command-ask = hubungi petugas
command-help = apa saja yang bisa diminta
command-language = pilih bahasa
command-start = mulai, atau sambungkan keanggotaan
command-join = menjadi anggota
command-cancel = batalkan isian yang belum selesai
command-code = sambungkan dengan kode dari kantor

button-report = Lapor
button-lost-phone = HP saya hilang
button-others-phone = HP orang lain
button-not-my-money = Transaksi bukan saya
button-real-bot = Bot ini asli?
button-other = Lainnya
button-freeze = Ya, kunci sekarang
button-not-my-move = Bukan saya
button-door = Pintu Telegram
button-officer-freeze = Kunci pintunya
button-officer-open = Buka pintunya
button-officer-move = Pindah akun
button-switch = Ganti anggota

command-report = ada yang keliru, HP hilang, atau bot ini asli?
command-switch = ganti anggota di HP yang dipakai bersama
command-lock = kunci atau buka pintu Telegram anggota
