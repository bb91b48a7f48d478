//! What is said around questions to the office.

use domain::ids::QuestionId;
use domain::question::{QuestionNumber, Waiting};
use domain::role::Role;

use super::QuestionsButton;
use crate::base::natural::Wish;
use crate::base::people::Salutation;
use crate::base::shape::{Link, Shape};
use crate::hub::Button;

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
pub enum QuestionsReply {
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
    /// In a group: an answer waits in the private chat.
    AnswerWaits {
        /// To which question.
        number: QuestionNumber,
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

impl QuestionsReply {
    /// How it stands in a chat.
    pub fn shape(&self) -> Shape<Button> {
        let (screen, message, own) = (Shape::screen(), Shape::message(), Button::Questions);
        match self {
            Self::Perhaps(buttons) => message.buttons([buttons.clone(), vec![Button::MENU, Button::ASK_OFFICE]]),
            Self::NotHereYet(_) => message.buttons([vec![Button::ASK_OFFICE, Button::MENU]]),
            Self::AskWords { nonce } | Self::Length { nonce, .. } | Self::AskAnswer { nonce, .. } => {
                screen.buttons([vec![Button::cancel(*nonce)]])
            }
            Self::Confirm { nonce, .. } => screen.buttons([
                vec![own(QuestionsButton::Send { nonce: *nonce })],
                vec![own(QuestionsButton::Change { nonce: *nonce }), Button::cancel(*nonce)],
            ]),
            Self::ConfirmAnswer { nonce, .. } => screen.buttons([
                vec![own(QuestionsButton::SendAnswer { nonce: *nonce })],
                vec![own(QuestionsButton::ChangeAnswer { nonce: *nonce }), Button::cancel(*nonce)],
            ]),
            Self::Card { card, next } => {
                let mut row = vec![own(QuestionsButton::Answer(card.question))];
                row.extend(next.map(|skip| own(QuestionsButton::List { skip })));
                message.buttons([row, vec![Button::TASKS]])
            }
            Self::Answered { question, .. } => {
                message.buttons([vec![own(QuestionsButton::More(*question)), own(QuestionsButton::Clear(*question))]])
            }
            Self::Remind(_) | Self::Escalate(_) => message.buttons([vec![own(QuestionsButton::List { skip: 0 })]]),
            Self::AnswerSent { .. } | Self::AnswerKept { .. } | Self::AnsweredAlready { .. } => {
                message.buttons([vec![Button::TASKS, Button::MENU]])
            }
            Self::NoneOpen => screen.buttons([vec![Button::MENU]]),
            Self::Sent { .. }
            | Self::TooMany { .. }
            | Self::Unknown
            | Self::Welcome
            | Self::Cleared
            | Self::StillWaiting { .. } => message.buttons([vec![Button::MENU]]),
            Self::AnswerWaits { number } => message.link(Link::Private { payload: number.to_string() }).for_groups(),
        }
    }
}
