//! From decisions to rows: one statement for each kind of row, for the whole batch.

use dialogues::Dialogue;
use dialogues::base::posting::{Form as MoneyForm, Posting as StepPosting};
use dialogues::base::shape::Place;
use dialogues::home::HomeReply;
use dialogues::hub::{Board, Chat, Effect, Reply};
use domain::ids::{ChatId, JournalId, PersonId};
use domain::question::QuestionNumber;
use domain::receipt::Receipt;
use store::inbox::Head;
use store::ledger::{Posted, Posting};
use store::outbox::{Form, Hold, NewMessage, Pace};
use store::people::PersonKey;
use store::{StoreError, Tx};

use super::batch::{Case, Decided, Flush};
use super::{Engine, Said};
use crate::render::{self, RenderCtx};
use crate::telegram::payload::{self, Call};
use crate::telegram::update::Press;
use crate::{crash, rooms, tenants};

/// Rows of a batch.
#[derive(Default)]
struct Rows {
    postings: Vec<Posting>,
    dialogues: Vec<store::dialogues::Save>,
    rooms: rooms::Rows,
}

/// Writes a whole batch; returns what is for the sender.
pub async fn write_in(tx: &mut Tx, engine: &Engine, flush: Flush) -> Result<Said, StoreError> {
    let now_us = engine.clock.now_us();
    let mut rows = Rows::default();
    let mut postings_of = Vec::with_capacity(flush.decided.len());
    for decided in &flush.decided {
        let first = rows.postings.len();
        rows.collect(decided, engine);
        postings_of.push(first..rows.postings.len());
    }
    // Postings first: their lock is the cooperative's, taken before any other.
    let posted = store::ledger::post_in(tx, &rows.postings, now_us).await?;
    let questions = rows.rooms.write_in(tx, engine, now_us).await?;
    store::dialogues::save_in(tx, &engine.keys, &rows.dialogues, now_us).await?;
    let mut messages = Vec::new();
    for (decided, range) in flush.decided.iter().zip(postings_of) {
        let numbers = Numbers {
            receipts: receipts(rows.postings.get(range.clone()), posted.get(range)),
            question: questions.get(&decided.case.head.arrival).copied(),
        };
        say(decided, &numbers, &mut messages);
    }
    let said = say_in(tx, engine, &messages, now_us).await?;
    rows.rooms.follow_in(tx, now_us).await?;
    for (head, reachable) in &flush.reachable {
        store::outbox::set_unreachable_in(tx, head.bot, head.chat, i64::from(!reachable)).await?;
        if !reachable {
            store::outbox::drop_chat_in(tx, head.bot, head.chat, now_us).await?;
        }
    }
    crash::point("work.before_finish");
    store::inbox::finish_in(tx, &flush.endings, now_us).await?;
    Ok(said)
}

/// Writes messages down, those that the sender has a place for as being in its hands.
async fn say_in(tx: &mut Tx, engine: &Engine, messages: &[NewMessage], now_us: i64) -> Result<Said, StoreError> {
    let answers = messages.iter().filter(|message| message.is_own_answer()).count();
    let place = engine.handover.place(answers, now_us);
    let nothing = Hold::default();
    let hold = place.as_ref().map_or(&nothing, |place| &place.hold);
    let rows = store::outbox::hand_over_in(tx, &engine.keys, messages, hold, now_us).await?;
    let waiting = messages.len().saturating_sub(rows.len());
    Ok(Said { waiting, handed: place.and_then(|place| place.with(rows)) })
}

/// The numbers that a step's effects got.
struct Numbers {
    receipts: Vec<String>,
    question: Option<QuestionNumber>,
}

/// The receipts of one step's postings, in order.
fn receipts(postings: Option<&[Posting]>, posted: Option<&[Posted]>) -> Vec<String> {
    let pairs = postings.unwrap_or_default().iter().zip(posted.unwrap_or_default());
    pairs.map(|(posting, posted)| Receipt::new(posting.journal.kind, posted.number).to_string()).collect()
}

impl Rows {
    fn collect(&mut self, decided: &Decided, engine: &Engine) {
        let case = &decided.case;
        for (n, effect) in decided.step.effects.iter().enumerate() {
            match effect {
                Effect::Post(posting) => self.postings.push(posting_row(posting, case, n, engine)),
                effect => self.rooms.collect(effect, n, case, engine),
            }
        }
        let shown = Board::shown_after(case.facts.keyboard, &decided.step, &case.facts.person);
        let shows_other = case.ctx.chat == Chat::Private && shown != case.facts.keyboard;
        let moved = decided.step.next != case.dialogue || case.state_lost || shows_other;
        if moved && !(decided.step.next == Dialogue::Idle && case.head.dialogue.is_none()) {
            let head = &case.head;
            self.dialogues.push(store::dialogues::Save {
                key: (head.bot, head.chat.0, head.person.0, head.topic),
                state: decided.step.next.to_json_below(shown),
                read_version: head.dialogue_version,
            });
        }
    }
}

fn posting_row(posting: &StepPosting, case: &Case, n: usize, engine: &Engine) -> Posting {
    let MoneyForm { person: PersonId(form_person), nonce } = posting.form;
    let seed = engine.keys.seed(&format!("journal:{}:{n}", case.head.arrival));
    let unix_ms = u64::try_from(case.ctx.now.timestamp_millis()).unwrap_or(0);
    Posting {
        cooperative: case.cooperative_id,
        journal_id: JournalId::new(unix_ms, seed.first_chunk().copied().unwrap_or_default()),
        journal: posting.journal.clone(),
        // A double tap is two updates: what was shown once is posted once.
        cause_key: format!("form:{form_person}:{nonce}"),
        recorded_by: case.head.person,
        expects: posting.expects.clone(),
    }
}

