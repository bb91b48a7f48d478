//! What is said around questions to the office.

use chrono::NaiveDate;
use domain::hours::DayPart;
use domain::ids::QuestionId;
use domain::question::{QuestionNumber, Waiting};
use domain::role::Role;
use domain::zone::Zone;

use super::Salutation;
use crate::button::{Button, QuestionButton};
use crate::facts::Duty;
use crate::natural::Wish;

/// The number of a question in a reply.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum QuestionRef {
    /// Of the question that this step asks: known once it is written.
    Asked,
    /// `T-12`.
    Known(QuestionNumber),
}

/// When somebody at the office reads it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reading {
    /// They were told at once.
    Told,
    /// It is quiet now: they are told in the morning.
    InTheMorning,
}

/// A question as officers read it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AskedCard {
    /// Which one.
    pub question: QuestionId,
    /// Its number.
    pub number: QuestionRef,
    /// Who asks, when they are a linked member.
    pub from: Option<Salutation>,
    /// In the asker's words.
    pub words: String,
    /// The question that it goes on from.
    pub follows: Option<QuestionNumber>,
}

/// Who answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answerer {
    /// In which role.
    pub role: Role,
    /// By name, when they are a linked member.
    pub member: Option<Salutation>,
}

/// A question that has waited.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WaitingLine {
    /// Its number.
    pub number: QuestionNumber,
    /// How long.
    pub waiting: Waiting,
}

/// What is said around questions to the office.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum QuestionReply {
    /// Did you mean one of these?
    Perhaps(Vec<Button>),
    /// This can't be done here yet: a person helps.
    NotHereYet(Wish),
    /// Asks for the question.
    AskWords {
        /// Of this screen.
        nonce: u64,
    },
    /// A question or an answer of no words, or of too many.
    Length {
        /// Characters at most.
        max: usize,
        /// Of this screen.
        nonce: u64,
    },
    /// Asks whether this text is to be sent.
    Confirm {
        /// The text.
        words: String,
        /// Of this screen.
        nonce: u64,
    },
    /// It has arrived.
    Sent {
        /// Its number.
        number: QuestionRef,
        /// When it is read.
        reading: Reading,
    },
    /// Too many questions of this person wait already.
    TooMany {
        /// How many may wait.
        max: u32,
    },
    /// A question, told to an officer.
    Card {
        /// The question.
        card: AskedCard,
        /// The place of the next one in the order, where there is one.
        next: Option<u8>,
    },
    /// No question waits for this officer.
    NoneOpen,
    /// The question is not known, or not this person's.
    Unknown,
    /// Asks for the answer.
    AskAnswer {
        /// To which question.
        number: QuestionNumber,
        /// What was asked.
        words: String,
        /// Of this screen.
        nonce: u64,
    },
    /// Asks whether this answer is to be sent.
    ConfirmAnswer {
        /// To which question.
        number: QuestionNumber,
        /// The answer.
        words: String,
        /// Of this screen.
        nonce: u64,
    },
    /// The answer is on its way to the asker.
    AnswerSent {
        /// To which question.
        number: QuestionNumber,
    },
    /// The asker can't be reached in private: the group has a line that leads to the answer.
    AnswerKept {
        /// To which question.
        number: QuestionNumber,
    },
    /// Another officer was quicker.
    AnsweredAlready {
        /// Which question.
        number: QuestionNumber,
        /// In which role they answered.
        role: Option<Role>,
    },
    /// The answer, told to the asker.
    Answered {
        /// Which question.
        question: QuestionId,
        /// Its number.
        number: QuestionNumber,
        /// What was asked.
        asked: String,
        /// What was answered.
        words: String,
        /// By whom.
        by: Answerer,
    },
    /// To whoever thanks us.
    Welcome,
    /// The asker is content.
    Cleared,
    /// It still waits, told to the asker.
    StillWaiting {
        /// Its number.
        number: QuestionNumber,
    },
    /// Questions have waited, told to those whose task they are.
    Remind(Vec<WaitingLine>),
    /// Questions have waited for days, told to the chair.
    Escalate(Vec<WaitingLine>),
}

/// A kind of thing that waits for officers, with its number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DutyLine {
    /// What.
    pub kind: DutyKind,
    /// How many.
    pub count: u32,
}

