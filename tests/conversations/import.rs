//! The register comes from a file: all of it, or nothing.

use domain::role::Role;
use rembuk::commands::import::{Imported, TelegramIds};

use crate::cast::{BUDI, CHAIR, SARI, everybody, journals, officer};
use crate::eye::Eye;
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
        for line in ["line 2: number A-001 is in the register already", "line 3: number A-002 is in the register"] {
            assert!(again.contains(line), "{again}");
        }
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

    async fn a_telegram_id_that_stands_with_another_member_is_refused_with_its_line(kind, intake) {
        let world = World::start(kind, intake, everybody(), "").await;
        let first = file(&["A-001,Sari Contoh,,2024-01-15,aktif,100.000,0,0,bu,11"]);
        let second = file(&[
            "B-001,Budi Contoh,,2024-01-15,aktif,100.000,0,0,pak,12",
            "B-002,Ani Contoh,,2024-01-15,aktif,100.000,0,0,bu,11",
        ]);
        let told = "line 3: telegram_id 11 stands with member A-001 already; take one out";
        world.import(&first, TelegramIds::AskEach).await.unwrap();
        for ids in [TelegramIds::AskEach, TelegramIds::Trust] {
            let refused = world.import(&second, ids).await.unwrap_err().to_string();
            assert!(refused.ends_with(told), "{refused}");
        }
        let mut sari = Talk::with(&world, SARI);
        sari.person.start("").await.unwrap();
        sari.hears("Bu Sari Contoh").await;
        sari.presses("Ya, itu saya", "Terima kasih, Bu Sari Contoh").await;
        // Linked by now, and no longer only named.
        for ids in [TelegramIds::AskEach, TelegramIds::Trust] {
            let refused = world.import(&second, ids).await.unwrap_err().to_string();
            assert!(refused.ends_with(told), "{refused}");
        }
        assert_eq!(journals(&world).await, 1);
        world.end().await;
    }

    async fn a_preview_tells_what_would_be_and_what_is_odd_and_writes_nothing(kind, intake) {
        let world = World::start(kind, intake, everybody(), "").await;
        let odd = file(&[
            "A-001,Sari Contoh,0812-0000-0011,2024-01-15,calon,100.000,20.000,0,bu,",
            "A-002,Budi Contoh,81200000012,2024-01-15,berhenti,100.000,20.000,50.000,pak,",
            "A-003,Ani Contoh,0812-0000-0011,2024-01-15,aktif,0,20.000,0,bu,",
            "PENDIRI-1,Dewi Contoh,,2024-01-15,nonaktif,100.000,0,0,bu,",
            "A-900,Dewi Contoh,,2024-01-15,calon,50.000,0,0,bu,",
        ]);
        let told = world.preview(&odd).await.unwrap().to_string();
        assert_eq!(told, "\
            5 members: 2 candidate, 1 active, 1 inactive, 1 ended\n\
            sums: pokok Rp350.000, wajib Rp60.000, sukarela Rp50.000\n\
            first: line 2: A-001 Sari Contoh, candidate, since 2024-01-15, +6281200000011, pokok Rp100.000, wajib Rp20.000, sukarela Rp0\n\
            last: line 6: A-900 Dewi Contoh, candidate, since 2024-01-15, no phone, pokok Rp50.000, wajib Rp0, sukarela Rp0\n\
            whoever joins next gets A-901 (numbers go on by A-###)\n\
            what looks odd:\n\
            - line 2: calon who have paid all that is due at entry: write aktif, if they are members\n\
            - line 3: berhenti with savings: the chat has no way to pay them out, so settle that in the office\n\
            - line 4: aktif without pokok\n\
            - lines 2, 4: a phone that several members have: nobody can link with it, only with a code\n\
            - lines 5, 6: the same name and day of joining: the same person twice?\n\
            - line 3: a phone with neither 0 nor 62 in front, read as Indonesian\n\
            - line 5: a number of another pattern than A-###\n\
            - line 6: number A-900 is far behind the others\n");
        let bad = file(&["A_017,Sari Contoh,,2024-01-15,aktif,0,0,0,bu,"]);
        let refused = world.preview(&bad).await.unwrap_err().to_string();
        assert!(refused.contains("line 2: number has the sign `_`"), "{refused}");
        let mut eye = Eye::open(&world.place).await;
        assert_eq!(journals(&world).await, 0);
        assert_eq!(eye.number("SELECT COUNT(*) FROM members").await, 0);
        assert_eq!(eye.number("SELECT COUNT(*) FROM cooperatives WHERE number_pattern <> ''").await, 0);
        drop(eye);
        let imported = world.import(&odd, TelegramIds::AskEach).await.unwrap();
        assert_eq!(imported, Imported { members: 5, journals: 5, linked: 0 });
        let again = world.preview(&odd).await.unwrap_err().to_string();
        assert!(again.contains("line 2: number A-001 is in the register already"), "{again}");
        let other = file(&["A-004,Eko Contoh,6281200000011.0,2024-01-15,aktif,100.000,20.000,0,pak,"]);
        let told = world.preview(&other).await.unwrap().to_string();
        let odd = "what looks odd:\n- line 2: a phone that a member of the register has: neither can link with it";
        assert!(told.contains(odd), "{told}");
        world.end().await;
    }

    async fn whoever_joins_is_numbered_by_the_pattern_that_the_import_proposed(kind, intake) {
        let world = World::start(kind, intake, everybody(), "").await;
        let row = |number: String| format!("{number},Warga {number},,2024-01-15,aktif,100.000,20.000,0,,");
        let rows = |numbers: Vec<String>| {
            let rows: Vec<String> = numbers.into_iter().map(row).collect();
            file(&rows.iter().map(String::as_str).collect::<Vec<_>>())
        };
        let series = |head: &str, count: usize| (1..=count).map(|n| format!("{head}{n:03}")).collect::<Vec<_>>();
        let next = "whoever joins next gets";
        for (numbers, told) in [
            (series("A-LB-", 60), format!("{next} A-LB-061 (numbers go on by A-LB-###)")),
            // A second way of numbering, whose beginning is that of the first; one row of it proves nothing.
            (vec!["PENDIRI-1".to_owned()], format!("{next} A-LB-061 (numbers go on by A-LB-###)")),
            (series("A-", 3), format!("{next} A-004 (numbers go on by A-###; until now by A-LB-###")),
            ([series("B-", 2), series("C-", 2)].concat(), format!("{next} A-004 (numbers go on by A-###)")),
        ] {
            let file = rows(numbers);
            let preview = world.preview(&file).await.unwrap().to_string();
            assert!(preview.contains(&told), "{preview}");
            world.import(&file, TelegramIds::AskEach).await.unwrap();
        }
        let mut chair = officer(&world, CHAIR, Role::Chair).await;
        chair.asks("/atur", "Nomor anggota baru mengikuti pola A-001").await;
        world.end().await;
    }
}
