# Permintaan dan tugas pengurus.

task-list = Ada { $count } hal menunggu Anda. Pilih nomornya:

    { $list }
task-line = { $ordinal }. { $line }
task-none = Tidak ada yang menunggu Anda saat ini.
task-reversal = Ada permintaan koreksi. Masih perlu { $missing } persetujuan.

    { $journal }
    Alasan: { $reason }
task-decided = Permintaan itu sudah selesai. Lihat <b>Tugas</b> untuk yang lain.
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
