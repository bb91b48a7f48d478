# Pertanyaan kepada petugas, jawabannya, dan yang menunggu.

ask-words = Silakan tulis pertanyaan Anda dalam satu pesan; petugas yang membacanya.
ask-length = Tulis dalam satu pesan, paling banyak { $max } huruf.
ask-confirm = Kirim pesan ini kepada petugas?

    { $words }
ask-sent = Pertanyaan Anda sudah sampai, nomor <b>{ $number }</b>. Jawabannya datang ke obrolan ini.
ask-sent-quiet = Pertanyaan Anda sudah sampai, nomor <b>{ $number }</b>. Petugas membacanya pada jam layanan berikutnya; jawabannya datang ke obrolan ini.
ask-too-many = Masih ada { $max } pertanyaan Anda yang menunggu jawaban. Kirim lagi setelah salah satunya dijawab; bila mendesak, hubungi: { $contact }

not-here-loan = Pinjaman belum bisa diurus lewat obrolan ini. Tekan <b>Tanya petugas</b>, dan pesan Anda kami teruskan.
not-here-instalment = Cicilan belum bisa dilihat lewat obrolan ini. Tekan <b>Tanya petugas</b>, dan pesan Anda kami teruskan.
not-here-pay = Pembayaran dan setoran untuk saat ini dilakukan di loket. Tekan <b>Tanya petugas</b> bila ada yang ingin ditanyakan.
not-here-paid = Terima kasih kabarnya. Tekan <b>Tanya petugas</b>, dan pesan Anda kami teruskan agar pembayarannya dicocokkan.
not-here-withdraw = Pengambilan simpanan untuk saat ini dilakukan di kantor. Tekan <b>Tanya petugas</b>, dan pesan Anda kami teruskan.

question-card = Pertanyaan <b>{ $number }</b> dari { $from }:

    { $words }
question-card-follows = Pertanyaan <b>{ $number }</b> dari { $from }, lanjutan dari { $before }:

    { $words }
question-from = { $who } ({ $number })
question-from-nobody = orang yang belum tersambung
question-none-open = Tidak ada pertanyaan yang menunggu Anda.
question-unknown = Pertanyaan itu tidak kami temukan. Silakan mulai lagi dari menu.
you-are-welcome = Sama-sama. Bila ada hal lain, tulis saja di sini.
question-cleared = Terima kasih. Bila ada hal lain, kami siap membantu.
question-still-waiting = Pertanyaan Anda <b>{ $number }</b> masih menunggu jawaban; petugas sudah kami ingatkan. Bila mendesak, hubungi: { $contact }
question-remind = Ada pertanyaan yang belum dijawab:

    { $list }
question-escalate = Pertanyaan ini sudah lama belum dijawab; mohon bantuan Anda:

    { $list }
question-waiting-line = { $number }, menunggu { $days } hari

answer-ask = Pertanyaan <b>{ $number }</b>: { $words }

    Tulis jawabannya dalam satu pesan; Anda membacanya sekali lagi sebelum dikirim.
answer-confirm = Jawaban untuk pertanyaan <b>{ $number }</b>:

    { $words }

    Sudah benar?
answer-sent = Jawaban untuk pertanyaan <b>{ $number }</b> sudah kami kirim kepada penanya.
answer-kept = Jawaban untuk pertanyaan <b>{ $number }</b> sudah kami simpan. Penanya belum membuka obrolan pribadi; di grup ada tombol menuju jawabannya.
answer-late = Pertanyaan <b>{ $number }</b> sudah dijawab oleh { $role }.
answer-late-plain = Pertanyaan <b>{ $number }</b> sudah dijawab petugas lain.
answered = Jawaban untuk pertanyaan Anda <b>{ $number }</b> ({ $asked }):

    { $words }

    Dijawab oleh { $by }.
answered-by-name = { $who }, { $role }

duties = Ada { $count } hal menunggu Anda; yang terlama { $since }.
duties-hello = { $greeting }, { $who }, ada { $count } hal menunggu Anda; yang terlama { $since }.
duties-hello-plain = { $greeting }, ada { $count } hal menunggu Anda; yang terlama { $since }.
greeting-morning = Selamat pagi
greeting-noon = Selamat siang
greeting-afternoon = Selamat sore
greeting-evening = Selamat malam
since-today = sejak hari ini
since-yesterday = sejak kemarin
since-days = sejak { $days } hari lalu
