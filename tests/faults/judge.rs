//! The auditor after a fault: what was sent and acknowledged, against what the database and the chats show.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use emulator::CallRecord;

use crate::eye::Eye;
use crate::rig::{Bot, Rig};
use crate::support::{Intake, PATIENCE, TOKEN};

/// What must be there, by what was sent.
#[derive(Debug, Default)]
pub struct Sent {
    /// Updates that people caused.
    pub updates: usize,
    /// Amounts of the deposits that were confirmed, by the member's number.
    pub deposits: Vec<(String, i64)>,
}

impl Sent {
    /// What was paid in for one member.
    pub fn paid(&self, number: &str) -> i64 {
        self.deposits.iter().filter(|(member, _)| member == number).map(|(_, amount)| amount).sum()
    }
}

/// What the auditor counted.
#[derive(Debug, Clone, Copy, Default)]
pub struct Counted {
    /// Updates that ended, each once.
    pub updates: usize,
    /// Journals of deposits.
    pub journals: usize,
    /// Messages that were to be said.
    pub said: i64,
    /// Messages that were said once more than that.
    pub doubled: i64,
}

/// Messages in the hands of a sender that died: of these alone nobody knows whether they went out.
pub async fn ambiguous(eye: &mut Eye) -> i64 {
    eye.number("SELECT COUNT(*) FROM outbox WHERE state = 'sending' AND form IN ('message', 'screen')").await
}

/// Waits until all is done, stops the bot, and compares. `doubles_max` is what the deaths left in a sender's hands.
pub async fn judge(rig: &Rig, bot: Bot, sent: &Sent, doubles_max: i64) -> Counted {
    rig.emulator.wait_until_taken(TOKEN, PATIENCE * 2).await.unwrap();
    let mut eye = Eye::open(&rig.place).await;
    eye.wait_until_quiet().await;
    bot.stop().await;
    let (code, told) = rig.audit().await;
    assert_eq!(code, Some(0), "the audit: {told}");
    let violations = rig.emulator.schema_violations();
    assert!(violations.is_empty(), "requests against the Bot API's schema: {violations:#?}");
    let updates = every_update_ended_once(rig, &mut eye, sent).await;
    let journals = money_moved_once(&mut eye, sent).await;
    let (said, doubled) = every_answer_arrived(rig, &mut eye).await;
    no_receipt_comes_again_and_again(rig);
    order_is_kept(&mut eye, rig.intake).await;
    assert!(doubled <= doubles_max, "{doubled} messages were doubled, and {doubles_max} were in a sender's hands");
    Counted { updates, journals, said, doubled }
}

async fn every_update_ended_once(rig: &Rig, eye: &mut Eye, sent: &Sent) -> usize {
    let acknowledged: BTreeSet<i64> = rig.emulator.acknowledged(TOKEN).unwrap().into_iter().collect();
    assert_eq!(acknowledged.len(), sent.updates, "updates that were sent are acknowledged, each once");
    let kept: Vec<(i64, String)> = eye.rows("SELECT update_id, state FROM inbox ORDER BY arrival").await;
    let done: BTreeSet<i64> = kept.iter().filter(|(_, state)| state == "done").map(|(id, _)| *id).collect();
    assert_eq!(kept.len(), done.len(), "every update ended, none was given up: {kept:?}");
    assert_eq!(done, acknowledged, "what was acknowledged is what ended");
    done.len()
}

