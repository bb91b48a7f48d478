//! Updates as no messenger sends them: each is kept and ends, and nobody else is held up.

use domain::ids::BotId;
use proptest::prelude::*;
use proptest::sample::{Index, select};
use proptest::strategy::ValueTree;
use proptest::test_runner::{Config, RngSeed, TestRunner};
use rembuk::ingest::webhook::{SECRET_HEADER, secret_of};
use rembuk::telegram::envelope::seal_in;
use rembuk::telegram::route::Router;
use serde_json::{Value, json};
use store::inbox::Arrival;

use crate::pages::comes;
use crate::people::{ANI, CHAIR, LONG, OFFICES, REGISTER, SARI, TARI, asks_balance, everybody};
use crate::rig::Rig;
use crate::support::{Intake, Kind, SECRET};
use crate::town::town;

const BOT: i64 = 4_242;

/// Updates that the running bot is given.
const DELIVERED: usize = 250;

/// Updates that are only read.
const READ: u32 = 3_000;

/// What people type, and what they do not.
const TEXTS: [&str; 22] = [
    "/saldo",
    "/menu",
    "/start menu",
    "/start 7K2MQ9XT7K2MQ9XT",
    "/loket A-001 wajib 100rb",
    "/loket A-001 wajib 99999999999999999999",
    "/koreksi S-1",
    "/atur",
    "/tugas",
    "/kartu",
    "saldo saya berapa?",
    "500rb",
    "",
    "\0",
    "/loket A-\0 wajib 1",
    "/loket \u{202e}100A <b>&amp; wajib",
    "e\u{301}\u{301}\u{301}\u{200b}\u{feff}",
    "\u{1f469}\u{200d}\u{1f469}",
    "٣٠٠rb",
    "'; DROP TABLE inbox; --",
    "{\"update_id\":1}",
    "\\u0000 \\ud800",
];

const PRESSES: [&str; 9] =
    ["bal", "det", "menu", "cy:0000000000000001", "ra:0123456789abcdef0123456789abcdef", "se:b", "\0", "", ":::"];

fn numbers() -> impl Strategy<Value = Value> {
    let edges = vec![
        json!(0),
        json!(-1),
        json!(i64::MAX),
        json!(i64::MIN),
        json!(u64::MAX),
        json!(9_007_199_254_740_993_i64),
        json!(1.5),
        json!(1e300),
    ];
    prop_oneof![select(edges), any::<i64>().prop_map(Value::from)]
}

fn texts() -> impl Strategy<Value = Value> {
    prop_oneof![select(&TEXTS[..]).prop_map(Value::from), "\\PC{0,60}".prop_map(Value::from)]
}

/// Anything that JSON can say, of no great depth.
fn anything() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![Just(Value::Null), any::<bool>().prop_map(Value::from), numbers(), texts()];
    leaf.prop_recursive(3, 12, 4, |inner| {
        prop_oneof![
            proptest::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            proptest::collection::vec(("[a-z_]{1,8}", inner), 0..4)
                .prop_map(|fields| Value::Object(fields.into_iter().collect())),
        ]
    })
}