/// What can wait for an officer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DutyKind {
    /// Requests that wait for approvals.
    Requests,
    /// Questions that wait for an answer.
    Questions,
}

/// What waits for an officer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DutySummary {
    /// Good morning, or none in an answer.
    pub greeting: Option<(DayPart, Option<Salutation>)>,
    /// By kind, none of them zero.
    pub lines: Vec<DutyLine>,
    /// Days since the oldest of them came.
    pub oldest_days: u32,
}

impl QuestionReply {
    pub(super) const fn is_screen(&self) -> bool {
        match self {
            Self::AskWords { .. }
            | Self::Length { .. }
            | Self::Confirm { .. }
            | Self::NoneOpen
            | Self::AskAnswer { .. }
            | Self::ConfirmAnswer { .. } => true,
            Self::Perhaps(_)
            | Self::NotHereYet(_)
            | Self::Sent { .. }
            | Self::TooMany { .. }
            | Self::Card { .. }
            | Self::Unknown
            | Self::AnswerSent { .. }
            | Self::AnswerKept { .. }
            | Self::AnsweredAlready { .. }
            | Self::Answered { .. }
            | Self::Welcome
            | Self::Cleared
            | Self::StillWaiting { .. }
            | Self::Remind(_)
            | Self::Escalate(_) => false,
        }
    }

    pub(super) fn buttons(&self) -> Vec<Vec<Button>> {
        let one = |button| Button::Question(button);
        match self {
            Self::Perhaps(buttons) => {
                let mut rows = vec![buttons.clone(), vec![Button::Menu, Button::AskOffice]];
                rows.retain(|row| !row.is_empty());
                rows
            }
            Self::NotHereYet(_) => vec![vec![Button::AskOffice, Button::Menu]],
            Self::AskWords { nonce } | Self::Length { nonce, .. } | Self::AskAnswer { nonce, .. } => {
                vec![vec![Button::CancelForm { nonce: *nonce }]]
            }
            Self::Confirm { nonce, .. } => vec![
                vec![one(QuestionButton::Send { nonce: *nonce })],
                vec![one(QuestionButton::Change { nonce: *nonce }), Button::CancelForm { nonce: *nonce }],
            ],
            Self::ConfirmAnswer { nonce, .. } => vec![
                vec![one(QuestionButton::SendAnswer { nonce: *nonce })],
                vec![one(QuestionButton::ChangeAnswer { nonce: *nonce }), Button::CancelForm { nonce: *nonce }],
            ],
            Self::Card { card, next } => {
                let mut row = vec![one(QuestionButton::Answer(card.question))];
                row.extend(next.map(|skip| one(QuestionButton::List { skip })));
                vec![row, vec![Button::Tasks]]
            }
            Self::Answered { question, .. } => {
                vec![vec![one(QuestionButton::More(*question)), one(QuestionButton::Clear(*question))]]
            }
            Self::Remind(_) | Self::Escalate(_) => vec![vec![one(QuestionButton::List { skip: 0 })]],
            Self::AnswerSent { .. } | Self::AnswerKept { .. } | Self::AnsweredAlready { .. } => {
                vec![vec![Button::Tasks, Button::Menu]]
            }
            Self::Sent { .. }
            | Self::TooMany { .. }
            | Self::NoneOpen
            | Self::Unknown
            | Self::Welcome
            | Self::Cleared
            | Self::StillWaiting { .. } => vec![vec![Button::Menu]],
        }
    }
}

impl DutySummary {
    /// What waits, without a greeting.
    pub fn of(duties: &[Duty], today: NaiveDate, zone: Zone) -> Self {
        let days = |duty: &Duty| today.signed_duration_since(zone.day(duty.oldest)).num_days();
        let oldest_days = duties.iter().map(days).max().and_then(|days| u32::try_from(days).ok()).unwrap_or_default();
        let lines = duties.iter().map(|duty| DutyLine { kind: duty.kind, count: duty.count }).collect();
        Self { greeting: None, lines, oldest_days }
    }

    pub(super) fn buttons(&self) -> Vec<Vec<Button>> {
        let of = |line: &DutyLine| match line.kind {
            DutyKind::Requests => Button::Requests,
            DutyKind::Questions => Button::Question(QuestionButton::List { skip: 0 }),
        };
        vec![self.lines.iter().map(of).collect()]
    }
}
