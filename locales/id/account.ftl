# Simpanan, saldo, dan mutasi.

balance = { $who }, simpanan Anda <b>{ $total }</b>; yang bisa diambil sekarang <b>{ $withdrawable }</b>.

balance-detail = { $who }, ini rincian simpanan Anda:
    <pre>{ $table }</pre>
balance-total = Jumlah

why-not-all = { $who }, yang bisa diambil sekarang <b>{ $withdrawable }</b>.

    Simpanan pokok ({ $principal }) dan wajib ({ $mandatory }) adalah modal bersama; Anda menerimanya kembali saat keanggotaan berakhir.
why-not-time = Simpanan berjangka ({ $time }) bisa diambil saat jatuh tempo.
why-not-voluntary = Dari simpanan sukarela ({ $voluntary }), { $minimum } harus disisakan sebagai saldo minimum.

statement = <b>Mutasi { $month }, { $who }</b>
    Masuk { $in }, keluar { $out }.
    <pre>{ $table }</pre>
statement-empty = <b>Mutasi { $month }, { $who }</b>
    Tidak ada simpanan yang masuk atau keluar pada bulan ini.
statement-page = Halaman { $page }

savings-principal = simpanan pokok
savings-mandatory = simpanan wajib
savings-voluntary = simpanan sukarela
savings-time = simpanan berjangka
savings-principal-short = Pokok
savings-mandatory-short = Wajib
savings-voluntary-short = Sukarela
savings-time-short = Berjangka

kind-opening = saldo awal
kind-deposit = setoran
kind-reversal = koreksi
