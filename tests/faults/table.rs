//! What the sender does under each fault, observed, and compared with the table that operators read.

use std::fmt::Write;
use std::sync::Arc;
use std::time::Duration;

use emulator::{CallRecord, Fault, FaultRule, GroupConfig, Says, UpdateFaults};

use crate::eye::Eye;
use crate::people::{ANI, LONG, SARI, TARI, asks_balance, hears, opens_deposit};
use crate::support::{Intake, Kind, World, everywhere};
use crate::town::town;

const GUIDE: &str = include_str!("../../docs/SENDING.md");
const BEGIN: &str = "<!-- observed: begin -->\n";
const END: &str = "<!-- observed: end -->";

/// Where the message goes that meets the fault.
#[derive(Clone, Copy, PartialEq)]
enum To {
    Sari,
    Group(i64),
}

struct Case {
    words: &'static str,
    fault: Fault,
    /// So often in a row.
    count: u64,
    to: To,
    /// Seconds at least from each try to the next one.
    waits: &'static [i64],
}

const fn case(words: &'static str, fault: Fault, count: u64, to: To, waits: &'static [i64]) -> Case {
    Case { words, fault, count, to, waits }
}

const FOR_EVER: u64 = u64::MAX;

/// Longer waits are not sat out: the clock is set.
const MINUTE: i64 = 60;

/// So long before the end of a wait an answer to somebody else shows that they did not wait.
const AHEAD: chrono::TimeDelta = chrono::TimeDelta::milliseconds(500);

