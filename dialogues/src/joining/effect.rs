//! What is written around joining.

use chrono::NaiveDate;
use domain::applicant::{Heir, Payout};
use domain::entry::EntryTerms;
use domain::ids::{ApplicationId, MemberId};
use domain::member::Address;
use domain::nik::Nik;
use domain::phone::Phone;
use domain::request::RequestStatus;

use crate::base::touch::{Resource, Touch};
use crate::joining::{Consent, Whose};

/// Something to be written around joining.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum JoiningEffect {
    /// Keep an application; its request is opened in the same step.
    Apply(Box<NewApplication>),
    /// Enter the applicant in the register as a candidate, link them, and empty the application.
    Admit {
        /// Which one.
        application: ApplicationId,
        /// The id, made from the seed.
        member: MemberId,
        /// The register number.
        number: String,
        /// The legal day.
        on: NaiveDate,
    },
    /// Nothing comes of the application: empty it.
    Forget {
        /// Which one.
        application: ApplicationId,
        /// Whether it was refused, or taken back.
        status: RequestStatus,
    },
    /// A correction took from what was paid at entry: whoever came by an application and no longer has all of it paid is
    /// a candidate again.
    FallBack {
        /// Who.
        member: MemberId,
    },
    /// All is paid: the candidate is a member.
    Activate {
        /// Who.
        member: MemberId,
        /// The legal day.
        on: NaiveDate,
    },
    /// Note that this officer has seen the member's card.
    SeeCard {
        /// Whose.
        member: MemberId,
    },
}

/// An application to be kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewApplication {
    /// The id, made from the seed.
    pub application: ApplicationId,
    /// Who is to become a member.
    pub whose: Whose,
    /// What they agreed to.
    pub consent: Consent,
    /// In full.
    pub name: String,
    /// How they are addressed.
    pub address: Address,
    /// When told.
    pub phone: Option<Phone>,
    /// Of the identity card.
    pub nik: Nik,
    /// When told.
    pub heir: Option<Heir>,
    /// When told.
    pub payout: Option<Payout>,
    /// What is to be paid at entry, as it was told.
    pub terms: EntryTerms,
}

impl JoiningEffect {
    pub(crate) fn touches(&self) -> Vec<(Resource, Touch)> {
        match self {
            Self::Apply(_) => vec![(Resource::Register, Touch::Write)],
            Self::Admit { member, .. } => {
                vec![(Resource::Register, Touch::Write), (Resource::Member(*member), Touch::Write)]
            }
            Self::Activate { member, .. } | Self::FallBack { member } => {
                vec![(Resource::Member(*member), Touch::Write)]
            }
            Self::Forget { .. } | Self::SeeCard { .. } => Vec::new(),
        }
    }
}
