//! Questions to the office, and what waits for officers.

use crate::render::Words;
use crate::render::catalogue::Args;
use crate::rooms::requests::words::counted;
use dialogues::access::DoorReply;
use dialogues::base::natural::Wish;
use dialogues::hub::{Reply, TaskKind};
use dialogues::questions::QuestionButton;
use dialogues::questions::{Answerer, AskedCard, QuestionRef, QuestionReply, Reading, WaitingLine};
use dialogues::requests::TaskReply;
use domain::question::QuestionNumber;

pub fn html(reply: &QuestionReply, words: &Words<'_>) -> String {
    let numbered = |number: QuestionNumber| Args::new().value("number", &number.to_string());
    match reply {
        QuestionReply::Perhaps(_) => words.plain("not-understood"),
        QuestionReply::NotHereYet(wish @ Wish::Pay) => words.with_payment(words.plain(not_here(*wish))),
        QuestionReply::NotHereYet(wish) => words.plain(not_here(*wish)),
        QuestionReply::AskWords { .. } => words.plain("ask-words"),
        QuestionReply::Length { max, .. } => words.with("ask-length", Args::new().value("max", &max.to_string())),
        QuestionReply::Confirm { words: text, .. } => words.with("ask-confirm", Args::new().value("words", text)),
        QuestionReply::Sent { number, reading } => {
            let key = match reading {
                Reading::Told => "ask-sent",
                Reading::InTheMorning => "ask-sent-quiet",
            };
            words.with(key, Args::new().html("number", words.question(*number)))
        }
        QuestionReply::TooMany { max } => {
            let args = Args::new().value("max", &max.to_string()).html("contact", words.contact());
            words.with("ask-too-many", args)
        }
        QuestionReply::Card { card, .. } => asked(card, words),
        QuestionReply::NoneOpen => words.plain("question-none-open"),
        QuestionReply::Unknown => words.plain("question-unknown"),
        QuestionReply::AskAnswer { number, words: text, .. } => {
            words.with("answer-ask", numbered(*number).value("words", text))
        }
        QuestionReply::ConfirmAnswer { number, words: text, .. } => {
            words.with("answer-confirm", numbered(*number).value("words", text))
        }
        QuestionReply::AnswerSent { number } => words.with("answer-sent", numbered(*number)),
        QuestionReply::AnswerKept { number } => words.with("answer-kept", numbered(*number)),
        QuestionReply::AnsweredAlready { number, role } => match role {
            Some(role) => words.with("answer-late", numbered(*number).html("role", words.role(*role))),
            None => words.with("answer-late-plain", numbered(*number)),
        },
        QuestionReply::Answered { number, asked, words: text, by, .. } => {
            let args = numbered(*number).value("asked", asked).value("words", text);
            words.with("answered", args.html("by", answerer(by, words)))
        }
        QuestionReply::AnswerWaits { number } => {
            words.with("group-answer-waits", Args::new().value("number", &number.to_string()))
        }
        QuestionReply::Welcome => words.plain("you-are-welcome"),
        QuestionReply::Cleared => words.plain("question-cleared"),
        QuestionReply::StillWaiting { number } => {
            words.with("question-still-waiting", numbered(*number).html("contact", words.contact()))
        }
        QuestionReply::Remind(lines) => words.with("question-remind", Args::new().html("list", waiting(lines, words))),
        QuestionReply::Escalate(lines) => {
            words.with("question-escalate", Args::new().html("list", waiting(lines, words)))
        }
    }
}

/// The matter first, then the way to a person.
const fn not_here(wish: Wish) -> &'static str {
    match wish {
        Wish::Loan => "not-here-loan",
        Wish::Instalment => "not-here-instalment",
        Wish::Pay => "not-here-pay",
        Wish::HavePaid => "not-here-paid",
        Wish::Withdraw => "not-here-withdraw",
        // These have screens of their own; should one come here, a person helps as well.
        Wish::LostPhone
        | Wish::Status
        | Wish::RealBot
        | Wish::Balance
        | Wish::Statement
        | Wish::Join
        | Wish::Person
        | Wish::Language
        | Wish::Help
        | Wish::Menu => "not-understood",
    }
}

fn asked(card: &AskedCard, words: &Words<'_>) -> String {
    let from = match &card.from {
        Some(member) => words.with("question-from", words.member(member)),
        None => words.plain("question-from-nobody"),
    };
    let args = Args::new().html("number", words.question(card.number)).html("from", from).value("words", &card.words);
    match card.follows {
        Some(before) => words.with("question-card-follows", args.value("before", &before.to_string())),
        None => words.with("question-card", args),
    }
}

pub fn answerer(by: &Answerer, words: &Words<'_>) -> String {
    let role = words.role(by.role);
    match &by.member {
        Some(member) => words.with("answered-by-name", Args::new().html("who", words.who(member)).html("role", role)),
        None => role,
    }
}

fn waiting(lines: &[WaitingLine], words: &Words<'_>) -> String {
    let line = |line: &WaitingLine| {
        let args = Args::new().value("number", &line.number.to_string());
        words.with("question-waiting-line", args.value("days", &line.waiting.days().to_string()))
    };
    lines.iter().map(line).collect::<Vec<_>>().join("\n")
}

impl Words<'_> {
    /// The number of a question. One that was never asked is a defect of the shell; a dash is seen and asked about.
    pub fn question(&self, number: QuestionRef) -> String {
        let number = match number {
            QuestionRef::Known(number) => Some(number),
            QuestionRef::Asked => self.cx.question,
        };
        number.map_or_else(|| "–".to_owned(), |number| number.to_string())
    }
}

/// The label of a button of this room, seen from the reply under which it stands.
pub fn label(button: QuestionButton, reply: &Reply, words: &Words<'_>) -> String {
    words.plain(match button {
        QuestionButton::AskOffice if matches!(reply, Reply::Door(DoorReply::WhatIsWrong)) => "button-other",
        QuestionButton::AskOffice => "button-ask",
        QuestionButton::Send { .. } => "button-send-question",
        QuestionButton::Change { .. } | QuestionButton::ChangeAnswer { .. } => "button-change-words",
        QuestionButton::List { .. } => match reply {
            Reply::Task(TaskReply::Waiting(summary)) => return counted(summary, TaskKind::Questions, words),
            Reply::Question(QuestionReply::Card { .. }) => "button-next-question",
            _ => "button-questions",
        },
        QuestionButton::Answer(_) => "button-answer",
        QuestionButton::SendAnswer { .. } => "button-send-answer",
        QuestionButton::More(_) => "button-ask-more",
        QuestionButton::Clear(_) => "button-all-clear",
    })
}
