//! An imported Telegram id is only a claim: the person is asked.

use rembuk::commands::import::TelegramIds;
use rembuk::commands::invite::For;

use crate::cast::{BUDI, SARI, everybody};
use crate::support::{Intake, Kind, World, everywhere};
use crate::talk::{Talk, data, rows};

const QUESTION: &str = "akun Telegram ini tercatat milik Bu Sari Contoh, nomor anggota A-001. Apakah itu Anda?";

async fn claimed(kind: Kind, intake: Intake) -> (World, Talk) {
    let world = World::start(kind, intake, everybody(), "").await;
    let file = "number,name,phone,joined_on,status,pokok,wajib,sukarela,address,telegram_id\n\
        A-001,Sari Contoh,0812-0000-0011,2024-01-15,aktif,100.000,0,0,bu,11\n";
    let imported = world.import(file, TelegramIds::AskEach).await.unwrap();
    assert_eq!((imported.members, imported.linked), (1, 0));
    let sari = Talk::with(&world, SARI);
    (world, sari)
}

everywhere! {
    async fn whoever_is_named_by_the_import_says_so(kind, intake) {
        let (world, mut sari) = claimed(kind, intake).await;
        sari.person.start("").await.unwrap();
        let question = sari.hears(QUESTION).await;
        assert_eq!(rows(&question), [vec!["Ya, itu saya", "Bukan saya"], vec!["Tanya petugas"]]);
        sari.asks("/saldo", "Bagian ini untuk anggota yang sudah tersambung").await;
        sari.presses("Ya, itu saya", "Terima kasih, Bu Sari Contoh").await;
        sari.hears("Bu Sari Contoh, apa yang bisa kami bantu?").await;
        sari.sees_stripped(question.id).await;
        sari.presses("Saldo", "simpanan Anda Rp100.000").await;
        sari.has_read_all().await;
        world.end().await;
    }

    async fn whoever_is_named_wrongly_is_asked_no_more(kind, intake) {
        let (world, mut sari) = claimed(kind, intake).await;
        sari.person.start("").await.unwrap();
        let question = sari.hears(QUESTION).await;
        sari.presses("Bukan saya", "Selamat datang di Koperasi Contoh Maju").await;
        sari.sees_stripped(question.id).await;
        sari.forges(question.id, &data(&question, "Ya, itu saya"), "Selamat datang").await;
        sari.asks("/saldo", "Bagian ini untuk anggota yang sudah tersambung").await;
        sari.has_read_all().await;
        world.end().await;
    }

    async fn a_membership_that_was_taken_meanwhile_is_not_given_twice(kind, intake) {
        let (world, mut sari) = claimed(kind, intake).await;
        let code = world.invite(For::Member("A-001".to_owned())).await;
        let mut budi = Talk::with(&world, BUDI);
        sari.person.start("").await.unwrap();
        let question = sari.hears(QUESTION).await;
        budi.follows(&code, "Terima kasih, Bu Sari Contoh").await;
        budi.hears("apa yang bisa kami bantu").await;
        sari.presses("Ya, itu saya", "Belum ada keanggotaan yang bisa kami sambungkan").await;
        sari.sees_stripped(question.id).await;
        sari.asks("/start", "Selamat datang").await;
        sari.has_read_all().await;
        budi.has_read_all().await;
        world.end().await;
    }

    async fn a_code_settles_a_claim_as_well(kind, intake) {
        let (world, mut sari) = claimed(kind, intake).await;
        let code = world.invite(For::Member("A-001".to_owned())).await;
        sari.person.start("").await.unwrap();
        let question = sari.hears(QUESTION).await;
        sari.follows(&code, "Terima kasih, Bu Sari Contoh").await;
        sari.hears("apa yang bisa kami bantu").await;
        sari.asks("saldo", "simpanan Anda Rp100.000").await;
        sari.forges(question.id, &data(&question, "Bukan saya"), "Bu Sari Contoh, apa yang bisa kami bantu?").await;
        sari.presses("Saldo", "simpanan Anda Rp100.000").await;
        sari.has_read_all().await;
        world.end().await;
    }
}
