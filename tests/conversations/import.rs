//! The register comes from a file: all of it, or nothing.

use rembuk::commands::import::{Imported, TelegramIds};

use crate::cast::{BUDI, SARI, everybody, journals};
use crate::support::{World, everywhere};
use crate::talk::Talk;

const HEAD: &str = "number,name,phone,joined_on,status,pokok,wajib,sukarela,address,telegram_id\n";

fn file(lines: &[&str]) -> String {
    format!("{HEAD}{}\n", lines.join("\n"))
}

everywhere! {
    async fn a_bad_file_names_each_line_and_imports_nothing(kind, intake) {
        let world = World::start(kind, intake, everybody(), "").await;
        let bad = file(&[
            "A-001,Sari Contoh,0812-0000-0011,2024-01-15,aktif,100.000,0,0,bu,",
            "A-002,Budi Contoh,12,31 Januari,lama,x,0,0,tuan,",
            "a-001,Ani Contoh,,2024-01-15,aktif,0,0,0,bu,saya",
            "A-001,Dewi Contoh,,2024-01-15,aktif,0,0,1.5,,",
            ",,,,,,,,,",
            ",Tuti Contoh,,2024-01-15,aktif,0,0,0,,",
        ]);
        let told = world.import(&bad, TelegramIds::AskEach).await.unwrap_err().to_string();
        for line in [
            "nothing was imported",
            "line 3: phone is not a number such as 0812-3456-7890",
            "joined_on `31 Januari` is not a day such as 31/01/2024; status `lama` is not one of aktif",
            "pokok `x` is not an amount in rupiah",
            "line 4: telegram_id is not a number",
            "line 5: sukarela `1.5` is not an amount in rupiah",
            "line 7: number is missing",
        ] {
            assert!(told.contains(line), "{line} in {told}");
        }
        assert!(!told.contains("line 2") && !told.contains("line 6"), "nothing is wrong with them: {told}");
        let twice = file(&["A-1,Sari,,2024-01-15,aktif,0,0,0,,", "a-1,Budi,,2024-01-15,aktif,0,0,0,,"]);
        let told = world.import(&twice, TelegramIds::AskEach).await.unwrap_err().to_string();
        assert!(told.contains("line 3: number A-1 stands on an earlier line too"), "{told}");
        assert_eq!(journals(&world).await, 0);
        let mut sari = Talk::with(&world, SARI);
        sari.person.start("").await.unwrap();
        sari.hears("Selamat datang").await;
        sari.person.share_contact().await.unwrap();
        sari.hears("Belum ada keanggotaan").await;
        sari.has_read_all().await;
        world.end().await;
    }

    async fn a_good_file_opens_the_balances(kind, intake) {
        let world = World::start(kind, intake, everybody(), "").await;
        let good = file(&[
            "A-001,Sari Contoh,0812-0000-0011,2024-01-15,aktif,100.000,\"1.200.000\",\"3.050.000\",bu,",
            "A-002,Budi <b>Contoh</b> & Anak,0812-0000-0012,15/01/2024,aktif,0,0,0,pak,",
        ]);
        let imported = world.import(&good, TelegramIds::AskEach).await.unwrap();
        assert_eq!(imported, Imported { members: 2, journals: 1, linked: 0 });
        let again = world.import(&good, TelegramIds::AskEach).await.unwrap_err().to_string();
        assert!(again.contains("in the register already, so take their lines out: A-001, A-002"), "{again}");
        let mut sari = Talk::with(&world, SARI);
        sari.links("Bu Sari Contoh").await;
        sari.asks("saldo", "simpanan Anda Rp4.350.000; yang bisa diambil sekarang Rp3.040.000").await;
        let statement = sari.asks("mutasi", "Masuk Rp4.350.000, keluar Rp0.").await;
        assert_eq!(statement.text.matches("      A-1").count(), 3, "one journal, three kinds: {}", statement.text);
        let mut budi = Talk::with(&world, BUDI);
        budi.links("Pak Budi <b>Contoh</b> & Anak").await;
        sari.has_read_all().await;
        budi.has_read_all().await;
        world.end().await;
    }

    async fn trusted_telegram_ids_are_linked_at_once(kind, intake) {
        let world = World::start(kind, intake, everybody(), "").await;
        let good = file(&[
            "A-001,Sari Contoh,,2024-01-15,aktif,100.000,0,0,bu,11",
            "A-002,Budi Contoh,,2024-01-15,aktif,100.000,0,0,pak,",
        ]);
        let imported = world.import(&good, TelegramIds::Trust).await.unwrap();
        assert_eq!(imported, Imported { members: 2, journals: 2, linked: 1 });
        let mut sari = Talk::with(&world, SARI);
        sari.person.start("").await.unwrap();
        sari.hears("Bu Sari Contoh, apa yang bisa kami bantu?").await;
        sari.presses("Saldo", "simpanan Anda Rp100.000").await;
        let mut budi = Talk::with(&world, BUDI);
        budi.person.start("").await.unwrap();
        budi.hears("Selamat datang").await;
        sari.has_read_all().await;
        budi.has_read_all().await;
        world.end().await;
    }
}