async fn money_moved_once(eye: &mut Eye, sent: &Sent) -> usize {
    let written: Vec<(String, i64)> = eye
        .rows(
            "SELECT m.number, t.amount_minor FROM journals j \
                JOIN transfers t ON t.cooperative_id = j.cooperative_id AND t.journal_id = j.journal_id \
                JOIN accounts a ON a.cooperative_id = t.cooperative_id AND a.account_id = t.credit_account_id \
                JOIN members m ON m.cooperative_id = a.cooperative_id AND m.member_id = a.member_id \
            WHERE j.kind = 'deposit'",
        )
        .await;
    assert_eq!(sorted(&written), sorted(&sent.deposits), "deposits written are deposits confirmed, each once");
    let balances: Vec<(String, i64)> = eye
        .rows(
            "SELECT m.number, CAST(SUM(a.credits_minor - a.debits_minor) AS BIGINT) FROM accounts a \
                JOIN members m ON m.cooperative_id = a.cooperative_id AND m.member_id = a.member_id \
            GROUP BY m.number",
        )
        .await;
    let opened: Vec<(String, i64)> = eye
        .rows(
            "SELECT m.number, CAST(SUM(t.amount_minor) AS BIGINT) FROM journals j \
                JOIN transfers t ON t.cooperative_id = j.cooperative_id AND t.journal_id = j.journal_id \
                JOIN accounts a ON a.cooperative_id = t.cooperative_id AND a.account_id = t.credit_account_id \
                JOIN members m ON m.cooperative_id = a.cooperative_id AND m.member_id = a.member_id \
            WHERE j.kind = 'opening' GROUP BY m.number",
        )
        .await;
    let opened: BTreeMap<_, _> = opened.into_iter().collect();
    for (number, balance) in balances {
        let expected = opened.get(&number).copied().unwrap_or(0) + sent.paid(&number);
        assert_eq!(balance, expected, "the balance of {number} is what it was and what was paid in");
    }
    written.len()
}

fn sorted(deposits: &[(String, i64)]) -> Vec<(String, i64)> {
    let mut deposits = deposits.to_vec();
    deposits.sort();
    deposits
}

/// Copies of one receipt that may come: by rule a message is tried three times.
const COPIES_MAX: usize = 3;

/// The calls that brought each receipt, by its chat and text: no two receipts have one text.
fn receipts(rig: &Rig) -> BTreeMap<(i64, String), Vec<Arc<CallRecord>>> {
    let mut copies: BTreeMap<(i64, String), Vec<Arc<CallRecord>>> = BTreeMap::new();
    for call in rig.emulator.calls().iter().filter(|call| call.ok && call.method == "sendMessage") {
        let (chat, text) = (call.params["chat_id"].as_i64(), call.params["text"].as_str());
        if let (Some(chat), Some(text)) = (chat, text.filter(|text| text.contains("S-"))) {
            copies.entry((chat, text.to_owned())).or_default().push(Arc::clone(call));
        }
    }
    copies
}

/// No receipt comes more often than a message is tried.
fn no_receipt_comes_again_and_again(rig: &Rig) {
    for ((chat, text), calls) in receipts(rig) {
        assert!(calls.len() <= COPIES_MAX, "chat {chat} read this {} times: {text}", calls.len());
    }
}

/// Where nothing but deaths can leave a message unknown, no life of the bot brings a receipt twice, whatever the bot
/// itself believed. `lives` holds the number of the first call of each life but the first.
pub fn no_life_says_a_receipt_twice(rig: &Rig, lives: &[u64]) {
    let twice = receipt_twice_in_a_life(rig, lives);
    assert!(twice.is_none(), "{}", twice.unwrap_or_default());
}

/// A receipt that came twice in one of these lives, in words.
pub fn receipt_twice_in_a_life(rig: &Rig, lives: &[u64]) -> Option<String> {
    receipts(rig).into_iter().find_map(|((chat, text), calls)| {
        let of: Vec<usize> = calls.iter().map(|call| lives.partition_point(|first| *first <= call.number)).collect();
        let others: BTreeSet<&usize> = of.iter().collect();
        let came: Vec<(u64, u64)> = calls.iter().map(|call| (call.number, call.connection)).collect();
        let told = || format!("chat {chat} read this in the lives {of:?}, by (call, connection) {came:?}: {text}");
        (others.len() != of.len()).then(told)
    })
}

/// Each message that is marked as sent is one that the messenger took, and no two are the same one.
async fn each_answer_is_there(rig: &Rig, eye: &mut Eye) {
    let calls = rig.emulator.calls();
    assert!(calls.first().is_none_or(|call| call.number == 0), "the emulator has kept all calls");
    let sends = calls.iter().filter(|call| call.ok && call.method == "sendMessage");
    let there: BTreeSet<(i64, i64)> = sends
        .filter_map(|call| Some((call.params["chat_id"].as_i64()?, call.answer["message_id"].as_i64()?)))
        .collect();
    let marked: Vec<(i64, i64, String)> =
        eye.rows("SELECT chat_id, message_id, form FROM outbox WHERE state = 'sent' AND message_id > 0").await;
    let mut messages = BTreeSet::new();
    for (chat, message, form) in marked {
        assert!(there.contains(&(chat, message)), "chat {chat}: a {form} is marked as message {message}");
        let is_new = form != "message" || messages.insert((chat, message));
        assert!(is_new, "chat {chat}: two messages are marked as message {message}");
    }
}

