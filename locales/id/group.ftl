# Di grup: satu baris untuk semua, tanpa angka dan tanpa nama.

group-greeting = Salam, saya asisten { $cooperative }. Agar grup ini terhubung, pengurus mengetik /hubungkan di obrolan pribadi dengan saya, lalu mengirim kodenya di sini.
group-not-bound = Grup ini belum terhubung dengan { $cooperative }. Pengurus dapat mengetik /hubungkan di obrolan pribadi dengan saya.
group-bound = Grup ini terhubung dengan { $cooperative }. Ketik /tanya diikuti pertanyaan Anda; jawabannya kami kirim berdua saja.
group-code-unknown = Kode itu belum kami kenali. Pengurus dapat meminta kode baru dengan /hubungkan di obrolan pribadi.
group-code-spent = Kode itu sudah tidak bisa dipakai. Pengurus dapat meminta kode baru dengan /hubungkan di obrolan pribadi.
group-help = Di grup ini: /tanya diikuti pertanyaan untuk petugas. Simpanan dan hal pribadi lain kita bicarakan berdua.
group-how-to-ask = Tulis pertanyaannya di belakang perintah, misalnya: /tanya kapan kantor buka?
group-question-taken = Pertanyaan sudah kami terima, nomor <b>{ $number }</b>. Jawabannya kami kirim kepada penanya, berdua saja.
group-too-many = Pertanyaan Anda sebelumnya masih menunggu jawaban. Silakan lanjutkan di obrolan pribadi.
group-ask-as-yourself = Saya tidak bisa tahu siapa yang bertanya. Matikan dulu <b>Tetap anonim</b> pada hak admin Anda, atau tulislah kepada saya di obrolan pribadi.
group-nobody-to-ask = Saat ini belum ada petugas yang tersambung. Hubungi: { $contact }
group-answer-waits = Jawaban untuk pertanyaan <b>{ $number }</b> sudah ada. Penanya dapat membacanya di obrolan pribadi.
group-offer = Kode ini menghubungkan satu grup, sekali pakai, selama 24 jam. Tekan tombol di bawah dan pilih grupnya; atau kirim di grup itu:

    <code>/hubungkan { $code }</code>
group-left = Kami sudah tidak berada di grup <b>{ $title }</b>. Bila itu tidak disengaja, tambahkan lagi, lalu hubungkan dengan /hubungkan.
