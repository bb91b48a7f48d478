//! One chat's rows, sent one after another.

use std::collections::BTreeMap;
use std::sync::Arc;

use domain::bug::{Bug, seeded};
use domain::ids::{BotId, ChatId};
use store::outbox::{ChatMark, Claimed, Form, Mark, MarkState};
use tokio::sync::mpsc;

use super::judge::{Verdict, judge};
use super::weather::Heard;
use super::{Aftermath, Report, Sender, Word, toast};
use crate::crash;
use crate::telegram::api::Outcome;
use crate::telegram::payload::{self, Call};

/// Claimed rows of one chat, in order.
pub struct Chain {
    /// Which bot sends them.
    pub bot: BotId,
    /// To which chat.
    pub chat: ChatId,
    rows: Vec<Claimed>,
}

impl Chain {
    /// Its rows.
    pub fn ids(&self) -> Vec<i64> {
        self.rows.iter().map(|row| row.outbox_id).collect()
    }
}

/// Claimed rows by chat, in order within each.
pub fn by_chat(rows: Vec<Claimed>) -> impl Iterator<Item = Chain> {
    let mut chains: BTreeMap<(BotId, ChatId), Vec<Claimed>> = BTreeMap::new();
    for row in rows {
        chains.entry((row.bot, row.chat)).or_default().push(row);
    }
    chains.into_iter().map(|((bot, chat), rows)| Chain { bot, chat, rows })
}

/// What the chat shows, as far as this chain knows.
#[derive(Clone, Copy)]
struct Shown {
    last_message_id: i64,
    screen_message_id: i64,
}

/// Sends a chat's rows until one must wait, and reports on each.
pub(super) async fn send(sender: Arc<Sender>, chain: Chain, fence: i64, words: mpsc::UnboundedSender<Word>) {
    let Chain { bot, chat, rows } = chain;
    let newest_screen = rows.iter().rposition(|row| row.form == Form::Screen);
    let mut shown = rows.first().map_or(Shown { last_message_id: 0, screen_message_id: 0 }, |row| Shown {
        last_message_id: row.last_message_id,
        screen_message_id: row.screen_message_id,
    });
    let mut waiting = false;
    for (at, row) in rows.iter().enumerate() {
        let tell = |mark, chat_mark, aftermath, heard| {
            let _ = words.send(Word::Row(Report { bot, chat, mark, chat_mark, aftermath, heard, place: None }));
        };
        let tell_untouched = |state| tell(untouched(row, fence, state), None, Aftermath::None, Heard::NotAsked);
        if waiting {
            tell_untouched(MarkState::Pending);
            continue;
        }
        if row.form == Form::Screen && newest_screen.is_some_and(|newest| at < newest) {
            tell_untouched(MarkState::Collapsed);
            continue;
        }
        // A process that was paused wakes up here: others may send this by now.
        if !sender.may_send(bot, fence) {
            waiting = true;
            tell_untouched(MarkState::Pending);
            continue;
        }
        let call = opened(row);
        if let Some(call) = call.as_ref().filter(|call| call.is_toast() && !seeded(Bug::AnswerWaitsForToast)) {
            tell_untouched(toast::send(&sender, row, call));
            continue;
        }
        let (verdict, strip) = deliver(&sender, row, call, fence, shown).await;
        // Whoever blocked us did so on purpose, and is marked; the rest wants a person.
        if verdict.mark.state == MarkState::Dead && verdict.aftermath != Aftermath::Unreachable {
            tracing::error!(outbox.id = row.outbox_id, error = verdict.mark.error, "a message is given up");
        }
        let chat_mark = shown.after(row, &verdict);
        waiting = !verdict.goes_on;
        crash::point("sender.accepted_unmarked");
        tell(verdict.mark, chat_mark, verdict.aftermath, verdict.heard);
        if let Some(old) = strip {
            strip_buttons(&sender, bot, chat, old).await;
        }
    }
}

/// The call that a row keeps; `None` when it can't be opened with this key.
fn opened(row: &Claimed) -> Option<Call> {
    row.payload.as_deref().and_then(|payload| serde_json::from_slice(payload).ok())
}