/// Compares what was decided to be said with what the messenger took, chat by chat.
async fn every_answer_arrived(rig: &Rig, eye: &mut Eye) -> (i64, i64) {
    let dead: Vec<(i64, String, i64)> =
        eye.rows("SELECT chat_id, error, ambiguous FROM outbox WHERE state = 'dead' ORDER BY outbox_id").await;
    assert!(dead.is_empty(), "answers were given up (chat, why, ambiguous tries): {dead:?}");
    let said: Vec<(i64, i64)> = eye
        .rows(
            "SELECT chat_id, COUNT(*) FROM outbox WHERE state = 'sent' AND form IN ('message', 'screen') \
            GROUP BY chat_id",
        )
        .await;
    let (mut taken, mut same) = (BTreeMap::new(), BTreeMap::new());
    for call in rig.emulator.calls() {
        let Some(chat) = call.params["chat_id"].as_i64() else { continue };
        if !["sendMessage", "editMessageText"].contains(&call.method.as_str()) {
            continue;
        }
        if call.ok {
            *taken.entry(chat).or_insert(0_i64) += 1;
        } else if call.answer.as_str().is_some_and(|why| why.contains("message is not modified")) {
            *same.entry(chat).or_insert(0_i64) += 1;
        }
    }
    assert!(
        taken.keys().all(|chat| said.iter().any(|(told, _)| told == chat)),
        "only those hear who were to: {said:?}"
    );
    each_answer_is_there(rig, eye).await;
    let mut doubled = 0;
    for (chat, said) in &said {
        let taken = taken.get(chat).copied().unwrap_or(0);
        let same = same.get(chat).copied().unwrap_or(0);
        assert!(taken + same >= *said, "chat {chat}: {said} messages were to be said, {taken} arrived");
        doubled += (taken - said).max(0);
    }
    (said.iter().map(|(_, count)| count).sum(), doubled)
}

/// By our own arrival number: what a lane said is numbered in the order in which it was done, and the chat has it so.
/// Returns how many updates and messages were compared. What came by different queues of the messenger has no order between
/// its numbers: texts and presses by webhook. Nor have two lanes that speak to one chat.
pub async fn order_is_kept(eye: &mut Eye, intake: Intake) -> (usize, usize) {
    let queue = match intake {
        Intake::Polling => "CAST(0 AS BIGINT)",
        Intake::Webhook => {
            "(SELECT COUNT(*) FROM outbox p WHERE p.bot_id = i.bot_id AND p.form = 'call' \
            AND p.cause_key = 'in:' || CAST(i.arrival AS TEXT) || ':0')"
        }
    };
    let of = |what: &str, wanted: &str| {
        format!(
            "SELECT i.bot_id, i.lane, {queue}, o.chat_id, {what} FROM outbox o \
            JOIN inbox i ON i.bot_id = o.bot_id AND o.cause_key LIKE 'in:' || CAST(i.arrival AS TEXT) || ':%' \
            WHERE {wanted} ORDER BY o.outbox_id"
        )
    };
    let done: Vec<(i64, i64, i64, i64, i64)> = eye.all(&of("i.arrival", "o.chat_id = i.chat_id")).await;
    let wanted = "o.form = 'message' AND o.state = 'sent' AND o.message_id > 0";
    let shown: Vec<(i64, i64, i64, i64, i64)> = eye.all(&of("o.message_id", wanted)).await;
    let counts = (done.len(), shown.len());
    for (what, rows) in [("a lane's updates", done), ("what a lane said to a chat", shown)] {
        let mut last = BTreeMap::new();
        for (bot, lane, queue, chat, number) in rows {
            let before = last.insert((bot, lane, queue, chat), number).unwrap_or(i64::MIN);
            assert!(before <= number, "{what} out of order: bot {bot}, {lane}, {chat}: {number} after {before}");
        }
    }
    counts
}
