# Koreksi.

correct-ask-receipt = Bukti mana yang perlu dikoreksi? Ketik nomornya, misalnya S-1042.
correct-receipt-unknown = Nomor bukti <b>{ $typed }</b> tidak kami temukan. Periksa lagi, lalu ketik ulang, misalnya S-1042.
correct-reversed = Bukti <b>{ $receipt }</b> sudah dikoreksi sebelumnya. Lihat mutasi anggotanya, atau koreksi bukti lain.
correct-requested = Koreksi bukti <b>{ $receipt }</b> sudah diminta dan sedang menunggu persetujuan. Silakan tunggu kabarnya.
correct-is-correction = Bukti <b>{ $receipt }</b> adalah koreksi. Bila koreksinya keliru, catat lagi setorannya di loket.
correct-ask-reason = { $journal }

    Apa yang keliru? Tulis alasannya singkat; pengurus dan anggota akan membacanya.
correct-reason-length = Tulis alasannya dalam { $min } sampai { $max } huruf, misalnya: salah jumlah, seharusnya 50 ribu.
correct-confirm = Bila disetujui, <b>seluruh bukti</b> ini dibatalkan, bukan hanya selisihnya; setoran yang benar dicatat lagi di loket.

    { $journal }
    Diminta oleh: { $asker }
    Alasan: { $reason }

    Sudah benar?
correct-no-approvers = Belum cukup pengurus lain yang tersambung untuk menyetujui koreksi ini. Mintalah ketua mengundang mereka, lalu coba lagi.
correct-sent = Permintaan koreksi sudah kami kirim kepada pengurus; kami kabari hasilnya. Perlu { $needed } persetujuan.

    { $journal }
correct-would-overdraw = Koreksi ini belum bisa dicatat: sisa simpanan anggota lebih kecil daripada jumlah yang dikoreksi. Bicarakan dengan anggota dan bendahara; permintaannya tetap terbuka, atau tolak dengan tombol di bawah.

    { $journal }
correct-cash-short = Koreksi ini belum bisa dicatat: menurut pembukuan, uang di kas lebih kecil daripada yang harus dikembalikan. Minta bendahara menghitung kas dan mencatat setoran yang belum dicatat, lalu setujui lagi. Permintaannya tetap terbuka, atau tolak dengan tombol di bawah.

    { $journal }
correct-corrected = Koreksi sudah dicatat dengan nomor bukti <b>{ $receipt }</b>. Yang dikoreksi:

    { $journal }
correct-member-corrected = { $who }, bukti { $original } kami koreksi; nomor koreksinya <b>{ $receipt }</b>. Yang kami batalkan:

    { $journal }
    Alasan: { $reason }
journal-line = { $kind } <b>{ $receipt }</b>, { $date }
journal-member = { $who } ({ $number })
journal-in = { $savings }: masuk { $amount }
journal-out = { $savings }: keluar { $amount }