fn cases() -> Vec<Case> {
    let refused = |reason: &str| Fault::Forbidden(reason.to_owned());
    let says = |status, body| Fault::Says(Says::text(status, body));
    let odd_yes = || {
        let body = r#"{"ok":true,"result":{result},"error_code":null,"description":null,"parameters":null}"#;
        Fault::Says(Says::text(200, body).taking())
    };
    vec![
        case("429, retry after 3 s", Fault::Flood { retry_after: 3 }, 1, To::Sari, &[3]),
        case("429 with a page, and no time named", Fault::Says(Says::page(429)), 1, To::Sari, &[5]),
        case("429 in a group, retry after 3 s", Fault::Flood { retry_after: 3 }, 1, To::Group(-51), &[3]),
        case("502 with a page of HTML", Fault::Gateway(502), 1, To::Sari, &[1]),
        case("the same, three times in a row", Fault::Gateway(502), 3, To::Sari, &[1, 2, 4]),
        case("500 in JSON", says(500, r#"{"ok":false,"error_code":500,"description":"Internal"}"#), 1, To::Sari, &[1]),
        case("503, empty", says(503, ""), 1, To::Sari, &[1]),
        case("403 with a page of HTML", Fault::Says(Says::page(403)), 1, To::Sari, &[1]),
        case("200 with a page of HTML", Fault::Says(Says::page(200)), 1, To::Sari, &[1]),
        case("a redirect", Fault::Says(Says::page(302).with("location", "/elsewhere")), 1, To::Sari, &[1]),
        case("taken, beside empty fields of an error", odd_yes(), 1, To::Sari, &[]),
        case("504 after the message was taken", Fault::GatewayAfter, 1, To::Sari, &[2]),
        case("the answer takes 5 s", Fault::Delay(Duration::from_secs(5)), 1, To::Sari, &[]),
        case("closed before the message was taken", Fault::DropBefore, 1, To::Sari, &[2]),
        case("closed after the message was taken", Fault::DropAfter, 1, To::Sari, &[2]),
        case("the same, three times in a row", Fault::DropAfter, 3, To::Sari, &[2, 180]),
        case("400, refused for its content", Fault::BadRequest("can't parse entities".to_owned()), 1, To::Sari, &[]),
        case("400, the group is now a supergroup", Fault::Migrate { to: -100_520 }, 1, To::Group(-52), &[0]),
        case(
            "403, removed from the group",
            refused("bot was kicked from the group chat"),
            FOR_EVER,
            To::Group(-53),
            &[],
        ),
        case("403, blocked or deactivated", refused("user is deactivated"), FOR_EVER, To::Sari, &[]),
    ]
}

/// What became of two messages, the first of which met the fault.
struct Seen {
    tries: usize,
    copies: usize,
    end: &'static str,
    next: &'static str,
    others: &'static str,
}

impl Seen {
    fn row(&self, case: &Case) -> String {
        let waits: Vec<String> = case.waits.iter().map(|wait| format!("{wait} s")).collect();
        let waits = if waits.is_empty() { "–".to_owned() } else { waits.join(", ") };
        let comes = ["not at all", "once", "twice", "three times"].get(self.copies).unwrap_or(&"more often");
        let Self { tries, end, next, others, .. } = self;
        format!("| {} | {tries} | {waits} | {comes} | {end} | {next} | {others} |\n", case.words)
    }
}

struct Stage {
    world: World,
    eye: Eye,
}

const DEAD: [(&str, &str); 3] = [
    ("SELECT COUNT(*) FROM outbox WHERE state = 'dead' AND error = 'unreachable'", "given up, the chat is unreachable"),
    ("SELECT COUNT(*) FROM outbox WHERE state = 'dead' AND error = 'ambiguous'", "given up as surely taken"),
    ("SELECT COUNT(*) FROM outbox WHERE state = 'dead' AND error LIKE 'refused%'", "given up"),
];

impl Stage {
    async fn dead(&mut self) -> [i64; 3] {
        let mut counts = [0; 3];
        for (count, (sql, _)) in counts.iter_mut().zip(DEAD) {
            *count = self.eye.number(sql).await;
        }
        counts
    }

    async fn plays(&mut self, case: &Case) -> Seen {
        self.eye.wait_until_quiet().await;
        let (dead, from) = (self.dead().await, self.world.emulator.next_call());
        let chat = match case.to {
            To::Sari => SARI,
            To::Group(id) => id,
        };
        let rule = FaultRule {
            method: Some("sendMessage".to_owned()),
            chat: Some(chat),
            count: Some(case.count),
            ..FaultRule::always(case.fault.clone())
        };
        self.world.emulator.order_fault(rule).unwrap();
        let (first, second) = match case.to {
            To::Sari => self.two_receipts().await,
            To::Group(id) => self.two_questions(id).await,
        };
        if case.waits.iter().any(|wait| *wait > MINUTE) {
            self.minutes_pass(case).await;
        }
        self.eye.wait_until_quiet().await;
        let calls = self.world.emulator.calls_from(from);
        self.world.emulator.clear_fault();
        let now_dead = self.dead().await;
        let died = DEAD.iter().zip(dead.iter().zip(now_dead)).find(|(_, (old, new))| *old < new);
        let moved = matches!(case.fault, Fault::Migrate { .. });
        let end = died.map_or(if moved { "sent to the new chat" } else { "sent" }, |((_, words), _)| words);
        observe(case, &calls, end, &first, &second)
    }

    /// Two deposits at the counter: each tells Sari its number.
    async fn two_receipts(&mut self) -> (String, String) {
        let [tari, ani] = [TARI, ANI].map(|id| self.world.emulator.person(id));
        let number = self.eye.number("SELECT next_number FROM receipt_counters").await;
        for n in [number, number + 1] {
            let confirm = opens_deposit(&tari, "A-001 wajib 100rb").await;
            tari.press(&confirm).await.unwrap();
            if n == number {
                self.fault_was_met().await;
                asks_balance(&ani).await;
            }
            hears(&tari, &format!("S-{n}")).await;
        }
        (format!("S-{number}"), format!("S-{}", number + 1))
    }

    async fn two_questions(&mut self, id: i64) -> (String, String) {
        let ani = self.world.emulator.person(ANI);
        for text in ["/saldo@ContohBot", "/mutasi@ContohBot"] {
            self.world.emulator.group(id).as_person(SARI).send_text(text).await.unwrap();
        }
        self.fault_was_met().await;
        asks_balance(&ani).await;
        // Both are answered with the same line.
        (String::new(), String::new())
    }

    /// When the last but one try was made, the clock goes on by what the last one waits.
    async fn minutes_pass(&mut self, case: &Case) {
        let tries = i64::try_from(case.waits.len()).unwrap();
        let wanted = |found: i64| found >= tries;
        self.eye
            .wait_until(
                "SELECT CAST(COALESCE(MAX(ambiguous), 0) AS BIGINT) FROM outbox WHERE state = 'pending'",
                wanted,
            )
            .await;
        let wait = case.waits.last().copied().unwrap_or_default();
        self.world.emulator.advance(Duration::from_secs(wait.unsigned_abs()));
    }

    async fn fault_was_met(&self) {
        let met = || self.world.emulator.faults_in_force().iter().any(|rule| rule.hits > 0);
        tokio::time::timeout(LONG, async {
            while !met() {
                tokio::time::sleep(Duration::from_millis(5)).await;
            }
        })
        .await
        .expect("the fault is met");
    }
}

/// Reads from the calls what became of the two messages.
fn observe(case: &Case, calls: &[Arc<CallRecord>], end: &'static str, first: &str, second: &str) -> Seen {
    let chats = match (&case.fault, case.to) {
        (Fault::Migrate { to }, To::Group(id)) => vec![id, *to],
        (_, To::Group(id)) => vec![id],
        (_, To::Sari) => vec![SARI],
    };
    let sends = calls.iter().filter(|call| call.method == "sendMessage");
    let here = |call: &&Arc<CallRecord>| call.params["chat_id"].as_i64().is_some_and(|id| chats.contains(&id));
    let sends: Vec<&Arc<CallRecord>> = sends.filter(here).collect();
    let names = |call: &CallRecord, name: &str| {
        let words = call.params["text"].as_str().unwrap_or_default();
        words.split(|sign: char| !sign.is_alphanumeric() && sign != '-').any(|word| word == name)
    };
    // In a group both say the same: the last one is the second, unless it was not even tried.
    let next_at = match case.to {
        To::Sari => sends.iter().position(|call| names(call, second)),
        To::Group(_) if case.count == FOR_EVER => Some(1).filter(|at| *at < sends.len()),
        To::Group(_) => sends.len().checked_sub(1),
    };
    let tries = &sends[..next_at.unwrap_or(sends.len())];
    if case.to == To::Sari {
        assert!(tries.iter().all(|call| names(call, first)), "{}: the first one's tries come first", case.words);
        let later = &sends[tries.len()..];
        assert!(later.iter().all(|call| !names(call, first)), "{}: order is kept", case.words);
    }
    for (pair, wait) in tries.windows(2).zip(case.waits) {
        let waited = pair[1].at - pair[0].at;
        let least = chrono::TimeDelta::milliseconds(wait * 1_000 - 50);
        assert!(waited >= least && waited < least + chrono::TimeDelta::seconds(15), "{}: {waited}", case.words);
    }
    assert_eq!(tries.len(), case.waits.len() + 1, "{}: tries", case.words);
    Seen {
        tries: tries.len(),
        copies: tries.iter().filter(|call| call.ok).count(),
        end,
        next: if next_at.is_some_and(|at| sends[at].ok) { "follows" } else { "given up too" },
        others: others(case, calls, tries),
    }
}

/// Whether Ani, who asked when the fault was met, had her answer before Sari's message was settled.
fn others(case: &Case, calls: &[Arc<CallRecord>], tries: &[&Arc<CallRecord>]) -> &'static str {
    let is_long = matches!(case.fault, Fault::Delay(_)) || case.waits.iter().any(|wait| *wait > 0);
    if !is_long {
        return "–";
    }
    let answered = calls.iter().find(|call| call.ok && call.params["chat_id"].as_i64() == Some(ANI));
    let (Some(answered), Some(settled)) = (answered, tries.last()) else { return "wait" };
    // When a wait is over all that waited goes at once, in no order: only an answer well before that went on.
    let ahead = if matches!(case.fault, Fault::Delay(_)) { chrono::TimeDelta::zero() } else { AHEAD };
    let went_on = answered.number < settled.number && answered.at + ahead <= settled.at;
    if went_on { "go on" } else { "wait" }
}

/// Rows that were decided for the two people of [`answers_under`].
const DECIDED: [(i64, &str); 2] =
    [(SARI, "SELECT COUNT(*) FROM outbox WHERE chat_id = 11"), (ANI, "SELECT COUNT(*) FROM outbox WHERE chat_id = 13")];

/// Five questions of each of two people under this unrest; all are answered, each once.
async fn answers_under(stage: &mut Stage, orders: UpdateFaults) {
    stage.eye.wait_until_quiet().await;
    let mut before = Vec::new();
    for (_, sql) in DECIDED {
        before.push(stage.eye.number(sql).await);
    }
    stage.world.emulator.set_update_faults(orders);
    let people = DECIDED.map(|(id, _)| stage.world.emulator.person(id));
    for _ in 0..5 {
        for person in &people {
            person.send_text("/saldo").await.unwrap();
        }
        if orders.jump > 0.0 {
            // The next id jumps only while nothing waits.
            stage.world.emulator.wait_until_taken(crate::support::TOKEN, LONG).await.unwrap();
        }
    }
    stage.world.emulator.wait_until_taken(crate::support::TOKEN, LONG).await.unwrap();
    stage.eye.wait_until_quiet().await;
    stage.world.emulator.set_update_faults(UpdateFaults::default());
    assert_eq!(stage.eye.number("SELECT COUNT(*) FROM inbox WHERE state = 'dead'").await, 0, "{orders:?}");
    for ((id, sql), before) in DECIDED.iter().zip(before) {
        let answers = stage.eye.number(sql).await - before;
        assert_eq!(answers, 5, "answers to five questions of {id} under {orders:?}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_the_sender_does_under_each_fault_is_what_the_guide_says() {
    let (world, eye) = town(Kind::Sqlite, Intake::Polling).await;
    let mut stage = Stage { world, eye };
    for id in [-51, -52, -53, -100_520] {
        let members = vec![SARI];
        let title = "Warga".to_owned();
        stage.world.emulator.add_group(GroupConfig { id, title, members: members.clone(), admins: members });
    }
    for id in [SARI, ANI] {
        asks_balance(&stage.world.emulator.person(id)).await;
    }
    let mut table = String::from(
        "| fault | tries | waits at least | it comes | it is | the next message of the chat | other chats |\n\
         |---|---|---|---|---|---|---|\n",
    );
    for case in cases() {
        let seen = stage.plays(&case).await;
        let _ = write!(table, "{}", seen.row(&case));
    }
    stage.world.end().await;
    let kept = GUIDE.split_once(BEGIN).and_then(|(_, rest)| rest.split_once(END)).map(|(kept, _)| kept);
    assert!(kept == Some(&table), "docs/SENDING.md is to say what was observed:\n{BEGIN}{table}{END}");
}

everywhere! {
    async fn updates_that_come_twice_out_of_order_or_under_other_ids_are_answered_once(kind, intake) {
        let (world, eye) = town(kind, intake).await;
        let mut stage = Stage { world, eye };
        for orders in [
            UpdateFaults { duplicate: 0.5, seed: 1, ..UpdateFaults::default() },
            UpdateFaults { reorder_window: 6, seed: 2, ..UpdateFaults::default() },
            UpdateFaults { jump: 0.7, seed: 3, ..UpdateFaults::default() },
            UpdateFaults { duplicate: 0.3, reorder_window: 6, jump: 0.5, seed: 4 },
        ] {
            answers_under(&mut stage, orders).await;
        }
        stage.world.end().await;
    }
}
