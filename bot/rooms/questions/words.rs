//! Questions to the office, and what waits for officers.

use crate::render::Words;
use crate::render::catalogue::Args;
use crate::rooms::requests::words::counted;
use dialogues::access::AccessReply;
use dialogues::base::natural::Wish;
use dialogues::hub::{Reply, TaskKind};
use dialogues::questions::QuestionsButton;
use dialogues::questions::{Answerer, AskedCard, QuestionRef, QuestionsReply, Reading, WaitingLine};
use dialogues::requests::RequestsReply;
use domain::question::QuestionNumber;

pub fn html(reply: &QuestionsReply, words: &Words<'_>) -> String {
    let numbered = |number: QuestionNumber| Args::new().value("number", &number.to_string());
    match reply {
        QuestionsReply::Perhaps(_) => words.plain("not-understood"),
        QuestionsReply::NotHereYet(wish @ Wish::Pay) => words.with_payment(words.plain(not_here(*wish))),
        QuestionsReply::NotHereYet(wish) => words.plain(not_here(*wish)),
        QuestionsReply::AskWords { .. } => words.plain("ask-words"),
        QuestionsReply::Length { max, .. } => words.with("ask-length", Args::new().value("max", &max.to_string())),
        QuestionsReply::Confirm { words: text, .. } => words.with("ask-confirm", Args::new().value("words", text)),
        QuestionsReply::Sent { number, reading } => {
            let key = match reading {
                Reading::Told => "ask-sent",
                Reading::InTheMorning => "ask-sent-quiet",
            };
            words.with(key, Args::new().html("number", words.question(*number)))
        }
        QuestionsReply::TooMany { max } => {
            let args = Args::new().value("max", &max.to_string()).html("contact", words.contact());
            words.with("ask-too-many", args)
        }
        QuestionsReply::Card { card, .. } => asked(card, words),
        QuestionsReply::NoneOpen => words.plain("question-none-open"),
        QuestionsReply::Unknown => words.plain("question-unknown"),
        QuestionsReply::AskAnswer { number, words: text, .. } => {
            words.with("answer-ask", numbered(*number).value("words", text))
        }
        QuestionsReply::ConfirmAnswer { number, words: text, .. } => {
            words.with("answer-confirm", numbered(*number).value("words", text))
        }
        QuestionsReply::AnswerSent { number } => words.with("answer-sent", numbered(*number)),
        QuestionsReply::AnswerKept { number } => words.with("answer-kept", numbered(*number)),
        QuestionsReply::AnsweredAlready { number, role } => match role {
            Some(role) => words.with("answer-late", numbered(*number).html("role", words.role(*role))),
            None => words.with("answer-late-plain", numbered(*number)),
        },
        QuestionsReply::Answered { number, asked, words: text, by, .. } => {
            let args = numbered(*number).value("asked", asked).value("words", text);
            words.with("answered", args.html("by", answerer(by, words)))
        }
        QuestionsReply::AnswerWaits { number } => {
            words.with("group-answer-waits", Args::new().value("number", &number.to_string()))
        }
        QuestionsReply::Welcome => words.plain("you-are-welcome"),
        QuestionsReply::Cleared => words.plain("question-cleared"),
        QuestionsReply::StillWaiting { number } => {
            words.with("question-still-waiting", numbered(*number).html("contact", words.contact()))
        }
        QuestionsReply::Remind(lines) => words.with("question-remind", Args::new().html("list", waiting(lines, words))),
        QuestionsReply::Escalate(lines) => {
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
pub fn label(button: QuestionsButton, reply: &Reply, words: &Words<'_>) -> String {
    words.plain(match button {
        QuestionsButton::AskOffice if matches!(reply, Reply::Access(AccessReply::WhatIsWrong)) => "button-other",
        QuestionsButton::AskOffice => "button-ask",
        QuestionsButton::Send { .. } => "button-send-question",
        QuestionsButton::Change { .. } | QuestionsButton::ChangeAnswer { .. } => "button-change-words",
        QuestionsButton::List { .. } => match reply {
            Reply::Requests(RequestsReply::Waiting(summary)) => return counted(summary, TaskKind::Questions, words),
            Reply::Questions(QuestionsReply::Card { .. }) => "button-next-question",
            _ => "button-questions",
        },
        QuestionsButton::Answer(_) => "button-answer",
        QuestionsButton::SendAnswer { .. } => "button-send-answer",
        QuestionsButton::More(_) => "button-ask-more",
        QuestionsButton::Clear(_) => "button-all-clear",
    })
}
