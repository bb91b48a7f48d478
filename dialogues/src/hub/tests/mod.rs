//! Conversations with the pure step, told as transcripts, and what holds for all of them.
//!
//! In a transcript `>` is what the person does: a text, `[Confirm]` for the newest button that says so, `{..}` for a
//! contact card; `[cy:0000000000000004]`, the bytes of a button, only where a stale or a forged one is meant. `<` is what
//! they are told, `$` what is written or told to others. Nonces count the steps from one, and are left out of what is said.
//! `UPDATE_EXPECT=1 cargo test -p dialogues --lib` rewrites all transcripts to what was played: write the lines that
//! begin with `>`, and read what comes.

mod forms;
mod keyboards;
mod meet;
mod natural;
mod properties;
mod show;
mod suspended;
pub(crate) mod world;

use domain::ids::{ChatId, PersonId};
use domain::question::QuestionNumber;
use expect_test::Expect;

use self::world::World;
use crate::hub::{Board, Command, Ctx, Dialogue, Effect, GroupEvent, Input, ROUNDS, needs};
use crate::hub::{Step, step};
use crate::samples;

/// What a conversation should be: an [`Expect`], which `UPDATE_EXPECT=1` rewrites to what was played, or a text that a
/// test has put together.
pub(crate) trait Transcript {
    /// The lines to play and to compare.
    fn text(&self) -> &str;

    /// Compares what was played.
    fn compare(&self, played: &str);
}

impl Transcript for Expect {
    fn text(&self) -> &str {
        self.data
    }

    #[track_caller]
    fn compare(&self, played: &str) {
        // How far a transcript is indented says nothing.
        if !lines(self.data).eq(lines(played)) {
            self.assert_eq(played);
        }
    }
}

impl Transcript for String {
    fn text(&self) -> &str {
        self
    }

    #[track_caller]
    fn compare(&self, played: &str) {
        assert!(lines(self).eq(lines(played)), "\n--- expected:\n{self}\n--- played:\n{played}");
    }
}

fn lines(text: &str) -> impl Iterator<Item = &str> {
    text.lines().map(str::trim).filter(|line| !line.is_empty())
}

/// Plays the lines that begin with `>` and compares the whole conversation.
#[track_caller]
#[expect(clippy::needless_pass_by_value, reason = "a transcript is written where it is checked")]
pub(crate) fn check(world: &World, transcript: impl Transcript) {
    let mut played = Vec::new();
    let mut world = world.clone();
    let mut state = Dialogue::Idle;
    let mut shown = Vec::new();
    let typed = lines(transcript.text()).filter_map(|line| line.strip_prefix("> "));
    for (nonce, text) in (1..).zip(typed) {
        let mut seed = [9; 16];
        seed[0] = nonce;
        seed[1..8].fill(0);
        let ctx = Ctx { seed, chat: world.chat, ..samples::ctx() };
        let (said, did) = show::pressed(text, &shown).unwrap_or_else(|| (text.to_owned(), input(text, &world)));
        let outcome = answer(&world, &state, &did, &ctx);
        played.push(format!("> {said}"));
        for reply in &outcome.replies {
            let way_back = if reply.bare() == reply { "" } else { " [Continue]" };
            played.push(format!("< {}{way_back}", show::brief(&format!("{:?}", reply.bare()))));
            shown.extend(reply.shape().rows().concat());
        }
        for effect in &outcome.effects {
            played.push(format!("$ {}", show::brief(&written(effect))));
        }
        world.keyboard = Board::shown_after(world.facts().keyboard, &outcome, &world.person);
        state = outcome.next;
    }
    played.push(String::new());
    transcript.compare(&played.join("\n"));
}

/// One step with its needs met, in as many rounds as the shell goes.
#[track_caller]
pub(crate) fn answer(world: &World, state: &Dialogue, input: &Input, ctx: &Ctx) -> Step {
    plant_bug();
    let mut facts = world.facts();
    for _ in 0..ROUNDS {
        for need in needs(state, input, &facts, ctx) {
            world.meet(need, &mut facts);
        }
    }
    let missing = needs(state, input, &facts, ctx);
    assert!(missing.is_empty(), "a round too many: {missing:?}");
    step(state, input, &facts, ctx)
}

