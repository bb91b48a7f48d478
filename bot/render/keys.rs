//! Labels of buttons and keys.

use dialogues::button::{Button, JoinTap, QuestionButton};
use dialogues::button_door::DoorButton;
use dialogues::join::Question;
use dialogues::reply::{
    CorrectReply, CounterReply, DoorReply, DutyKind, DutySummary, Link, QuestionReply, Reply, ReplyKeys, SharedReply,
};
use dialogues::step::Chat;
use domain::dates;
use domain::locale::Locale;
use domain::member::Address;
use domain::month::Month;
use domain::words::rupiah;

use super::catalogue::{Args, plain};
use super::{InlineAction, InlineKey, Keyboard, ReplyKey, Words, settings};

/// The keys under a reply, or the keyboard that comes with it.
pub(super) fn keyboard(reply: &Reply, words: &Words<'_>) -> Keyboard {
    if let Some(link) = reply.link() {
        return Keyboard::Inline(vec![vec![leading_to(&link, words)]]);
    }
    // In a group anybody could press.
    if words.cx.chat == Chat::Group {
        return Keyboard::None;
    }
    let rows = reply.buttons();
    if !rows.is_empty() {
        return Keyboard::Inline(
            rows.iter().map(|row| row.iter().map(|button| key(*button, reply, words)).collect()).collect(),
        );
    }
    let send = |label| ReplyKey { label: words.plain(label), request_contact: false };
    match reply.keyboard() {
        ReplyKeys::Keep => Keyboard::None,
        ReplyKeys::Menu => Keyboard::Reply(vec![vec![send("key-menu")]]),
        ReplyKeys::OwnNumber => {
            Keyboard::Once(vec![vec![ReplyKey { label: words.plain("key-own-number"), request_contact: true }]])
        }
        ReplyKeys::Contact => Keyboard::Reply(vec![
            vec![ReplyKey { label: words.plain("key-contact"), request_contact: true }],
            vec![send("key-join"), send("key-code")],
        ]),
    }
}

/// A link of our own: what it carries opens a screen or is a code, and proves nothing.
fn leading_to(link: &Link, words: &Words<'_>) -> InlineKey {
    let (label, parameter, payload) = match link {
        Link::Private { payload } if payload == "menu" => ("key-open-private", "start", payload),
        Link::Private { payload } => ("key-read-answer", "start", payload),
        Link::AddToGroup { payload } => ("key-choose-group", "startgroup", payload),
    };
    let url = format!("https://t.me/{}?{parameter}={payload}", words.cx.bot_username);
    InlineKey { label: words.plain(label), action: InlineAction::Url(url) }
}

fn key(button: Button, reply: &Reply, words: &Words<'_>) -> InlineKey {
    InlineKey { label: plain(&label(button, reply, words)), action: InlineAction::Data(button.encode()) }
}

fn label(button: Button, reply: &Reply, words: &Words<'_>) -> String {
    let key = match button {
        Button::CounterKind { savings, .. } => return words.savings_short(savings),
        Button::CounterAmount { amount, .. } => return rupiah(amount, words.locale),
        Button::Statement { month, page } => return page_label(month, page, reply, words),
        Button::Task { ordinal, .. } => return ordinal.to_string(),
        Button::Door(button) => return door_label(button, reply, words),
        Button::AskOffice if matches!(reply, Reply::Door(DoorReply::WhatIsWrong)) => "button-other",
        Button::Requests => return counted(button, reply, words),
        Button::Question(QuestionButton::List { .. }) if matches!(reply, Reply::Duties(_)) => {
            return counted(button, reply, words);
        }
        Button::Question(button) => question_key(button, reply),
        Button::Balance if is_notice(reply) => "button-see-balance",
        Button::Counter if matches!(reply, Reply::Counter(_)) => "button-next-deposit",
        Button::Start => "button-start",
        Button::ClaimMine => "button-mine",
        Button::ClaimNotMine => "button-not-mine",
        Button::Menu => "button-menu",
        Button::Balance => "button-balance",
        Button::BalanceDetail => "button-detail",
        Button::WhyNotAll => "button-why",
        Button::StatementNow => "button-statement",
        Button::Language => "button-language",
        Button::SetLanguage(Locale::Id) => "button-indonesian",
        Button::SetLanguage(Locale::En) => "button-english",
        Button::Help => "button-help",
        Button::AskOffice => "button-ask",
        Button::SomethingWrong => "button-wrong",
        Button::Counter => "button-counter",
        Button::CounterConfirm { .. } => "button-yes",
        Button::CounterChange { .. } => "button-change",
        Button::CancelForm { .. } => "button-cancel",
        Button::Correct => "button-correct",
        Button::Tasks => "button-tasks",
        Button::Approve(_) => "button-approve",
        Button::Refuse(_) => "button-refuse",
        Button::InviteFriend => "button-invite",
        Button::Register => "button-register",
        Button::Join { tap, .. } => join_label(tap),
        Button::Settings(button) => return settings::label(button, reply, words),
    };
    words.plain(key)
}

