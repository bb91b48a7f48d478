//! What steps around joining ask for, and what they are told.

use chrono::NaiveDate;
use domain::applicant::Payout;
use domain::entry::EntryTerms;
use domain::ids::{ApplicationId, MemberId, RequestId};
use domain::member::{Address, Member};
use domain::money::Money;
use domain::nik::{Nik, NikDoubt};
use domain::phone::Phone;
use domain::request::ApprovalPolicy;
use domain::role::Role;

use crate::base::known::Known;
use crate::base::people::Recipient;
use crate::joining::Whose;

/// What a step around joining wants to know.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum JoiningNeed {
    /// The open application of this person.
    Own,
    /// Whether a living member or an open application has this NIK, or a living member this phone in E.164.
    Taken {
        /// All sixteen figures.
        nik: Option<Nik>,
        /// With its plus.
        phone: Option<String>,
    },
    /// The next number of the member register.
    NextNumber,
    /// What this member's application says is to be paid at entry; nothing when there is none.
    Terms(MemberId),
    /// The card of the member with this register number.
    Card(String),
}

/// The cooperative's settings around joining.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct JoiningSettings {
    /// What is to be paid at entry.
    pub entry: EntryTerms,
    /// Simpanan wajib of every month.
    pub monthly_mandatory: Money,
    /// Who must agree before somebody becomes a candidate.
    pub policy: ApprovalPolicy,
    /// Who writes down applications of others, and sees members' cards.
    pub registrars: Vec<Role>,
}

/// An application that waits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OwnApplication {
    /// The request that asks for it.
    pub request: RequestId,
    /// The legal day on which it was sent.
    pub sent_on: NaiveDate,
}

/// Whether somebody has it already; never who.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Taken {
    /// A living member has this NIK.
    pub nik_of_member: bool,
    /// An open application has this NIK.
    pub nik_of_application: bool,
    /// A living member has this phone.
    pub phone_of_member: bool,
}

/// An application as an approver wants to see it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ApplicationCard {
    /// Which one.
    pub application_id: ApplicationId,
    /// Who wrote it down.
    pub whose: Whose,
    /// In full.
    pub name: String,
    /// How they are addressed.
    pub address: Address,
    /// When told.
    pub phone: Option<Phone>,
    /// Of the identity card.
    pub nik: Nik,
    /// Whether an heir is told.
    pub has_heir: bool,
    /// Where money may be sent, when told.
    pub payout: Option<Payout>,
    /// What is odd about it.
    pub doubts: Vec<NikDoubt>,
    /// What is to be paid at entry.
    pub terms: EntryTerms,
    /// The applicant, when they asked in the chat.
    pub applicant: Option<Recipient>,
}

/// A member's card in the register.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MemberCard {
    /// The member.
    pub member: Member,
    /// When known.
    pub phone: Option<Phone>,
    /// When known.
    pub nik: Option<Nik>,
    /// Whether an heir is known.
    pub has_heir: bool,
    /// When known.
    pub payout: Option<Payout>,
    /// Whether an account at the messenger is linked.
    pub is_linked: bool,
}

/// What a step around joining was told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct JoiningFacts {
    /// For [`JoiningNeed::Own`].
    pub own: Known<JoiningNeed, OwnApplication>,
    /// For [`JoiningNeed::Taken`].
    pub taken: Known<JoiningNeed, Taken>,
    /// For [`JoiningNeed::NextNumber`].
    pub next_number: Known<JoiningNeed, String>,
    /// For [`JoiningNeed::Terms`].
    pub terms: Known<JoiningNeed, EntryTerms>,
    /// For [`JoiningNeed::Card`].
    pub card: Known<JoiningNeed, MemberCard>,
}

impl JoiningFacts {
    /// Before anything is asked.
    pub const NOTHING: Self = Self {
        own: Known::nothing(),
        taken: Known::nothing(),
        next_number: Known::nothing(),
        terms: Known::nothing(),
        card: Known::nothing(),
    };
}
