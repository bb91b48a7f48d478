//! A request that waits for approvals: n different people of the roles that the policy names, never its maker.

use serde::{Deserialize, Serialize};

use crate::bug::{Bug, seeded};
use crate::ids::{ApplicationId, JournalId, MemberId, PersonId, RequestId};
use crate::role::Role;

/// What is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Subject {
    /// To undo a journal that was written in error.
    Reversal(JournalId),
    /// To become a member.
    Application(ApplicationId),
    /// To move a membership to another account by a code: asked for by an officer.
    Move(MemberId),
    /// The same, reported from an account that is not linked: the phone is lost.
    Lost {
        /// Whose.
        member: MemberId,
        /// The account that reports it.
        person: PersonId,
    },
    /// A report of a lost phone whose member is not found: officers read what this account has typed.
    LostUnknown(PersonId),
}

/// Stands where a member would, in the id of a report without one.
const NOBODY: &str = "-";

impl Subject {
    /// The names of all subjects, as the database keeps them.
    pub const NAMES: [&str; 4] = ["reversal", "application", "move", "lost"];

    /// The name kept in the database.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Reversal(_) => "reversal",
            Self::Application(_) => "application",
            Self::Move(_) => "move",
            Self::Lost { .. } | Self::LostUnknown(_) => "lost",
        }
    }

    /// The id of what is asked about.
    pub fn id(self) -> String {
        match self {
            Self::Reversal(journal) => journal.to_string(),
            Self::Application(application) => application.to_string(),
            Self::Move(member) => member.to_string(),
            Self::Lost { member, person } => format!("{member}/{person}"),
            Self::LostUnknown(person) => format!("{NOBODY}/{person}"),
        }
    }

    /// The subject with that name and id.
    pub fn parse(name: &str, id: &str) -> Option<Self> {
        match name {
            "reversal" => JournalId::parse(id).map(Self::Reversal),
            "application" => ApplicationId::parse(id).map(Self::Application),
            "move" => MemberId::parse(id).map(Self::Move),
            "lost" => {
                let (member, person) = id.split_once('/')?;
                let person = PersonId(person.parse().ok()?);
                match member {
                    NOBODY => Some(Self::LostUnknown(person)),
                    member => Some(Self::Lost { member: MemberId::parse(member)?, person }),
                }
            }
            _ => None,
        }
    }
}

/// Where a request stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RequestStatus {
    /// Waits for approvals.
    Open,
    /// Has them all; its deed is done in the same transaction.
    Approved,
    /// One approver refused it.
    Refused,
    /// Whoever asked for it took it back before anybody decided.
    TakenBack,
}

impl RequestStatus {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Open, Self::Approved, Self::Refused, Self::TakenBack];

    /// The name kept in the database.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Approved => "approved",
            Self::Refused => "refused",
            Self::TakenBack => "taken_back",
        }
    }

    /// The status with that name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|status| status.as_str() == name)
    }
}

/// How many approvals, and of whom: the terms that the request was made under.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ApprovalPolicy {
    /// Different people needed.
    pub needed: u8,
    /// Any of these roles counts.
    pub roles: Vec<Role>,
}

/// A request as a decision reads it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[expect(clippy::struct_field_names, reason = "an id is called by its full name wherever it stands")]
pub struct Request {
    /// The id.
    pub request_id: RequestId,
    /// What is asked for.
    pub subject: Subject,
    /// Who asked.
    pub made_by: PersonId,
    /// Why, in the maker's words.
    pub reason: String,
    /// The policy at the time of asking.
    pub policy: ApprovalPolicy,
    /// Who has approved so far.
    pub approved_by: Vec<PersonId>,
    /// Who refused it.
    pub refused_by: Option<PersonId>,
    /// Where it stands.
    pub status: RequestStatus,
    /// Compared and set with every change.
    pub version: i64,
}

/// What one approval does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Approval {
    /// Counted; this many are still missing.
    Counted {
        /// How many more are needed.
        missing: u8,
    },
    /// It was the last one: the deed is to be done now.
    Complete,
    /// This person had approved before: nothing changes.
    AlreadyApproved,
}

/// Why an approval is not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ApprovalRejection {
    /// Maker and checker are never the same.
    #[error("the maker may not approve")]
    OwnRequest,
    /// None of the person's roles counts.
    #[error("none of the person's roles may approve this")]
    NotAllowed,
    /// It is approved or refused already.
    #[error("the request is decided")]
    Decided,
}

/// Why a request can't be taken back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum TakeBackRejection {
    /// Nobody takes back what another one asked for.
    #[error("only the maker may take it back")]
    NotYours,
    /// It is decided already.
    #[error("the request is decided")]
    Decided,
}

impl Request {
    /// Whether this person may take the request back: whoever made it, while nobody has decided.
    ///
    /// # Errors
    /// When somebody else made it, or it is decided.
    pub fn taking_back(&self, person: PersonId) -> Result<(), TakeBackRejection> {
        if self.made_by != person && !seeded(Bug::AnybodyTakesBack) {
            Err(TakeBackRejection::NotYours)
        } else if self.status == RequestStatus::Open {
            Ok(())
        } else {
            Err(TakeBackRejection::Decided)
        }
    }

    /// By whom it was ended, as far as it is.
    pub fn ended_by(&self) -> Vec<PersonId> {
        match self.status {
            RequestStatus::Open => Vec::new(),
            RequestStatus::Approved => self.approved_by.clone(),
            RequestStatus::Refused => self.refused_by.into_iter().collect(),
            RequestStatus::TakenBack => vec![self.made_by],
        }
    }

    /// What an approval by this person does, without doing it.
    ///
    /// # Errors
    /// When the person made the request, holds no fitting role, or the request is decided.
    pub fn approval(&self, person: PersonId, roles: &[Role]) -> Result<Approval, ApprovalRejection> {
        if self.approved_by.contains(&person) {
            return Ok(Approval::AlreadyApproved);
        }
        self.check(person, roles)?;
        let given = u8::try_from(self.approved_by.len()).unwrap_or(u8::MAX).saturating_add(1);
        let needed = if seeded(Bug::ApprovalsNotCounted) { 1 } else { self.policy.needed };
        Ok(match needed.saturating_sub(given) {
            0 => Approval::Complete,
            missing => Approval::Counted { missing },
        })
    }

    /// Whether this person may decide the request at all.
    ///
    /// # Errors
    /// As [`Request::approval`].
    pub fn check(&self, person: PersonId, roles: &[Role]) -> Result<(), ApprovalRejection> {
        if self.status != RequestStatus::Open {
            return Err(ApprovalRejection::Decided);
        }
        if self.made_by == person && !seeded(Bug::OwnApprovalCounts) {
            return Err(ApprovalRejection::OwnRequest);
        }
        if !roles.iter().any(|role| self.policy.roles.contains(role)) {
            return Err(ApprovalRejection::NotAllowed);
        }
        Ok(())
    }
}
