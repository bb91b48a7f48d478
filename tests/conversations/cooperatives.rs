//! Two cooperatives and two bots in one process: added, suspended and given other tokens while people talk.

use std::sync::Arc;
use std::time::Duration;

use domain::ids::BotId;
use domain::role::Role;
use domain::zone::Zone;
use emulator::BotConfig;
use rembuk::commands::{cooperative, import, invite};
use rembuk::serve;
use rembuk::settings::Token;
use rembuk::telegram::api::Api;
use store::cooperatives::Changed;

use crate::cast::{BUDI, SARI, SECRETARY, TREASURER, officer, sari, time_passes, treasurer, world};
use crate::eye::Eye;
use crate::questions::monday_noon;
use crate::support::{TOKEN, World, everywhere};
use crate::talk::Talk;

const BOT: BotId = BotId(77);
const BOT_TOKEN: &str = "77:TEDUHTEDUHTEDUHTEDUHTEDUH";
const USERNAME: &str = "TeduhBot";

/// The bot of every test.
const FIRST: BotId = BotId(4_242);

/// The same people and numbers, and other savings.
const REGISTER: &str = "\
number,name,phone,joined_on,status,pokok,wajib,sukarela,address
A-001,Sari Teduh,0812-0000-0011,2024-01-15,aktif,50.000,0,\"20.000\",bu
A-002,Budi Teduh,0812-0000-0012,2024-02-01,aktif,50.000,0,0,pak
";

async fn opened(world: &World) -> serve::Store {
    serve::open(&world.settings.data).await.unwrap()
}

fn api(world: &World) -> Api {
    Api::new(&world.emulator.url(), Arc::default()).unwrap()
}

fn token(text: &str) -> Token {
    Token::parse(text).unwrap()
}

/// Lets a bot exist at the messenger; with the number of one that does, this is its new token.
fn exists(world: &World, token: &str, username: &str) {
    let config = BotConfig { token: token.to_owned(), username: username.to_owned(), first_name: "Bot".to_owned() };
    world.emulator.add_bot(config);
}

/// Adds the second cooperative as an operator does, while the first is served.
async fn add(world: &World) {
    exists(world, BOT_TOKEN, USERNAME);
    let (store, wanted) = (opened(world).await, cooperative::wanted("Koperasi Teduh", Zone::Wit, "").unwrap());
    let now = world.clock.now();
    cooperative::add(&store.db, &store.keys, &api(world), token(BOT_TOKEN), wanted, now).await.unwrap();
    import::run(&store.db, &store.keys, Some(BOT), REGISTER, import::TelegramIds::AskEach, now).await.unwrap();
    store.db.close().await;
}

fn with_second(world: &World, id: i64) -> Talk {
    Talk::of(world.emulator.person_with(USERNAME, id).unwrap())
}

/// Takes an office in one of the cooperatives.
async fn invited(world: &World, bot: BotId, who: &mut Talk, role: Role) {
    let store = opened(world).await;
    let wanted = invite::For::Officer(role);
    let fresh = invite::run(&store.db, &store.keys, Some(bot), wanted, world.clock.now()).await.unwrap();
    who.follows(&fresh, "Selamat bertugas").await;
    who.next().await;
}

/// How often jobs were looked for.
async fn turns(world: &World) -> i64 {
    let page = reqwest::get(format!("http://{}/metrics", world.running.address)).await.unwrap().text().await.unwrap();
    let count = page.lines().find_map(|line| line.strip_prefix("rembuk_unit_seconds_count{unit=\"jobs\"} "));
    count.map_or(0, |count| count.parse().unwrap())
}

