//! Conversations with the pure step, told as transcripts, and what holds for all of them.
//!
//! In a transcript `>` is what the person does: a text, `[data]` for a button, `{..}` for a contact card.
//! `<` is what they are told, `$` what is written or told to others. Nonces count the steps from one.

mod meet;
mod natural;
mod properties;
mod suspended;
pub(crate) mod world;

use domain::ids::{ChatId, PersonId};
use domain::question::QuestionNumber;

use self::world::World;
use crate::hub::{Button, Command, Ctx, Dialogue, Effect, GroupEvent, Input, ROUNDS, needs};
use crate::hub::{Step, step};
use crate::samples;

/// Plays the lines that begin with `>` and compares the whole conversation.
#[track_caller]
pub(crate) fn check(world: &World, transcript: &str) {
    let expected: Vec<&str> = transcript.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    let mut played = Vec::new();
    let mut state = Dialogue::Idle;
    let typed = expected.iter().filter_map(|line| line.strip_prefix("> "));
    for (nonce, text) in (1..).zip(typed) {
        let mut seed = [9; 16];
        seed[0] = nonce;
        seed[1..8].fill(0);
        let ctx = Ctx { seed, chat: world.chat, ..samples::ctx() };
        played.push(format!("> {text}"));
        let outcome = answer(world, &state, &input(text, world), &ctx);
        played.extend(outcome.replies.iter().map(|reply| format!("< {}", brief(&format!("{reply:?}")))));
        played.extend(outcome.effects.iter().map(|effect| format!("$ {}", brief(&written(effect)))));
        state = outcome.next;
    }
    let expected = expected.join("\n");
    assert_eq!(played.join("\n"), expected, "\n--- played:\n{}\n", played.join("\n"));
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
    let card = |phone: &str, owner, forwarded| Input::Contact { phone: phone.to_owned(), owner, forwarded };
    if let Some(data) = text.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
        return Button::decode(data).map_or(Input::UnknownButton, Input::Press);
    }
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
        "{added}" => return Input::Group(GroupEvent::Added),
        "{removed}" => return Input::Group(GroupEvent::Removed { title: "Warga".to_owned() }),
        "{moved to -9}" => return Input::Group(GroupEvent::MovedTo(ChatId(-9))),
        "{moved from -5}" => return Input::Group(GroupEvent::MovedFrom(ChatId(-5))),
        _ => {}
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
        Effect::Question(effect) => format!("{effect:?}"),
        Effect::Settings(effect) => format!("{effect:?}"),
        Effect::Group(effect) => format!("{effect:?}"),
        Effect::Join(_) | Effect::Door(_) | Effect::EraseInput => format!("{effect:?}"),
    }
}

/// The same with the noise of nested values taken out.
fn brief(debug: &str) -> String {
    let mut text = debug.to_owned();
    for (long, short) in [
        ("Salutation { address: Bu, name: \"Sari Wulandari\", number: \"A-017\" }", "Sari"),
        ("Salutation { address: Pak, name: \"Budi\", number: \"A-020\" }", "Budi"),
        ("Salutation { address: Plain, name: \"Wati\", number: \"A-030\" }", "Wati"),
        ("Salutation { address: Bu, name: \"Tuti\", number: \"A-040\" }", "Tuti"),
        (
            "JournalCard { receipt: \"S-1042\", kind: Deposit, occurred_on: 2026-11-23, member: Some(Sari), movements: [Movement { savings: Voluntary, direction: In, amount: Money(500000) }] }",
            "S-1042",
        ),
        (", access: Full, sharing: Alone }", " }"),
        (", access: Full }", " }"),
        ("member: Sari, month", "month"),
        ("WhyNotAll { member: Sari, balances", "WhyNotAll { balances"),
        ("00000000-0000-0000-0000-000000000011", "sari"),
        ("00000000-0000-0000-0000-000000000014", "budi"),
        ("00000000-0000-0000-0000-000000000005", "inv"),
        ("01234567-89ab-cdef-0123-456789abcdef", "request"),
        ("QuestionId(11114567-89ab-cdef-0123-456789abcdef)", "question"),
        ("QuestionNumber(12)", "T-12"),
        ("Known(T-12)", "T-12"),
        ("QuestionId(01a20621-ad00-7000-8000-090909090909)", "new"),
        ("Posted(0)", "posted"),
        ("EntryTerms { principal: Money(100000), mandatory: Money(20000) }", "terms"),
        ("phone: Some(\"+62•••••••0099\"), nik: \"3515••••••••0002\"", "phone, nik"),
        ("01a20621-ad00-7000-8000-090909090909", "new"),
        ("00000000-0000-0000-0000-000000000003", "wati"),
        (
            "[StatementLine { occurred_on: 2026-11-23, savings: Mandatory, kind: Deposit, amount: Money(50000), direction: In, receipt_number: 1 }]",
            "[..]",
        ),
        ("QuietHours { from_hour: 20, until_hour: 8 }", "20-8"),
        ("QuietHours { from_hour: 21, until_hour: 6 }", "21-6"),
        ("Answerer { role: Chair, member: None }", "Chair"),
        ("Answerer { role: Secretary, member: Some(Sari) }", "Secretary Sari"),
        ("InvitationId(00000000-0000-0000-0000-000000000006)", "six"),
        (
            "Value(Name(\"Koperasi Contoh Maju\")), Value(LegalNumber(\"518/BH/XVI.7/2019\")), Value(Contact(\"Jl. Contoh 1, Senin-Jumat 08.00-15.00\"))",
            "name, number, contact",
        ),
        ("Value(Payment(\"BRI 1234567890 a.n. Koperasi Contoh Maju\"))", "payment"),
        ("Month(2026-11-01)", "2026-11"),
        ("Month(2026-10-01)", "2026-10"),
    ] {
        text = text.replace(long, short);
    }
    for name in [
        "Home", "Account", "Counter", "Correct", "Join", "Link", "Task", "Door", "Shared", "Question", "Group",
        "Settings",
    ] {
        if let Some(inner) = text.strip_prefix(&format!("{name}(")).and_then(|rest| rest.strip_suffix(')')) {
            text = inner.to_owned();
        }
    }
    strip_wrappers(&text)
}

/// `Money(5)` becomes `5`.
fn strip_wrappers(text: &str) -> String {
    let mut parts = text.split("Money(");
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        match part.split_once(')') {
            Some((number, rest)) => out.extend([number, rest]),
            None => out.push_str(part),
        }
    }
    out
}