/// Plants the bug that the runner of planted bugs names, in a build that can have one.
#[cfg(feature = "faults")]
fn plant_bug() {
    static ONCE: std::sync::Once = std::sync::Once::new();
    #[expect(clippy::disallowed_methods, reason = "the runner names it to this process")]
    ONCE.call_once(|| {
        if let Ok(name) = std::env::var("REMBUK_BUG") {
            domain::bug::plant(&name).unwrap();
        }
    });
}

#[cfg(not(feature = "faults"))]
const fn plant_bug() {}

/// What the shell would make of a text.
fn input(text: &str, world: &World) -> Input {
    let named = world::with_codes(text);
    let text = named.as_str();
    let card = |phone: &str, owner, forwarded| Input::Contact { phone: phone.to_owned(), owner, forwarded };
    if let Some(phone) = text.strip_prefix("{own ").and_then(|rest| rest.strip_suffix('}')) {
        return card(phone, Some(world.person.person_id), false);
    }
    if let Some(phone) = text.strip_prefix("{other ").and_then(|rest| rest.strip_suffix('}')) {
        return card(phone, Some(PersonId(4)), false);
    }
    if let Some(phone) = text.strip_prefix("{nobody ").and_then(|rest| rest.strip_suffix('}')) {
        return card(phone, None, false);
    }
    if let Some(phone) = text.strip_prefix("{forwarded ").and_then(|rest| rest.strip_suffix('}')) {
        return card(phone, Some(world.person.person_id), true);
    }
    if let Some((number, words)) = text.strip_prefix("{quote T-").and_then(|rest| rest.split_once("} ")) {
        return Input::Quoted { question: QuestionNumber(number.parse().unwrap()), text: words.to_owned() };
    }
    match text {
        "{anonymous}" => return Input::Group(GroupEvent::AskedByNobody),
        "{added}" => return Input::Group(GroupEvent::Added),
        "{removed}" => return Input::Group(GroupEvent::Removed { title: "Warga".to_owned() }),
        "{moved to -9}" => return Input::Group(GroupEvent::MovedTo(ChatId(-9))),
        "{moved from -5}" => return Input::Group(GroupEvent::MovedFrom(ChatId(-5))),
        _ => {}
    }
    if let Some(words) = text.strip_prefix("{photo} ") {
        return match input(words, world) {
            Input::Text(words) => Input::Captioned(words),
            command => command,
        };
    }
    if text == "{photo}" {
        return Input::Unsupported;
    }
    if let Some(line) = text.strip_prefix('/') {
        let (name, rest) = line.split_once(' ').unwrap_or((line, ""));
        return match Command::from_name(name) {
            Some(command) => Input::Command { command, rest: rest.trim().to_owned() },
            None => Input::Text(text.to_owned()),
        };
    }
    match Command::parse_words(text) {
        Some((command, rest)) => Input::Command { command, rest },
        None => Input::Text(text.to_owned()),
    }
}

fn written(effect: &Effect) -> String {
    match effect {
        Effect::Post(posting) => {
            let moves: Vec<String> = posting
                .journal
                .transfers
                .iter()
                .map(|transfer| format!("{} -> {} {}", transfer.credit, transfer.debit, transfer.amount))
                .collect();
            let expects: Vec<String> =
                posting.expects.iter().map(|(account, version)| format!("{account}@{version}")).collect();
            format!(
                "{:?} form {:016x} {} expects [{}]",
                posting.journal.kind,
                posting.form.nonce,
                moves.join(", "),
                expects.join(", ")
            )
        }
        Effect::Tell { to, reply } => format!("tell {}: {reply:?}", to.person_id),
        Effect::TellGroup { chat, topic, reply, .. } => format!("tell {chat}/{topic}: {reply:?}"),
        Effect::Home(effect) => format!("{effect:?}"),
        Effect::Linking(effect) => format!("{effect:?}"),
        Effect::Requests(effect) => format!("{effect:?}"),
        Effect::Questions(effect) => format!("{effect:?}"),
        Effect::Settings(effect) => format!("{effect:?}"),
        Effect::Groups(effect) => format!("{effect:?}"),
        Effect::Joining(_) | Effect::Access(_) | Effect::EraseInput => format!("{effect:?}"),
    }
}
