//! A deposit is corrected: the treasurer asks, two others agree, and everybody concerned is told.

use domain::role::Role;

use crate::cast::{BUDI, CHAIR, SECRETARY, journals, officer, sari, treasurer, world};
use crate::support::{World, everywhere};
use crate::talk::{Talk, data, rows};

/// The deposit that was wrong.
const CARD: &str = "Bu Sari Contoh (A-001)\nSimpanan sukarela: masuk Rp500.000";

/// Sari's deposit of Rp500.000, with the receipt S-5.
async fn deposit(tari: &mut Talk) {
    tari.asks("loket A-001 sukarela 500rb", "sudah benar?").await;
    tari.presses("Ya, benar", "nomor bukti S-5.").await;
}

/// Chair and secretary.
async fn approvers(world: &World) -> (Talk, Talk) {
    (officer(world, CHAIR, Role::Chair).await, officer(world, SECRETARY, Role::Secretary).await)
}

everywhere! {
    async fn two_officers_approve_and_all_are_told(kind, intake) {
        let world = world(kind, intake).await;
        let (mut tari, mut sari) = (treasurer(&world).await, sari(&world).await);
        let (mut hadi, mut wulan) = approvers(&world).await;
        deposit(&mut tari).await;
        sari.hears("setoran Rp500.000").await;
        let ask = tari.asks("/koreksi s5", CARD).await;
        assert!(ask.text.contains("Setoran S-5, ") && ask.text.contains("Apa yang keliru?"), "{}", ask.text);
        assert_eq!(rows(&ask), [["Kembali", "Batal"]]);
        let back = tari.asks("salah jumlah, seharusnya 50 ribu", "seluruh bukti ini dibatalkan").await;
        assert!(back.text.contains(CARD) && back.text.contains("Diminta oleh: bendahara"), "{}", back.text);
        assert!(back.text.contains("Alasan: salah jumlah, seharusnya 50 ribu"), "{}", back.text);
        assert_eq!(rows(&back), [vec!["Kirim"], vec!["Ubah alasan", "Batal"]]);
        let sent = tari.presses("Kirim", "Permintaan koreksi sudah kami kirim").await;
        assert!(sent.text.contains("Perlu 2 persetujuan.") && sent.text.contains(CARD), "{}", sent.text);

        let request = hadi.hears("Ada permintaan koreksi. Masih perlu 2 persetujuan.").await;
        assert!(request.text.contains(CARD) && request.text.contains("Diminta oleh: bendahara"), "{}", request.text);
        assert!(request.text.ends_with("Alasan: salah jumlah, seharusnya 50 ribu"), "{}", request.text);
        assert_eq!(rows(&request), [["Setujui", "Tolak"]]);
        let seen = wulan.hears("Ada permintaan koreksi. Masih perlu 2 persetujuan.").await;
        hadi.presses("Setujui", "Persetujuan Anda sudah dicatat. Masih perlu 1 persetujuan.").await;
        hadi.sees_stripped(request.id).await;
        let again = hadi.person.press_forged(request.id, &data(&request, "Setujui")).await.unwrap();
        assert_eq!(hadi.note(again).await, "Persetujuan Anda sudah tercatat sebelumnya.");

        let one_left = wulan.asks("/tugas", "Ada permintaan koreksi. Masih perlu 1 persetujuan.").await;
        wulan.presses("Setujui", "Koreksi sudah dicatat dengan nomor bukti K-6.").await;
        wulan.sees_stripped(one_left.id).await;
        wulan.forges(seen.id, &data(&seen, "Tolak"), "Permintaan itu sudah disetujui oleh").await;
        tari.hears("Koreksi sudah dicatat dengan nomor bukti K-6.").await;
        let told = sari.hears("Bu Sari Contoh, bukti S-5 kami koreksi; nomor koreksinya K-6.").await;
        assert!(told.text.ends_with("Alasan: salah jumlah, seharusnya 50 ribu"), "{}", told.text);
        assert_eq!(rows(&told), [["Lihat saldo", "Ada yang keliru?"]]);
        sari.presses("Lihat saldo", "simpanan Anda Rp4.350.000").await;
        let statement = sari.asks("mutasi", "keluar Rp500.000.").await;
        assert!(statement.text.contains("-500.000\n      K-6 koreksi"), "{}", statement.text);

        tari.asks("/koreksi S-5", "Bukti S-5 sudah dikoreksi sebelumnya").await;
        tari.asks("/koreksi K-6", "Bukti K-6 adalah koreksi. Bila koreksinya keliru, catat lagi").await;
        for mut talk in [tari, sari, hadi, wulan] {
            talk.has_read_all().await;
        }
        assert_eq!(journals(&world).await, 6, "four openings, a deposit, its reversal");
        world.end().await;
    }

    async fn one_refusal_ends_it_and_the_receipt_stands(kind, intake) {
        let world = world(kind, intake).await;
        let (mut tari, mut sari) = (treasurer(&world).await, sari(&world).await);
        let (mut hadi, mut wulan) = approvers(&world).await;
        deposit(&mut tari).await;
        tari.asks("koreksi S-5", "Apa yang keliru?").await;
        tari.asks("salah anggota", "Sudah benar?").await;
        tari.presses("Kirim", "Permintaan koreksi sudah kami kirim").await;
        hadi.hears("Ada permintaan koreksi").await;
        let request = wulan.hears("Ada permintaan koreksi").await;
        hadi.presses("Setujui", "Persetujuan Anda sudah dicatat").await;
        let why = wulan.presses("Tolak", "Mengapa ditolak?").await;
        assert!(why.text.contains(CARD) && rows(&why) == [["Kembali", "Batal"]], "{}", why.text);
        wulan.presses("Batal", "Baik, dibatalkan; tidak ada yang dicatat.").await;
        wulan.forges(request.id, &data(&request, "Tolak"), "Mengapa ditolak?").await;
        wulan.asks("x", "Tulis alasannya dalam 3 sampai 200 huruf").await;
        let refused = wulan.asks("bukti aslinya benar", "Permintaan koreksi ini sudah Anda tolak; bukti ini tetap berlaku.").await;
        assert!(refused.text.contains(CARD) && rows(&refused) == [["Tugas", "Menu"]], "{}", refused.text);
        tari.hears("Permintaan koreksi tidak disetujui; bukti ini tetap berlaku").await;
        wulan.presses("Tugas", "Tidak ada yang menunggu Anda saat ini.").await;
        // The treasurer may ask again, for a better reason.
        tari.asks("/koreksi S-5", "Apa yang keliru?").await;
        tari.presses("Batal", "Baik, dibatalkan; tidak ada yang dicatat.").await;
        sari.hears("setoran Rp500.000").await;
        for mut talk in [tari, sari, hadi, wulan] {
            talk.has_read_all().await;
        }
        assert_eq!(journals(&world).await, 5, "four openings and the deposit");
        world.end().await;
    }

    async fn whoever_asked_takes_it_back_and_cards_say_so(kind, intake) {
        let world = world(kind, intake).await;
        let mut tari = treasurer(&world).await;
        let (mut hadi, mut wulan) = approvers(&world).await;
        deposit(&mut tari).await;
        tari.asks("koreksi 5", "Apa yang keliru?").await;
        tari.asks("salah anggota", "Sudah benar?").await;
        let sent = tari.presses("Kirim", "Permintaan koreksi sudah kami kirim").await;
        assert_eq!(rows(&sent), [["Tarik kembali", "Menu"]]);
        let seen = hadi.hears("Ada permintaan koreksi").await;
        let refused = wulan.hears("Ada permintaan koreksi").await;
        hadi.presses("Setujui", "Persetujuan Anda sudah dicatat").await;
        tari.asks("/tugas", "Tidak ada yang menunggu keputusan Anda.").await;
        tari.presses("1", "Permintaan Anda ini menunggu pengurus lain. Masih perlu 1 persetujuan.").await;
        let ask = tari.presses("Tarik kembali", "Tarik kembali permintaan ini?").await;
        assert_eq!(rows(&ask), [["Ya, tarik kembali"], ["Menu"]]);
        tari.presses("Ya, tarik kembali", "sudah Anda tarik kembali; bukti ini tetap berlaku").await;
        tari.forges(ask.id, &data(&ask, "Ya, tarik kembali"), "sudah ditarik kembali oleh yang meminta: bendahara").await;
        wulan.presses("Setujui", "Permintaan itu sudah ditarik kembali oleh yang meminta: bendahara.").await;
        wulan.sees_stripped(refused.id).await;
        hadi.forges(seen.id, &data(&seen, "Tolak"), "Permintaan itu sudah ditarik kembali oleh yang meminta").await;
        tari.asks("/tugas", "Tidak ada yang menunggu Anda saat ini.").await;
        tari.asks("/koreksi S-5", "Apa yang keliru?").await;
        tari.presses("Batal", "Baik, dibatalkan").await;
        for mut talk in [tari, hadi, wulan] {
            talk.has_read_all().await;
        }
        assert_eq!(journals(&world).await, 5, "four openings and the deposit");
        world.end().await;
    }

    async fn two_approvals_at_the_same_moment_correct_once(kind, intake) {
        let world = world(kind, intake).await;
        let mut tari = treasurer(&world).await;
        let (mut hadi, mut wulan) = approvers(&world).await;
        deposit(&mut tari).await;
        tari.asks("koreksi S-5", "Apa yang keliru?").await;
        tari.asks("salah anggota", "Sudah benar?").await;
        tari.presses("Kirim", "Permintaan koreksi sudah kami kirim").await;
        hadi.hears("Ada permintaan koreksi").await;
        wulan.hears("Ada permintaan koreksi").await;
        let (one, other) = tokio::join!(hadi.person.press("Setujui"), wulan.person.press("Setujui"));
        assert_eq!((hadi.note(one.unwrap()).await, wulan.note(other.unwrap()).await), (String::new(), String::new()));
        let mut answers = [hadi.next().await.text, wulan.next().await.text];
        answers.sort();
        assert!(answers[0].starts_with("Koreksi sudah dicatat dengan nomor bukti K-6."), "{answers:?}");
        assert!(answers[1].starts_with("Persetujuan Anda sudah dicatat."), "{answers:?}");
        tari.hears("Koreksi sudah dicatat dengan nomor bukti K-6.").await;
        for mut talk in [tari, hadi, wulan] {
            talk.has_read_all().await;
        }
        assert_eq!(journals(&world).await, 6, "four openings, a deposit, its reversal");
        world.end().await;
    }

    async fn what_can_not_be_corrected_is_said_with_the_next_step(kind, intake) {
        let world = world(kind, intake).await;
        let mut tari = treasurer(&world).await;
        let mut hadi = officer(&world, CHAIR, Role::Chair).await;
        deposit(&mut tari).await;
        tari.asks("/koreksi", "Bukti mana yang perlu dikoreksi?").await;
        tari.asks("yang tadi", "Nomor bukti yang tadi tidak kami temukan").await;
        tari.asks("S-999", "Nomor bukti S-999 tidak kami temukan").await;
        tari.asks("S-5", "Apa yang keliru?").await;
        let short = tari.asks("x", "Tulis alasannya dalam 3 sampai 200 huruf").await;
        assert_eq!(rows(&short), [["Kembali", "Batal"]]);
        tari.asks("salah anggota", "Sudah benar?").await;
        let alone = tari.presses("Kirim", "Belum cukup pengurus lain yang tersambung").await;
        assert!(alone.text.contains("Mintalah ketua mengundang mereka"), "{}", alone.text);
        assert_eq!(rows(&alone), [["Koreksi", "Menu"]]);
        let mut wulan = officer(&world, SECRETARY, Role::Secretary).await;
        tari.presses("Koreksi", "Bukti mana yang perlu dikoreksi?").await;
        tari.asks("s 5", "Apa yang keliru?").await;
        tari.asks("salah anggota", "Sudah benar?").await;
        tari.presses("Kirim", "Permintaan koreksi sudah kami kirim").await;
        tari.asks("/koreksi S-5", "Koreksi bukti S-5 sudah diminta dan sedang menunggu persetujuan").await;
        hadi.hears("Ada permintaan koreksi").await;
        wulan.hears("Ada permintaan koreksi").await;
        for mut talk in [tari, hadi, wulan] {
            talk.has_read_all().await;
        }
        world.end().await;
    }

    async fn nobody_decides_their_own_request(kind, intake) {
        let world = world(kind, intake).await;
        let mut tari = treasurer(&world).await;
        tari.takes_office(&world, Role::Supervisor).await;
        let (mut hadi, mut wulan) = approvers(&world).await;
        deposit(&mut tari).await;
        tari.asks("/koreksi S-5", "Apa yang keliru?").await;
        tari.asks("salah anggota", "Sudah benar?").await;
        let sent = tari.presses("Kirim", "Permintaan koreksi sudah kami kirim").await;
        let request = hadi.hears("Ada permintaan koreksi").await;
        wulan.hears("Ada permintaan koreksi").await;
        let own = tari.asks("/tugas", "Tidak ada yang menunggu keputusan Anda.").await;
        assert_eq!(rows(&own), [vec!["1"], vec!["Menu"]]);
        for label in ["Setujui", "Tolak"] {
            tari.forges(sent.id, &data(&request, label), "Permintaan Anda sendiri diputuskan oleh pengurus lain").await;
        }
        hadi.asks("/tugas", "Masih perlu 2 persetujuan.").await;
        for mut talk in [tari, hadi, wulan] {
            talk.has_read_all().await;
        }
        world.end().await;
    }

    async fn an_opening_balance_is_corrected_in_each_readers_language(kind, intake) {
        let world = world(kind, intake).await;
        let mut tari = treasurer(&world).await;
        let mut budi = Talk::with(&world, BUDI);
        budi.links("Pak Budi Contoh").await;
        let (mut hadi, mut wulan) = approvers(&world).await;
        for talk in [&mut budi, &mut hadi] {
            talk.asks("/bahasa", "Bahasa apa").await;
            talk.presses("English", "we will speak English").await;
            talk.next().await;
        }
        let ask = tari.asks("/koreksi a2", "Saldo awal A-2").await;
        assert!(ask.text.contains("Simpanan pokok: masuk Rp100.000\nSimpanan wajib: masuk Rp600.000"), "{}", ask.text);
        tari.asks("saldo lama keliru", "Sudah benar?").await;
        tari.presses("Kirim", "Permintaan koreksi sudah kami kirim").await;
        let request = hadi.hears("A correction is asked for. Approvals still needed: 2.").await;
        assert_eq!(rows(&request), [["Approve", "Refuse"]]);
        hadi.presses("Approve", "Your approval is recorded. Approvals still needed: 1.").await;
        wulan.hears("Ada permintaan koreksi").await;
        wulan.presses("Setujui", "nomor bukti K-5.").await;
        tari.hears("nomor bukti K-5.").await;
        let told = budi.hears("Pak Budi Contoh, we have corrected receipt A-2; the number of the correction is K-5.").await;
        assert!(told.text.ends_with("Reason: saldo lama keliru"), "{}", told.text);
        budi.presses("See balance", "you have saved Rp0; you can withdraw Rp0 now").await;
        for mut talk in [tari, budi, hadi, wulan] {
            talk.has_read_all().await;
        }
        world.end().await;
    }
}
