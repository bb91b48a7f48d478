//! What is said around becoming a member, and around the member register.

use chrono::NaiveDate;
use domain::applicant::Heir;
use domain::entry::EntryTerms;
use domain::ids::RequestId;
use domain::member::{Address, MemberStatus};
use domain::money::Money;
use domain::phone::Phone;

use super::facts::{ApplicationCard, MemberCard};
use super::{Draft, JoinTap, JoiningButton, Question, Whose};
use crate::base::lookup::Unclear;
use crate::base::people::Salutation;
use crate::base::shape::{Keyboard, Shape};
use crate::hub::{Button, Facts};
use crate::requests::RequestsButton;

/// Whether something was told: itself masked, or for later.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Summary {
    /// In full.
    pub name: String,
    /// How they are addressed.
    pub address: Address,
    /// Masked.
    pub phone: Option<String>,
    /// Masked.
    pub nik: String,
    /// Who the heir is.
    pub heir: HeirLine,
    /// Masked.
    pub payout: Option<String>,
    /// What is to be paid at entry.
    pub terms: EntryTerms,
}

/// What is shown of an heir.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum HeirLine {
    /// None is told.
    None,
    /// That there is one: more is nobody's to read on the way to a decision.
    Told,
    /// In full, to whoever told it.
    Named(Heir),
}

impl Summary {
    /// As officers read it who decide.
    #[must_use]
    pub(crate) fn for_officers(mut self) -> Self {
        if matches!(self.heir, HeirLine::Named(_)) {
            self.heir = HeirLine::Told;
        }
        self
    }

    /// Of what was told, which is complete by then.
    pub(crate) fn of(draft: &Draft, facts: &Facts) -> Self {
        Self {
            name: draft.name.clone().unwrap_or_default(),
            address: draft.address.unwrap_or(Address::Plain),
            phone: draft.phone.told().map(Phone::masked),
            nik: draft.nik.as_ref().map(domain::nik::Nik::masked).unwrap_or_default(),
            heir: draft.heir().map_or(HeirLine::None, HeirLine::Named),
            payout: draft.payout.told().map(domain::applicant::Payout::masked),
            terms: facts.cooperative.joining.entry,
        }
    }
}

impl From<&ApplicationCard> for Summary {
    fn from(card: &ApplicationCard) -> Self {
        Self {
            name: card.name.clone(),
            address: card.address,
            phone: card.phone.as_ref().map(Phone::masked),
            nik: card.nik.masked(),
            heir: if card.has_heir { HeirLine::Told } else { HeirLine::None },
            payout: card.payout.as_ref().map(domain::applicant::Payout::masked),
            terms: card.terms,
        }
    }
}

/// Why an answer was not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Problem {
    /// This one is answered by a button.
    UseButtons,
    /// The cooperative has another name than in the text that was agreed to.
    Renamed,
    /// Not a name.
    NameUnreadable,
    /// A sentence or a wish where a name or a word is asked for.
    Talk,
    /// A typed number proves nothing.
    PhoneTyped,
    /// The card is somebody else's.
    PhoneOfAnother,
    /// The card comes from another chat.
    PhoneForwarded,
    /// Not a phone number.
    PhoneUnreadable,
    /// A member has this phone.
    PhoneTaken,
    /// Not sixteen figures of a NIK.
    NikMalformed,
    /// Somebody has this NIK already.
    NikTaken(TakenThing),
    /// Not a relation.
    RelationUnreadable,
    /// Not a bank and an account.
    PayoutUnreadable,
}

/// What was understood of an answer that can hold anything.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ReadBack {
    /// The name.
    Name(String),
    /// The heir's name.
    Heir(String),
    /// The heir, and how they are related.
    Related(Heir),
}

/// Who has it already; never by name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TakenThing {
    /// A member.
    Member,
    /// An application that waits.
    Application,
}

