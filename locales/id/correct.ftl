# Koreksi dan tugas pengurus.

correct-ask-receipt = Bukti mana yang perlu dikoreksi? Ketik nomornya, misalnya S-1042.
correct-receipt-unknown = Nomor bukti <b>{ $typed }</b> tidak kami temukan. Periksa lagi, lalu ketik ulang, misalnya S-1042.
correct-reversed = Bukti <b>{ $receipt }</b> sudah dikoreksi sebelumnya. Lihat mutasi anggotanya, atau koreksi bukti lain.
correct-requested = Koreksi bukti <b>{ $receipt }</b> sudah diminta dan sedang menunggu persetujuan. Silakan tunggu kabarnya.
correct-is-correction = Bukti <b>{ $receipt }</b> adalah koreksi. Bila koreksinya keliru, catat lagi setorannya di loket.
correct-ask-reason = { $journal }

    Apa yang keliru? Tulis alasannya singkat; pengurus dan anggota akan membacanya.
correct-reason-length = Tulis alasannya dalam { $min } sampai { $max } huruf, misalnya: salah jumlah, seharusnya 50 ribu.
correct-no-approvers = Belum cukup pengurus lain yang tersambung untuk menyetujui koreksi ini. Mintalah ketua mengundang mereka, lalu coba lagi.
correct-sent = Permintaan koreksi sudah kami kirim kepada pengurus; kami kabari hasilnya. Persetujuan yang diperlukan: { $needed }.

    { $journal }
correct-request = Ada permintaan koreksi. Persetujuan yang masih diperlukan: { $missing }.

    { $journal }
    Alasan: { $reason }
correct-tasks = Ada { $count } hal menunggu Anda. Pilih nomornya:

    { $list }
correct-task = { $ordinal }. { $line }
correct-no-tasks = Tidak ada yang menunggu Anda saat ini.
correct-decided = Permintaan itu sudah selesai. Lihat <b>Tugas</b> untuk yang lain.
correct-own-request = Permintaan Anda sendiri diputuskan oleh pengurus lain; mereka sudah diberi tahu.
correct-approved = Persetujuan Anda sudah dicatat. Persetujuan yang masih diperlukan: { $missing }.
correct-already-approved = Persetujuan Anda sudah tercatat sebelumnya.
correct-would-overdraw = Koreksi ini belum bisa dicatat: sisa simpanan anggota lebih kecil daripada jumlah yang dikoreksi. Bicarakan dengan anggota dan bendahara; permintaannya tetap terbuka, atau tolak dengan tombol di bawah.

    { $journal }
correct-corrected = Koreksi sudah dicatat dengan nomor bukti <b>{ $receipt }</b>. Yang dikoreksi:

    { $journal }
correct-member-corrected = { $who }, bukti { $original } kami koreksi; nomor koreksinya <b>{ $receipt }</b>.

    { $journal }
    Alasan: { $reason }
correct-refused = Permintaan koreksi ini sudah Anda tolak; bukti ini tetap berlaku.

    { $journal }
correct-maker-refused = Permintaan koreksi tidak disetujui; bukti ini tetap berlaku. Bila perlu, bicarakan dengan pengurus.

    { $journal }

journal-line = { $kind } <b>{ $receipt }</b>, { $date }
journal-member = { $who } ({ $number })
journal-in = { $savings }: masuk { $amount }
journal-out = { $savings }: keluar { $amount }