fn door_label(button: DoorButton, reply: &Reply, words: &Words<'_>) -> String {
    let key = match button {
        DoorButton::WhoIs { slot } => return who_is(slot, reply, words),
        DoorButton::Report => "button-report",
        DoorButton::LostPhone => "button-lost-phone",
        DoorButton::OthersPhone => "button-others-phone",
        DoorButton::NotMine => "button-not-my-money",
        DoorButton::RealBot => "button-real-bot",
        DoorButton::Freeze { .. } => "button-freeze",
        DoorButton::NotMyMove(_) => "button-not-my-move",
        DoorButton::Card(_) => "button-door",
        DoorButton::OfficerFreeze(_) => "button-officer-freeze",
        DoorButton::OfficerOpen(_) => "button-officer-open",
        DoorButton::OfficerMove(_) => "button-officer-move",
        DoorButton::Switch => "button-switch",
    };
    words.plain(key)
}

/// The member's name, as much of it as a button holds.
fn who_is(slot: u8, reply: &Reply, words: &Words<'_>) -> String {
    const SHOWN_CHARS: usize = 24;
    let Reply::Shared(SharedReply::WhoIsIt(members)) = reply else { return slot.to_string() };
    let Some((_, member)) = members.iter().find(|(at, _)| *at == slot) else { return slot.to_string() };
    plain(&words.who(member)).chars().take(SHOWN_CHARS).collect()
}

const fn question_key(button: QuestionButton, reply: &Reply) -> &'static str {
    match button {
        QuestionButton::Send { .. } => "button-send-question",
        QuestionButton::Change { .. } | QuestionButton::ChangeAnswer { .. } => "button-change-words",
        QuestionButton::List { .. } if matches!(reply, Reply::Question(QuestionReply::Card { .. })) => {
            "button-next-question"
        }
        QuestionButton::List { .. } => "button-questions",
        QuestionButton::Answer(_) => "button-answer",
        QuestionButton::SendAnswer { .. } => "button-send-answer",
        QuestionButton::More(_) => "button-ask-more",
        QuestionButton::Clear(_) => "button-all-clear",
    }
}

/// "Pertanyaan (2)".
fn counted(button: Button, reply: &Reply, words: &Words<'_>) -> String {
    let (kind, key) = match button {
        Button::Requests => (DutyKind::Requests, "button-duty-requests"),
        _ => (DutyKind::Questions, "button-duty-questions"),
    };
    let lines = match reply {
        Reply::Duties(DutySummary { lines, .. }) => lines.as_slice(),
        _ => &[],
    };
    let count = lines.iter().find(|line| line.kind == kind).map_or(0, |line| line.count);
    words.with(key, Args::new().value("count", &count.to_string()))
}

const fn join_label(tap: JoinTap) -> &'static str {
    match tap {
        JoinTap::Agree => "button-agree",
        JoinTap::Address(Address::Bu) => "button-bu",
        JoinTap::Address(Address::Pak) => "button-pak",
        JoinTap::Address(Address::Plain) => "button-plain",
        JoinTap::Later => "button-later",
        JoinTap::Send => "button-send",
        JoinTap::Change => "button-edit",
        JoinTap::Field(Question::Name) => "button-field-name",
        JoinTap::Field(Question::Address) => "button-field-address",
        JoinTap::Field(Question::Phone) => "button-field-phone",
        JoinTap::Field(Question::Nik | Question::Consent) => "button-field-nik",
        JoinTap::Field(Question::Heir | Question::Relation) => "button-field-heir",
        JoinTap::Field(Question::Payout) => "button-field-payout",
    }
}

/// Under a notice the balance is looked at because of what just happened.
const fn is_notice(reply: &Reply) -> bool {
    matches!(
        reply,
        Reply::Counter(CounterReply::MemberReceipt { .. }) | Reply::Correct(CorrectReply::MemberCorrected { .. })
    )
}

/// Where a button of a statement leads, seen from the page that is shown.
fn page_label(month: Month, page: u32, reply: &Reply, words: &Words<'_>) -> String {
    let Reply::Statement(shown) = reply else {
        return dates::month(month, words.locale);
    };
    let named = || Args::new().html("month", dates::month_short(month, words.locale));
    if month < shown.month {
        words.with("button-month-earlier", named())
    } else if month > shown.month {
        words.with("button-month-later", named())
    } else if page > shown.page {
        words.plain("button-older")
    } else {
        words.plain("button-newer")
    }
}