/// A candidate who was just entered in the register.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Admitted {
    /// The candidate, with the new number.
    pub member: Salutation,
    /// What is to be paid at entry.
    pub terms: EntryTerms,
    /// Simpanan wajib of every month.
    pub monthly: Money,
}

/// A member's card as officers read it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MemberCardView {
    /// Whose.
    pub member: Salutation,
    /// Where the membership stands.
    pub status: MemberStatus,
    /// Since when.
    pub joined_on: NaiveDate,
    /// Masked.
    pub phone: Option<String>,
    /// Masked.
    pub nik: Option<String>,
    /// Whether an heir is known.
    pub has_heir: bool,
    /// Masked.
    pub payout: Option<String>,
    /// Whether an account at the messenger is linked.
    pub is_linked: bool,
}

impl From<&MemberCard> for MemberCardView {
    fn from(card: &MemberCard) -> Self {
        Self {
            member: Salutation::from(&card.member),
            status: card.member.status,
            joined_on: card.member.joined_on,
            phone: card.phone.as_ref().map(Phone::masked),
            nik: card.nik.as_ref().map(domain::nik::Nik::masked),
            has_heir: card.has_heir,
            payout: card.payout.as_ref().map(domain::applicant::Payout::masked),
            is_linked: card.is_linked,
        }
    }
}

/// What is said around becoming a member, and around the member register.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum JoiningReply {
    /// Asks one question, after what was wrong with the last answer.
    Ask {
        /// Which one.
        question: Question,
        /// Who is to become a member.
        whose: Whose,
        /// Why it is asked again.
        problem: Option<Problem>,
        /// What was understood of the answer before.
        heard: Option<ReadBack>,
        /// Of this screen.
        nonce: u64,
    },
    /// Shows all of it for the last word.
    Summary {
        /// What was told, masked.
        summary: Summary,
        /// Who is to become a member.
        whose: Whose,
        /// Of this screen.
        nonce: u64,
    },
    /// Asks what is to be changed.
    Change {
        /// Who is to become a member.
        whose: Whose,
        /// Of the summary.
        nonce: u64,
    },
    /// A member has the phone: linking is what they want.
    PhoneTaken,
    /// A photo is not kept, and was deleted.
    NoPhotos,
    /// Fewer officers can approve than the policy asks for.
    NoOfficers,
    /// Sent.
    Sent,
    /// Sent for somebody else, to be printed or copied for them.
    SentForOther {
        /// What was recorded, masked.
        summary: Summary,
        /// The legal day.
        on: NaiveDate,
        /// The request that asks for it.
        request: RequestId,
    },
    /// The same form was sent before.
    AlreadySent,
    /// An application waits.
    Waiting {
        /// Since when.
        sent_on: NaiveDate,
        /// The request that asks for it.
        request: RequestId,
    },
    /// No application waits.
    NothingOpen,
    /// A member has no need to join.
    AlreadyMember(Salutation),
    /// A candidate still has this to pay.
    StillToPay {
        /// The candidate.
        member: Salutation,
        /// What is missing.
        missing: EntryTerms,
    },
    /// A candidate from now on, told to them.
    Admitted(Admitted),
    /// A candidate from now on, told to officers.
    AdmittedOther(Admitted),
    /// All is paid, told to the member.
    NowMember(Salutation),
    /// All is paid, told to the treasurer.
    NowMemberOther(Salutation),
    /// A text with the link that a member can send on.
    Invitation,
    /// What was agreed to, to be read again.
    Agreed,
    /// What can be done with the member register.
    Register,
    /// Nobody in particular is meant: one of several, or more is to be typed.
    WhichCard {
        /// As it was typed.
        typed: String,
        /// Why.
        unclear: Unclear,
    },
    /// No member fits.
    CardUnknown {
        /// As it was typed.
        typed: String,
    },
    /// A member's card.
    Card(MemberCardView),
}

