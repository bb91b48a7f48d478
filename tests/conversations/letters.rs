//! Letters on paper: a code that opens the door only together with the member's own phone.

use std::path::PathBuf;

use rembuk::commands::letters::{self, To, Written};
use rembuk::serve;

use crate::cast::{BUDI, DEWI, STRANGER, world};
use crate::support::{World, everywhere};
use crate::talk::Talk;

async fn write(world: &World, to: To, name: &str) -> (anyhow::Result<Written>, PathBuf) {
    let store = serve::open(&world.settings.data).await.unwrap();
    let file = world.place.dir.path().join(name);
    let written = letters::run(&store.db, &store.keys, None, to, &file, world.clock.now()).await;
    (written, file)
}

/// The code printed in the letter to this member.
fn code_in(page: &str, number: &str) -> String {
    let (_, letter) = page.split_once(&format!("<b>{number}</b>")).expect("a letter to them");
    let (_, code) = letter.split_once("<p class=\"code\">").expect("a code");
    code.split_once("</p>").expect("its end").0.to_owned()
}

everywhere! {
    async fn a_letter_opens_the_door_for_its_member_and_for_nobody_else(kind, intake) {
        let world = world(kind, intake).await;
        let (written, file) = write(&world, To::WithoutLetter, "letters.html").await;
        assert_eq!(written.unwrap(), Written { letters: 4, has_more: false });
        let page = std::fs::read_to_string(&file).unwrap();
        let code = code_in(&page, "A-002");

        let mut joko = Talk::with(&world, STRANGER);
        joko.person.start(&code).await.unwrap();
        joko.hears("Kode surat hanya berlaku bersama nomor HP").await;
        joko.person.share_contact().await.unwrap();
        joko.hears("Kode surat itu belum bisa dipakai dengan nomor HP ini").await;
        joko.has_read_all().await;

        let mut budi = Talk::with(&world, BUDI);
        budi.person.start("").await.unwrap();
        budi.hears("Selamat datang").await;
        budi.taps("Pakai kode").await;
        budi.hears("Ketik kode yang Anda terima dari kantor").await;
        budi.asks(&code.to_lowercase(), "Kode surat hanya berlaku bersama nomor HP").await;
        budi.person.share_contact().await.unwrap();
        budi.hears("Akun ini sekarang tersambung dengan keanggotaan nomor A-002").await;
        budi.hears("apa yang bisa kami bantu").await;
        budi.has_read_all().await;

        // The phone of two members tells nobody apart; together with a letter it does.
        let mut dewi = Talk::with(&world, DEWI);
        dewi.person.start(&code_in(&page, "A-005")).await.unwrap();
        dewi.hears("Kode surat hanya berlaku bersama nomor HP").await;
        dewi.person.share_contact().await.unwrap();
        dewi.hears("Akun ini sekarang tersambung dengan keanggotaan nomor A-005").await;
        dewi.hears("apa yang bisa kami bantu").await;
        dewi.has_read_all().await;
        world.end().await;
    }

    async fn letters_are_written_once_and_anew_when_asked(kind, intake) {
        let world = world(kind, intake).await;
        let (first, file) = write(&world, To::Member("a-002".to_owned()), "one.html").await;
        assert_eq!(first.unwrap().letters, 1);
        let (again, _) = write(&world, To::WithoutLetter, "one.html").await;
        assert!(again.unwrap_err().to_string().contains("can't be made anew"), "a page is never overwritten");
        let (others, _) = write(&world, To::WithoutLetter, "others.html").await;
        assert_eq!(others.unwrap().letters, 3);
        let (nobody, left) = write(&world, To::WithoutLetter, "nobody.html").await;
        assert!(nobody.unwrap_err().to_string().contains("there is nobody to write to"));
        assert!(!left.exists(), "no empty page is left");
        let (anew, _) = write(&world, To::Anew, "anew.html").await;
        assert_eq!(anew.unwrap().letters, 4);

        let code = code_in(&std::fs::read_to_string(&file).unwrap(), "A-002");
        let mut budi = Talk::with(&world, BUDI);
        budi.person.start(&code).await.unwrap();
        budi.hears("Kode itu sudah tidak bisa dipakai").await;
        budi.has_read_all().await;
        world.end().await;
    }
}