/// An update as the messenger sends it.
fn plain() -> impl Strategy<Value = Value> {
    let who = select(vec![SARI, TARI, CHAIR, 999_i64]);
    let user = |id: i64| json!({"id": id, "is_bot": false, "first_name": "X", "language_code": "id"});
    let private = |id: i64| json!({"id": id, "type": "private", "first_name": "X"});
    let message = move |(id, who, text): (i64, i64, Value)| {
        json!({"update_id": id, "message": {"message_id": 7, "date": 1_800_000_000, "chat": private(who),
            "from": user(who), "text": text}})
    };
    let press = move |(id, who, data): (i64, i64, &str)| {
        json!({"update_id": id, "callback_query": {"id": "9", "from": user(who), "chat_instance": "1", "data": data,
            "message": {"message_id": 7, "date": 1_800_000_000, "chat": private(who), "text": "x"}}})
    };
    let card = move |(id, who, owner): (i64, i64, i64)| {
        json!({"update_id": id, "message": {"message_id": 7, "date": 1_800_000_000, "chat": private(who),
            "from": user(who), "contact": {"phone_number": "6281200000002", "first_name": "X", "user_id": owner}}})
    };
    let grouped = move |(id, who, text): (i64, i64, Value)| {
        json!({"update_id": id, "message": {"message_id": 7, "date": 1_800_000_000, "from": user(who), "text": text,
            "chat": {"id": -77, "type": "supergroup", "title": "Warga", "is_forum": true}, "message_thread_id": 3}})
    };
    let change = move |(id, who, status): (i64, i64, &str)| {
        let standing = |status: &str| json!({"status": status, "user": user(BOT), "until_date": 0});
        json!({"update_id": id, "my_chat_member": {"chat": private(who), "from": user(who), "date": 1_800_000_000,
            "old_chat_member": standing("member"), "new_chat_member": standing(status)}})
    };
    let ids = || 1_000_000..2_000_000_i64;
    prop_oneof![
        5 => (ids(), who.clone(), texts()).prop_map(message),
        3 => (ids(), who.clone(), select(&PRESSES[..])).prop_map(press),
        1 => (ids(), who.clone(), who.clone()).prop_map(card),
        1 => (ids(), who.clone(), texts()).prop_map(grouped),
        1 => (ids(), select(vec![999_i64, 998]), select(vec!["kicked", "member", "left"])).prop_map(change),
    ]
}

/// The places of a value, itself the first.
fn places(value: &Value) -> usize {
    1 + match value {
        Value::Array(items) => items.iter().map(places).sum(),
        Value::Object(fields) => fields.values().map(places).sum(),
        _ => 0,
    }
}

/// Puts something else at a place.
fn put(value: &mut Value, place: &mut usize, other: &Value) {
    if *place == 0 {
        *value = other.clone();
    }
    let Some(left) = place.checked_sub(1) else {
        *place = usize::MAX;
        return;
    };
    *place = left;
    match value {
        Value::Array(items) => items.iter_mut().for_each(|item| put(item, place, other)),
        Value::Object(fields) => fields.values_mut().for_each(|field| put(field, place, other)),
        _ => {}
    }
}

/// An update with nothing, or something, or all of it out of place.
fn odd() -> impl Strategy<Value = Vec<u8>> {
    let changes = proptest::collection::vec((any::<Index>(), anything()), 0..3);
    let out_of_place = (plain(), changes).prop_map(|(mut update, changes)| {
        for (index, other) in changes {
            let mut place = index.index(places(&update));
            put(&mut update, &mut place, &other);
        }
        update.to_string().into_bytes()
    });
    let cut = (plain(), any::<Index>()).prop_map(|(update, at)| {
        let mut bytes = update.to_string().into_bytes();
        bytes.truncate(at.index(bytes.len()));
        bytes
    });
    prop_oneof![
        8 => out_of_place,
        1 => cut,
        1 => anything().prop_map(|value| value.to_string().into_bytes()),
        1 => proptest::collection::vec(any::<u8>(), 0..40),
    ]
}

#[expect(clippy::disallowed_methods, reason = "a failed run is repeated by its seed")]
fn seed() -> u64 {
    let given = std::env::var("REMBUK_ODD_SEED").ok();
    given.map_or(20_261_127, |seed| seed.parse().expect("REMBUK_ODD_SEED is a number"))
}

fn runner(cases: u32) -> TestRunner {
    let rng_seed = RngSeed::Fixed(seed());
    TestRunner::new(Config { cases, failure_persistence: None, rng_seed, ..Config::default() })
}

#[test]
fn any_update_is_read_without_a_panic_and_kept_as_it_came() {
    let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
    let router = Router::default();
    let outcome = runner(READ).run(&odd(), |body| {
        let kept = seal_in(BotId(BOT), body.clone());
        prop_assert_eq!(&kept.body, &body);
        prop_assert_eq!(kept.update_id, seal_in(BotId(BOT), body.clone()).update_id, "brought again, it is the same");
        if kept.arrival == Arrival::Ready {
            let lane = if kept.person.0 == 0 { kept.chat.0 } else { kept.person.0 };
            prop_assert_eq!(kept.lane, lane);
        }
        runtime.block_on(router.route(&body, "ContohBot"));
        Ok(())
    });
    assert!(outcome.is_ok(), "with REMBUK_ODD_SEED={}: {}", seed(), outcome.unwrap_err());
}