/// A row that was not tried.
pub(super) fn untouched(row: &Claimed, fence: i64, state: MarkState) -> Mark {
    Mark {
        outbox_id: row.outbox_id,
        fence,
        state,
        refused: 0,
        ambiguous: 0,
        not_before: 0,
        message_id: 0,
        error: String::new(),
    }
}

/// Sends one row; also tells which older screen has lost its place.
async fn deliver(
    sender: &Sender,
    row: &Claimed,
    call: Option<Call>,
    fence: i64,
    shown: Shown,
) -> (Verdict, Option<i64>) {
    let now_us = sender.clock.now_us();
    let bots = sender.registry.now();
    let (Some(mut call), Some(bot)) = (call, bots.get(row.bot)) else {
        tracing::error!(outbox.id = row.outbox_id, "a message can't be opened with this key");
        let outcome = Outcome::Refused { code: 0, description: String::new() };
        return (judge(row, fence, &outcome, now_us), None);
    };
    // A group that has moved keeps what waits for it: the row's chat is the truth.
    if call.chat_id().is_some_and(|chat| chat != row.chat.0) {
        call = call.redirected(row.chat);
    }
    let token = &bot.token;
    // It may have been taken already, and its tries are few: none is spent on a messenger that is not there.
    if row.ambiguous > 0 && !seeded(Bug::OutageCostsTries) {
        let outcome = sender.api.probe(token).await;
        if !outcome.is_its_word() {
            let outcome = Outcome::NotTaken { code: 0, why: "nobody is there" };
            return (judge(row, fence, &outcome, sender.clock.now_us()), None);
        }
    }
    let edit =
        (row.form == Form::Screen && shown.is_editable(row)).then(|| payload::edit(&call, shown.screen_message_id));
    let mut old = Some(shown.screen_message_id).filter(|old| *old != 0);
    if let Some(edit) = edit.flatten() {
        let outcome = sender.api.call(token, &edit).await;
        if !is_lost(&outcome) {
            let mut verdict = judge(row, fence, &outcome, sender.clock.now_us());
            verdict.message_id = None;
            return (verdict, None);
        }
        // What can't be edited can't lose its buttons either.
        old = None;
    }
    let outcome = sender.api.call(token, &call).await;
    let verdict = judge(row, fence, &outcome, sender.clock.now_us());
    let strip = if row.form == Form::Screen && verdict.message_id.is_some() { old } else { None };
    (verdict, strip)
}

/// How the messenger says that a message can't be edited any more.
const LOST: [&str; 4] = [
    "message to edit not found",
    "message can't be edited",
    "MESSAGE_ID_INVALID",
    "message identifier is not specified",
];

/// The screen was deleted, or is too old to be edited: it is sent anew.
fn is_lost(outcome: &Outcome) -> bool {
    matches!(outcome, Outcome::Refused { code: 400, description }
        if LOST.iter().any(|words| description.contains(words)))
}

/// Best effort: buttons that stay behind are refused by their nonces.
async fn strip_buttons(sender: &Sender, bot: BotId, chat: ChatId, message_id: i64) {
    let bots = sender.registry.now();
    let Some(bot) = bots.get(bot) else { return };
    let outcome = sender.api.call(&bot.token, &payload::strip(chat, message_id)).await;
    if !matches!(outcome, Outcome::Done(_)) {
        tracing::debug!("an old screen kept its buttons");
    }
}

impl Shown {
    /// Whether the screen is still the last message, as far as anybody knows.
    const fn is_editable(self, row: &Claimed) -> bool {
        self.screen_message_id != 0
            && self.screen_message_id == self.last_message_id
            && row.after_message_id < self.screen_message_id
    }

    /// Notes a message of ours, and what the chat looks like after it.
    fn after(&mut self, row: &Claimed, verdict: &Verdict) -> Option<ChatMark> {
        let unreachable = i64::from(verdict.aftermath == Aftermath::Unreachable);
        if let Some(message_id) = verdict.message_id.filter(|_| row.form != Form::Call) {
            self.last_message_id = message_id;
            if row.form == Form::Screen {
                self.screen_message_id = message_id;
            }
        } else if unreachable == 0 {
            return None;
        }
        Some(ChatMark {
            bot_id: row.bot,
            chat_id: row.chat,
            last_message_id: self.last_message_id,
            screen_message_id: self.screen_message_id,
            unreachable,
        })
    }
}
