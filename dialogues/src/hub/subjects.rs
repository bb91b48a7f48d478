//! What is approved: one line for each kind of subject in each list.

use domain::access::Access;
use domain::nik::NikDoubt;
use domain::request::RequestStatus;

use crate::access::facts::Reporter;
use crate::access::{self, AccessButton, DoorCard};
use crate::base::people::MemberLink;
use crate::corrections::facts::WrittenJournal;
use crate::corrections::{self, JournalCard};
use crate::hub::{Button, Ctx, Effect, Facts, Plan};
use crate::joining::facts::ApplicationCard;
use crate::joining::{self, JoiningEffect, Summary, Whose};
use crate::requests::facts::RequestCard;

/// What a request asks for, as an approver wants to see it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SubjectCard {
    /// The journal that it would reverse.
    Reversal(WrittenJournal),
    /// The member who would be moved by a code.
    Move(MemberLink),
    /// The member whose phone is reported lost, and whether the account that reports it could have them.
    Lost {
        /// The member.
        link: MemberLink,
        /// The account that reports it.
        reporter: Reporter,
    },
    /// A report of a lost phone whose member is not found.
    LostUnknown,
    /// The application.
    Application(ApplicationCard),
}

/// What a request asks for, as officers and its maker read it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TaskSubject {
    /// To undo this journal.
    Reversal(JournalCard),
    /// To move this membership to another account, by a code.
    Move(DoorCard),
    /// To move this membership, whose phone is reported lost.
    Lost {
        /// The membership.
        card: DoorCard,
        /// Whether the account that reports it could have it.
        reporter: Reporter,
    },
    /// To look into a report of a lost phone whose member is not found.
    LostUnknown,
    /// To become a member.
    Application {
        /// What the applicant told, masked.
        summary: Summary,
        /// Who wrote it down.
        whose: Whose,
        /// What is odd about it.
        doubts: Vec<NikDoubt>,
    },
}

impl SubjectCard {
    /// As officers and the maker read it at this instant.
    pub(crate) fn summary(&self, ctx: &Ctx) -> TaskSubject {
        match self {
            Self::Reversal(journal) => TaskSubject::Reversal(JournalCard::from(journal)),
            Self::Move(link) => TaskSubject::Move(access::card(link, ctx)),
            Self::Lost { link, reporter } => TaskSubject::Lost { card: access::card(link, ctx), reporter: *reporter },
            Self::LostUnknown => TaskSubject::LostUnknown,
            Self::Application(card) => TaskSubject::Application {
                summary: Summary::from(card),
                whose: card.whose,
                doubts: card.doubts.clone(),
            },
        }
    }

    /// Whether officers read who asks for it.
    pub(crate) const fn names_who_asks(&self) -> bool {
        match self {
            Self::Reversal(_) => true,
            Self::Move(_) | Self::Lost { .. } | Self::LostUnknown | Self::Application(_) => false,
        }
    }

    /// What is written beside its end when nothing comes of it.
    pub(crate) fn forgotten(&self, status: RequestStatus) -> Option<Effect> {
        match self {
            Self::Application(card) => Some(JoiningEffect::Forget { application: card.application_id, status }.into()),
            Self::Reversal(_) | Self::Move(_) | Self::Lost { .. } | Self::LostUnknown => None,
        }
    }
}

/// The last approval was given: the deed is done in the same step, or asked about once more.
pub(crate) fn carry_out(card: &RequestCard, facts: &Facts, ctx: &Ctx) -> Plan {
    match &card.subject {
        SubjectCard::Reversal(journal) => corrections::carry_out(card, journal, facts, ctx),
        SubjectCard::Move(_) | SubjectCard::Lost { .. } => access::confirm(card, facts, ctx),
        SubjectCard::LostUnknown => Ok(access::settle(card)),
        SubjectCard::Application(application) => joining::carry_out(card, application, facts, ctx),
    }
}

impl TaskSubject {
    /// What is offered before the decision.
    pub(crate) fn first_button(&self) -> Option<Button> {
        match self {
            // Locking first is one tap: whoever holds the phone is quicker than the way to the office.
            Self::Lost { card, .. } if card.access != Access::Frozen => {
                Some(AccessButton::OfficerFreeze(card.member_id).into())
            }
            Self::Lost { .. } | Self::LostUnknown | Self::Move(_) | Self::Reversal(_) | Self::Application { .. } => {
                None
            }
        }
    }

    /// The way to what it was about, once it is refused.
    pub(crate) fn card_button(&self) -> Option<Button> {
        match self {
            Self::Lost { card, .. } | Self::Move(card) => Some(AccessButton::Card(card.member_id).into()),
            Self::LostUnknown | Self::Reversal(_) | Self::Application { .. } => None,
        }
    }
}