everywhere! {
    async fn a_cooperative_is_added_while_another_is_served_and_nothing_leaks(kind, intake) {
        let world = world(kind, intake).await;
        let mut here = sari(&world).await;
        let mut tari = treasurer(&world).await;
        add(&world).await;
        let mut there = with_second(&world, SARI);
        there.person.start("").await.unwrap();
        there.hears("Selamat datang di Koperasi Teduh").await;
        there.asks("saldo", "untuk anggota yang sudah tersambung").await;
        there.person.share_contact().await.unwrap();
        there.hears("Bu Sari Teduh").await;
        there.hears("Bu Sari Teduh").await;
        there.asks("saldo", "simpanan Anda Rp70.000; yang bisa diambil sekarang Rp10.000").await;
        here.asks("saldo", "simpanan Anda Rp4.350.000; yang bisa diambil sekarang Rp3.040.000").await;
        // An officer of one is nobody in the other, and the number of a member is another member's there.
        let mut tari_there = with_second(&world, TREASURER);
        tari_there.asks("/loket A-001 sukarela 500rb", "untuk pengurus yang bertugas").await;
        invited(&world, BOT, &mut tari_there, Role::Treasurer).await;
        tari_there.asks("/loket A-001 sukarela 7rb", "dari Bu Sari Teduh").await;
        tari.asks("/loket A-001 sukarela 500rb", "dari Bu Sari Contoh").await;
        tari_there.presses("Ya, benar", "nomor bukti S-3.").await;
        tari.presses("Ya, benar", "nomor bukti S-5.").await;
        there.hears("setoran Rp7.000").await;
        here.hears("setoran Rp500.000").await;
        there.asks("saldo", "simpanan Anda Rp77.000").await;
        here.asks("saldo", "simpanan Anda Rp4.850.000").await;
        for talk in [&mut here, &mut there, &mut tari, &mut tari_there] {
            talk.has_read_all().await;
        }
        world.end().await;
    }

    async fn a_suspended_cooperative_says_one_line_and_loses_nothing(kind, intake) {
        let world = world(kind, intake).await;
        let (mut tari, mut here) = (treasurer(&world).await, sari(&world).await);
        add(&world).await;
        let mut there = with_second(&world, BUDI);
        tari.asks("/loket A-001 sukarela 500rb", "sudah benar?").await;
        let store = opened(&world).await;
        let suspend = || cooperative::suspend(&store.db, &store.keys, FIRST, world.clock.now());
        assert_eq!(suspend().await.unwrap(), Changed::Yes);
        assert_eq!(suspend().await.unwrap(), Changed::AlreadySo);
        let line = "Layanan sedang dihentikan sementara; hubungi pengurus.";
        assert_eq!(tari.taps("Ya, benar").await, line, "a press changes nothing and hears the line");
        here.asks("saldo", line).await;
        there.links("Pak Budi Teduh").await;
        there.asks("saldo", "simpanan Anda Rp50.000").await;
        assert_eq!(cooperative::resume(&store.db, &store.keys, FIRST).await.unwrap(), Changed::Yes);
        tari.presses("Ya, benar", "nomor bukti S-5.").await;
        here.hears("setoran Rp500.000").await;
        here.asks("saldo", "simpanan Anda Rp4.850.000").await;
        here.has_read_all().await;
        world.end().await;
    }

    async fn nothing_is_begun_while_suspended_and_what_is_due_is_said_after(kind, intake) {
        let world = world(kind, intake).await;
        monday_noon(&world).await;
        let mut wulan = officer(&world, SECRETARY, Role::Secretary).await;
        let mut here = sari(&world).await;
        here.asks("/tanya kapan?", "nomor T-1").await;
        wulan.hears("Pertanyaan T-1").await;
        let store = opened(&world).await;
        cooperative::suspend(&store.db, &store.keys, FIRST, world.clock.now()).await.unwrap();
        let mut eye = Eye::open(&world.place).await;
        time_passes(&world, Duration::from_hours(24)).await;
        let before = turns(&world).await;
        // The turn that was under way may have begun before the day passed: the second has seen it.
        for more in [1, 2] {
            world.emulator.advance(Duration::from_mins(5));
            while turns(&world).await < before + more {
                tokio::task::yield_now().await;
            }
        }
        assert_eq!(eye.number("SELECT COUNT(*) FROM outbox WHERE cause_key LIKE 'job:%'").await, 0);
        cooperative::resume(&store.db, &store.keys, FIRST).await.unwrap();
        world.emulator.advance(Duration::from_mins(5));
        wulan.hears("ada 1 hal menunggu Anda").await;
        here.hears("Pertanyaan Anda T-1 masih menunggu jawaban").await;
        world.end().await;
    }

    async fn a_token_is_rotated_while_people_talk(kind, intake) {
        let world = world(kind, intake).await;
        let mut here = sari(&world).await;
        let store = opened(&world).await;
        let fresh = "4242:ANOTHERANOTHERANOTHER";
        let unknown = cooperative::rotate(&store.db, &store.keys, &api(&world), FIRST, token(fresh)).await.unwrap_err();
        assert!(format!("{unknown:#}").contains("does not know the token of bot 4242"), "{unknown:#}");
        let of_another = cooperative::rotate(&store.db, &store.keys, &api(&world), FIRST, token(BOT_TOKEN)).await;
        assert!(of_another.unwrap_err().to_string().contains("a token of bot 77"), "a bot keeps its id");
        exists(&world, fresh, "ContohBot");
        here.person.send_text("saldo").await.unwrap();
        cooperative::rotate(&store.db, &store.keys, &api(&world), FIRST, token(fresh)).await.unwrap();
        here.hears("simpanan Anda Rp4.350.000").await;
        here.asks("saldo", "simpanan Anda Rp4.350.000").await;
        world.end().await;
    }

    async fn a_changed_policy_is_what_the_next_update_is_decided_on(kind, intake) {
        let world = world(kind, intake).await;
        let mut here = sari(&world).await;
        here.asks("saldo", "yang bisa diambil sekarang Rp3.040.000").await;
        let mut eye = Eye::open(&world.place).await;
        for (set, told) in [
            ("UPDATE cooperatives SET minimum_voluntary_minor = 1000000", "yang bisa diambil sekarang Rp2.050.000"),
            ("UPDATE cooperatives SET minimum_voluntary_minor = 50000", "yang bisa diambil sekarang Rp3.000.000"),
        ] {
            eye.run(set).await;
            here.asks("saldo", told).await;
        }
        world.end().await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_wrong_is_told_in_one_line() {
    let world = world(crate::support::Kind::Sqlite, crate::support::Intake::Polling).await;
    let store = opened(&world).await;
    let wanted = || cooperative::wanted("Koperasi Teduh", Zone::Wib, "").unwrap();
    let now = world.clock.now();
    let twice = cooperative::add(&store.db, &store.keys, &api(&world), token(TOKEN), wanted(), now).await.unwrap_err();
    let unknown = cooperative::add(&store.db, &store.keys, &api(&world), token(BOT_TOKEN), wanted(), now).await;
    let nobody = cooperative::suspend(&store.db, &store.keys, BOT, now).await.unwrap_err();
    for (told, words) in [
        (twice, "bot 4242 is there already"),
        (unknown.unwrap_err(), "the messenger does not know the token of bot 77"),
        (nobody, "there is no such bot"),
    ] {
        let told = format!("{told:#}");
        assert!(told.contains(words) && told.lines().count() == 1 && !told.contains("TEDUH"), "{told}");
    }
    let list = cooperative::list(&store.db, &store.keys).await.unwrap();
    assert_eq!(list, "4242\tContohBot\twib\tserved\tKoperasi Contoh Maju\n");
    world.end().await;
}
