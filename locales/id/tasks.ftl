# Permintaan dan tugas pengurus.

task-list = Ada { $count } hal menunggu Anda. Pilih nomornya:

    { $list }
task-line = { $ordinal }. { $line }
task-none = Tidak ada yang menunggu Anda saat ini.
task-reversal = Ada permintaan koreksi. Masih perlu { $missing } persetujuan. Bila disetujui, seluruh bukti ini dibatalkan.

    { $journal }
    Diminta oleh: { $asker }
    Alasan: { $reason }
task-decided = Permintaan itu sudah diputuskan. Lihat <b>Tugas</b> untuk yang lain.
task-own-wait = Tidak ada yang menunggu keputusan Anda. Permintaan Anda ini menunggu pengurus lain; pilih nomornya untuk melihat atau menariknya kembali:

    { $list }
task-own-card = Permintaan Anda ini menunggu pengurus lain. Masih perlu { $missing } persetujuan.

    { $subject }
task-decided-approved = Permintaan itu sudah disetujui oleh { $who }. Lihat <b>Tugas</b> untuk yang lain.
task-decided-refused = Permintaan itu sudah ditolak oleh { $who }. Lihat <b>Tugas</b> untuk yang lain.
task-decided-taken-back = Permintaan itu sudah ditarik kembali oleh yang meminta: { $who }. Lihat <b>Tugas</b> untuk yang lain.
task-ask-take-back = Tarik kembali permintaan ini? Pengurus tidak akan memutuskannya lagi. Bila nanti diperlukan, mintalah dari awal.

    { $subject }
task-reversal-taken-back = Permintaan koreksi sudah Anda tarik kembali; bukti ini tetap berlaku.

    { $subject }
task-application-taken-back = Permohonan ini sudah Anda tarik kembali, dan isiannya kami hapus. Bila ingin mendaftar lagi, ketik daftar.
task-move-taken-back = Permintaan ini sudah Anda tarik kembali; keanggotaan tidak dipindahkan.
task-taken-back-before = Permintaan itu sudah Anda tarik kembali sebelumnya.
task-take-back-late = Permintaan itu sudah diputuskan pengurus, jadi tidak bisa ditarik kembali. Ketik <b>status</b> untuk melihat hasilnya.
task-own = Permintaan Anda sendiri diputuskan oleh pengurus lain; mereka sudah diberi tahu.
task-approved = Persetujuan Anda sudah dicatat. Masih perlu { $missing } persetujuan.
task-already-approved = Persetujuan Anda sudah tercatat sebelumnya.
task-ask-reason = { $subject }

    Mengapa ditolak? Tulis alasannya singkat; yang meminta akan membacanya.
task-reason-length = Tulis alasannya dalam { $min } sampai { $max } huruf, misalnya: bukti aslinya sudah benar.
task-reversal-refused = Permintaan koreksi ini sudah Anda tolak; bukti ini tetap berlaku.

    { $journal }
task-reversal-maker-refused = Permintaan koreksi tidak disetujui; bukti ini tetap berlaku. Bila perlu, bicarakan dengan pengurus.

    { $journal }
    Alasan: { $reason }

task-move = Seorang pengurus meminta keanggotaan ini dipindahkan ke akun lain, dengan kode untuk anggotanya.

    <b>{ $who } ({ $number })</b>
    Akses Telegram: { $access }
    Akun: { $account }
    Alasan: { $reason }
task-lost = Ada laporan HP hilang untuk keanggotaan ini, dari akun yang belum tersambung. Siapa pun bisa melapor. Bila laporannya masuk akal, kunci dulu. Setelah orangnya datang dan KTP-nya cocok, <b>Pindah ke pelapor</b> memindahkan keanggotaan ke akun pelapor; sebelum itu kami tanya sekali lagi.

    <b>{ $who } ({ $number })</b>
    Akses Telegram: { $access }
    Akun: { $account }
    Cerita pelapor: { $reason }
task-lost-by-another = Ada laporan HP hilang untuk keanggotaan ini, dari akun anggota lain atau pengurus. Bila laporannya masuk akal, kunci dulu. Setelah orangnya datang dan KTP-nya cocok, <b>Beri kode</b> membuat kode untuk HP barunya; sebelum itu kami tanya sekali lagi.

    <b>{ $who } ({ $number })</b>
    Akses Telegram: { $access }
    Akun: { $account }
    Cerita pelapor: { $reason }
task-lost-unknown = Ada laporan HP hilang, tetapi yang diketik pelapor tidak ada di buku anggota. Cocokkan dengan orangnya; bila nomornya ketemu, kunci dulu dengan /kunci diikuti nomor anggota.

    Yang diketik dan ceritanya: { $reason }
task-lost-unknown-line = HP hilang: nomornya belum ketemu
task-lost-unknown-refused = Laporan itu sudah Anda tolak; pelapornya membaca alasannya.
task-move-line = pindah akun: { $who } ({ $number })
task-lost-line = HP hilang: { $who } ({ $number })
task-move-refused = Permintaan ini sudah Anda tolak; { $who } ({ $number }) tidak dipindahkan.
task-move-maker-refused = Permintaan memindahkan { $who } ({ $number }) tidak disetujui. Bila perlu, bicarakan dengan pengurus.
    Alasan: { $reason }
task-lost-maker-refused = Laporan Anda belum bisa kami setujui dari sini. Datanglah ke kantor dengan KTP. Hubungi: { $contact }
    Alasan: { $reason }