/// Words of people that a log may not repeat.
const SAID: &str = "Rahasia Sari";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_can_not_be_read_leaves_a_line_that_says_which_and_why_and_repeats_nothing() {
    let rig = Rig::new(Kind::Sqlite, Intake::Webhook, everybody(), REGISTER, &OFFICES).await;
    let bot = rig.start_bot(&[]);
    let sari = rig.emulator.person(SARI);
    let shown = asks_balance(&sari).await;
    let (url, secret) = (format!("http://{}/tg/{BOT}", rig.address()), secret_of(SECRET, BotId(BOT)).unwrap());
    let person = json!({"id": SARI, "is_bot": false, "first_name": SAID});
    for (body, told) in [
        (format!("{{\"update_id\": 1, \"{SAID}"), "why=\"no JSON from line 1, column 30 on\""),
        (json!({"update_id": SAID, "message": {}}).to_string(), "kind=\"message\" why=\"no update_id\""),
        (json!({"update_id": 801, SAID: {}}).to_string(), "update.id=801 kind=\"no name\""),
        (json!({"update_id": 802, "gift": SAID}).to_string(), "update.id=802 kind=\"gift\""),
        (
            json!({"update_id": 803, "callback_query": {"id": [SAID], "from": person, "data": SAID}}).to_string(),
            "update.id=803 kind=\"callback_query\" why=\"a press without its number or person\"",
        ),
    ] {
        let request = reqwest::Client::new().post(&url).header(SECRET_HEADER, &secret).body(body.clone());
        assert_eq!(request.send().await.unwrap().status(), 200, "{body}");
        comes(told, LONG, async || bot.log().contains(told)).await;
    }
    sari.press_forged(shown.id, SAID).await.unwrap();
    let told = "kind=\"callback_query\" why=\"no button of this release\"";
    comes(told, LONG, async || bot.log().contains(told)).await;
    assert!(!bot.log().contains(SAID), "{}", bot.log());
    bot.stop().await;
    rig.end().await;
}

async fn delivered(kind: Kind) {
    let (world, mut eye) = town(kind, Intake::Webhook).await;
    let ani = world.emulator.person(ANI);
    asks_balance(&ani).await;
    let mut runner = runner(1);
    let (url, secret) = (format!("http://{}/tg/{BOT}", world.running.address), secret_of(SECRET, BotId(BOT)).unwrap());
    let client = reqwest::Client::new();
    let mut keys = std::collections::BTreeSet::new();
    let before = eye.number("SELECT COUNT(*) FROM inbox").await;
    for _ in 0..DELIVERED {
        let body = odd().new_tree(&mut runner).unwrap().current();
        let told = String::from_utf8_lossy(&body).into_owned();
        keys.insert(seal_in(BotId(BOT), body.clone()).update_id);
        let answer = client.post(&url).header(SECRET_HEADER, &secret).body(body).send().await.unwrap();
        assert_eq!(answer.status(), 200, "with REMBUK_ODD_SEED={}: {told}", seed());
    }
    eye.wait_until_quiet().await;
    let kept = eye.number("SELECT COUNT(*) FROM inbox").await - before;
    assert_eq!(kept, i64::try_from(keys.len()).unwrap(), "each is kept once");
    let dead: Vec<(i64,)> = eye.rows("SELECT update_id FROM inbox WHERE state = 'dead'").await;
    assert_eq!(dead, [], "with REMBUK_ODD_SEED={}: given up", seed());
    let ended = eye.number("SELECT COUNT(*) FROM inbox WHERE state IN ('done', 'unparsed')").await;
    assert_eq!(ended, kept + before, "and each ended");
    asks_balance(&ani).await;
    world.end().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn any_update_is_kept_once_and_ends_on_sqlite() {
    delivered(Kind::Sqlite).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn any_update_is_kept_once_and_ends_on_postgres() {
    delivered(Kind::Postgres).await;
}