/// Puts a step's words into the outbox: the answer to a press, the replies, and what others are told.
fn say(decided: &Decided, numbers: &Numbers, messages: &mut Vec<NewMessage>) {
    let (case, step) = (&decided.case, &decided.step);
    let locale = step.locale(case.ctx.locale);
    let board = Board::after(step, &case.facts.person);
    let mut out = Outgoing { head: &case.head, n: 0, messages };
    let words = |chat| RenderCtx {
        cooperative: &case.facts.cooperative,
        receipts: &numbers.receipts,
        question: numbers.question,
        bot_username: &case.bot_username,
        chat,
    };
    let shaped = step.replies.iter().map(|reply| (reply, reply.shape().place));
    let (toasts, replies): (Vec<_>, Vec<_>) =
        shaped.partition(|(_, place): &(&Reply, Place)| *place == Place::Toast && case.incoming.press.is_some());
    if let Some(press) = &case.incoming.press {
        let toast = toasts.first().map(|(reply, _)| render::toast(reply, locale, &words(case.ctx.chat)));
        out.put(case.head.chat, Form::Call, 0, &payload::answer(&press.callback_id, toast));
        // A screen that was answered by a message that stays is over: its buttons go.
        let is_over = replies.iter().any(|(_, place)| *place != Place::Screen);
        if is_over && press.message_id != 0 {
            out.put(case.head.chat, Form::Call, 0, &payload::strip(case.head.chat, press.message_id));
        }
    }
    for (reply, place) in replies {
        let rendered = render::render_to(board, reply, locale, &words(case.ctx.chat));
        let form = if place == Place::Screen { Form::Screen } else { Form::Message };
        let call = payload::message(case.head.chat, case.head.topic, rendered);
        out.put(case.head.chat, form, case.incoming.message_id, &call);
    }
    if step.effects.contains(&Effect::EraseInput) && case.incoming.message_id != 0 {
        out.put(case.head.chat, Form::Call, 0, &payload::erase(case.head.chat, case.incoming.message_id));
    }
    for effect in &step.effects {
        let (chat, topic, rendered) = match effect {
            Effect::Tell { to, reply } => {
                (ChatId(to.person_id.0), 0, render::render(reply, to.locale, &words(Chat::Private)))
            }
            Effect::TellGroup { chat, topic, locale, reply } => {
                (*chat, *topic, render::render(reply, *locale, &words(Chat::Group)))
            }
            _ => continue,
        };
        out.put_begun(chat, &payload::message(chat, topic, rendered));
    }
}

/// Tells the sender of an update that was not worked on why; nothing to tell where nobody in particular sent it.
pub async fn tell_in(tx: &mut Tx, engine: &Engine, head: &Head, why: HomeReply) -> Result<usize, StoreError> {
    if head.person.0 == 0 {
        return Ok(0);
    }
    let tenants = unless_culprit(tenants::of_in(tx, std::slice::from_ref(head)).await)?.unwrap_or_default();
    let Some(tenant) = tenants.get(&head.bot) else { return Ok(0) };
    let person = PersonKey { cooperative_id: tenant.cooperative_id, person_id: head.person };
    let known = unless_culprit(store::people::load_in(tx, &[person]).await)?.unwrap_or_default();
    let locale = known.first().and_then(|person| person.locale).unwrap_or_default();
    let words = RenderCtx {
        cooperative: &tenant.settings,
        receipts: &[],
        question: None,
        bot_username: &tenant.bot_username,
        chat: if head.chat.0 < 0 { Chat::Group } else { Chat::Private },
    };
    let mut messages = Vec::new();
    let mut outgoing = Outgoing { head, n: 0, messages: &mut messages };
    // A button must not wait for an update that nothing came of.
    if let Some(press) = head.body.as_deref().and_then(Press::id_in) {
        outgoing.put(head.chat, Form::Call, 0, &payload::answer(&press, None));
    }
    let call = payload::message(head.chat, head.topic, render::render(&why.into(), locale, &words));
    outgoing.put(head.chat, Form::Message, 0, &call);
    store::outbox::add_in(tx, &engine.keys, &messages, engine.clock.now_us()).await?;
    Ok(messages.len())
}

/// What made an update fail may be one of the rows that its apology reads: the apology must not fail by it, too.
fn unless_culprit<T>(read: Result<T, StoreError>) -> Result<Option<T>, StoreError> {
    match read {
        Ok(found) => Ok(Some(found)),
        Err(error) if error.is_culprit() => Ok(None),
        Err(error) => Err(error),
    }
}

/// Numbers what one update causes.
struct Outgoing<'a> {
    head: &'a Head,
    n: u32,
    messages: &'a mut Vec<NewMessage>,
}

impl Outgoing<'_> {
    /// For whoever wrote, and waits.
    fn put(&mut self, chat: ChatId, form: Form, after_message_id: i64, call: &Call) {
        self.add(chat, form, Pace::AtOnce, after_message_id, call);
    }

    /// For others, who do not wait for it.
    fn put_begun(&mut self, chat: ChatId, call: &Call) {
        self.add(chat, Form::Message, Pace::Paced, 0, call);
    }

    fn add(&mut self, chat: ChatId, form: Form, pace: Pace, after_message_id: i64, call: &Call) {
        self.messages.push(NewMessage {
            bot: self.head.bot,
            chat,
            cause_key: format!("in:{}:{}", self.head.arrival, self.n),
            form,
            pace,
            after_message_id,
            payload: call.to_json(),
        });
        self.n = self.n.saturating_add(1);
    }
}