impl JoiningReply {
    /// How it stands in a chat.
    pub fn shape(&self) -> Shape<Button> {
        let (screen, message) = (Shape::screen(), Shape::message());
        match self {
            // A question with its own keyboard is a message: a screen can't carry one.
            Self::Ask { question: Question::Phone, whose: Whose::Own, .. } => message.keyboard(Keyboard::OwnNumber),
            Self::Ask { question, nonce, .. } => screen.buttons(question_buttons(*question, *nonce)),
            Self::Summary { nonce, .. } => {
                let tap = |tap| JoiningButton::Tap { nonce: *nonce, tap }.into();
                let change = vec![Button::back(*nonce), tap(JoinTap::Change), Button::cancel(*nonce)];
                screen.buttons([vec![tap(JoinTap::Send)], change])
            }
            Self::Change { nonce, .. } => {
                let field = |question| JoiningButton::Tap { nonce: *nonce, tap: JoinTap::Field(question) }.into();
                screen.buttons(Question::CHANGEABLE.chunks(3).map(|row| row.iter().copied().map(field).collect()))
            }
            Self::WhichCard { unclear, .. } => {
                screen.buttons(unclear.rows(|member| JoiningButton::Card(member).into(), vec![Button::MENU]))
            }
            Self::CardUnknown { .. } => screen.buttons([vec![Button::MENU, Button::ASK_OFFICE]]),
            Self::Waiting { request, .. } => message.buttons([
                vec![RequestsButton::TakeBack(*request).into()],
                vec![Button::MENU, Button::ASK_OFFICE],
                vec![JoiningButton::Agreed.into()],
            ]),
            Self::StillToPay { .. } => {
                message.buttons([vec![Button::MENU, Button::ASK_OFFICE], vec![JoiningButton::Agreed.into()]])
            }
            Self::SentForOther { request, .. } => {
                message.buttons([vec![RequestsButton::TakeBack(*request).into(), Button::MENU]])
            }
            Self::NoOfficers | Self::Agreed => message.buttons([vec![Button::MENU, Button::ASK_OFFICE]]),
            Self::AlreadyMember(_) => message.buttons([vec![Button::MENU, JoiningButton::Agreed.into()]]),
            Self::NothingOpen => message.buttons([vec![Button::MENU]]),
            Self::AdmittedOther(_) => message.buttons([vec![Button::TASKS, Button::MENU]]),
            Self::NowMemberOther(_) => message.buttons([vec![Button::COUNTER, Button::MENU]]),
            Self::NowMember(_) => message.buttons([vec![Button::BALANCE, Button::INVITE_FRIEND]]),
            Self::Register => screen.buttons([vec![JoiningButton::Register.into(), Button::MENU]]),
            Self::Card(_) => message.buttons([vec![JoiningButton::Register.into(), Button::MENU]]),
            Self::PhoneTaken => message.keyboard(Keyboard::Contact),
            Self::Sent => message.keyboard(Keyboard::Menu),
            Self::Admitted(_) => message.keyboard(Keyboard::Own),
            Self::NoPhotos | Self::Invitation => message,
            Self::AlreadySent => Shape::toast(),
        }
    }
}

fn question_buttons(question: Question, nonce: u64) -> Vec<Vec<Button>> {
    let tap = |tap| JoiningButton::Tap { nonce, tap }.into();
    let (cancel, back) = (Button::cancel(nonce), Button::back(nonce));
    match question {
        Question::Consent => vec![vec![tap(JoinTap::Agree)], vec![cancel, Button::ASK_OFFICE]],
        Question::Address => {
            use domain::member::Address::{Bu, Pak, Plain};
            vec![[Bu, Pak, Plain].map(|address| tap(JoinTap::Address(address))).to_vec(), vec![back, cancel]]
        }
        Question::Phone | Question::Heir | Question::Relation | Question::Payout => {
            vec![vec![tap(JoinTap::Later)], vec![back, cancel]]
        }
        Question::Name | Question::Nik => vec![vec![back, cancel]],
    }
}
