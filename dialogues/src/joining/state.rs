//! Where joining stands: what an applicant has told so far, and what is asked next.

use domain::applicant::{Heir, Payout};
use domain::locale::Locale;
use domain::member::Address;
use domain::nik::Nik;
use domain::phone::Phone;
use serde::{Deserialize, Serialize};

use crate::base::hold::{Aside, Hold, Rest, Words};

/// Where the form stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Joining {
    /// Waits for an answer.
    Asking {
        /// Of the screen.
        nonce: u64,
        /// What was asked.
        question: Question,
        /// What was told so far.
        draft: Draft,
    },
    /// Waits for the last word.
    Confirm {
        /// Of the screen.
        nonce: u64,
        /// All of it.
        draft: Draft,
    },
    /// Sent; a second tap on the same button is told so. Otherwise as idle.
    Sent {
        /// Of the form that was sent.
        nonce: u64,
    },
}

impl Joining {
    /// What it holds.
    pub(crate) const fn hold(&self) -> Hold {
        match self {
            Self::Asking { nonce, draft, .. } | Self::Confirm { nonce, draft } => {
                Hold { rest: Rest::Unlinked, words: Words::Answer, answers: draft.answers(), ..Hold::form(*nonce) }
            }
            Self::Sent { .. } => Hold { rest: Rest::Unlinked, aside: Aside::Stays, ..Hold::FREE },
        }
    }

    pub(super) const fn nonce(&self) -> u64 {
        match self {
            Self::Asking { nonce, .. } | Self::Confirm { nonce, .. } | Self::Sent { nonce } => *nonce,
        }
    }

    pub(super) const fn draft(&self) -> Option<&Draft> {
        match self {
            Self::Asking { draft, .. } | Self::Confirm { draft, .. } => Some(draft),
            Self::Sent { .. } => None,
        }
    }
}

/// Who is to become a member.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Whose {
    /// The person in the chat.
    Own,
    /// Somebody in front of the officer in the chat.
    Others,
}

/// An answer that may come later.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Answer<T> {
    /// Not asked yet.
    #[default]
    NotYet,
    /// Asked, and left for later.
    Later,
    /// Told.
    Told(T),
}

impl<T> Answer<T> {
    /// What was told.
    pub const fn told(&self) -> Option<&T> {
        match self {
            Self::NotYet | Self::Later => None,
            Self::Told(thing) => Some(thing),
        }
    }

    const fn is_open(&self) -> bool {
        matches!(self, Self::NotYet)
    }
}

/// The consent text that was shown when the person agreed: its hash is kept with the application.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Consent {
    /// Raised when the text changes.
    pub version: u16,
    /// The language that it was read in.
    pub locale: Locale,
}

/// The consent text of today. Whoever changes the text raises it.
pub const CONSENT_VERSION: u16 = 1;

/// One question of the form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Question {
    /// Whether they agree.
    Consent,
    /// The full name.
    Name,
    /// How they are addressed.
    Address,
    /// Their phone.
    Phone,
    /// The NIK.
    Nik,
    /// The heir's name.
    Heir,
    /// How the heir is related.
    Relation,
    /// Where money may be sent.
    Payout,
}

impl Question {
    /// What can be changed from the summary, in the order of the form.
    pub const CHANGEABLE: [Self; 6] = [Self::Name, Self::Address, Self::Phone, Self::Nik, Self::Heir, Self::Payout];

    /// All of them, in the order of the form.
    const ALL: [Self; 8] =
        [Self::Consent, Self::Name, Self::Address, Self::Phone, Self::Nik, Self::Heir, Self::Relation, Self::Payout];

    /// Whether its answer is nothing to leave standing in a chat.
    pub const fn is_private(self) -> bool {
        matches!(self, Self::Nik | Self::Payout)
    }
}

/// What was told so far.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Draft {
    /// Who is to become a member.
    pub whose: Whose,
    /// Once agreed.
    pub consent: Option<Consent>,
    /// What the cooperative was called in the text that was shown and agreed to; empty in a draft of an earlier release.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub named: String,
    /// The full name.
    pub name: Option<String>,
    /// How they are addressed.
    pub address: Option<Address>,
    /// Of the person's own account, or as an officer typed it.
    pub phone: Answer<Phone>,
    /// The NIK.
    pub nik: Option<Nik>,
    /// The heir's name.
    pub heir: Answer<String>,
    /// How the heir is related.
    pub relation: Option<String>,
    /// Where money may be sent.
    pub payout: Answer<Payout>,
}

impl Draft {
    /// Nothing told yet.
    pub const fn new(whose: Whose) -> Self {
        Self {
            whose,
            consent: None,
            named: String::new(),
            name: None,
            address: None,
            phone: Answer::NotYet,
            nik: None,
            heir: Answer::NotYet,
            relation: None,
            payout: Answer::NotYet,
        }
    }

    /// What is to be asked next; nothing when all is told.
    pub const fn next_question(&self) -> Option<Question> {
        if self.consent.is_none() {
            Some(Question::Consent)
        } else if self.name.is_none() {
            Some(Question::Name)
        } else if self.address.is_none() {
            Some(Question::Address)
        } else if self.phone.is_open() {
            Some(Question::Phone)
        } else if self.nik.is_none() {
            Some(Question::Nik)
        } else if self.heir.is_open() {
            Some(Question::Heir)
        } else if self.heir.told().is_some() && self.relation.is_none() {
            Some(Question::Relation)
        } else if self.payout.is_open() {
            Some(Question::Payout)
        } else {
            None
        }
    }

    /// How many questions are answered.
    pub(super) const fn answers(&self) -> u8 {
        let mut answers: u8 = 0;
        let mut at = 0;
        while at < Question::ALL.len() {
            if self.is_answered(Question::ALL[at]) {
                answers = answers.saturating_add(1);
            }
            at += 1;
        }
        answers
    }

    const fn is_answered(&self, question: Question) -> bool {
        match question {
            Question::Consent => self.consent.is_some(),
            Question::Name => self.name.is_some(),
            Question::Address => self.address.is_some(),
            Question::Phone => !self.phone.is_open(),
            Question::Nik => self.nik.is_some(),
            Question::Heir => !self.heir.is_open(),
            Question::Relation => self.relation.is_some(),
            Question::Payout => !self.payout.is_open(),
        }
    }

    /// What was answered last before this question, or before the last word.
    pub(super) fn before(&self, question: Option<Question>) -> Option<Question> {
        let earlier = Question::ALL.into_iter().take_while(|it| Some(*it) != question);
        earlier.filter(|it| self.is_answered(*it)).last()
    }

    /// Whether the cooperative has another name since: what was agreed to is not what would be kept.
    pub fn is_of_another(&self, name: &str) -> bool {
        !self.named.is_empty() && self.named != name
    }

    /// The same, with one answer taken back.
    #[must_use]
    pub fn without(mut self, question: Question) -> Self {
        match question {
            Question::Consent => self.consent = None,
            Question::Name => self.name = None,
            Question::Address => self.address = None,
            Question::Phone => self.phone = Answer::NotYet,
            Question::Nik => self.nik = None,
            Question::Heir => (self.heir, self.relation) = (Answer::NotYet, None),
            Question::Relation => self.relation = None,
            Question::Payout => self.payout = Answer::NotYet,
        }
        self
    }

    /// The heir, when both name and relation are told.
    pub fn heir(&self) -> Option<Heir> {
        Some(Heir { name: self.heir.told()?.clone(), relation: self.relation.clone()? })
    }
}
