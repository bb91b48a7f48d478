//! What steps about requests ask for, and what they are told.

use chrono::{DateTime, Utc};
use domain::ids::RequestId;
use domain::request::Request;

use crate::access::facts::Reporter;
use crate::base::known::Known;
use crate::base::people::{MemberLink, Recipient};
use crate::corrections::facts::WrittenJournal;
use crate::join::ApplicationCard;
use crate::reply::DutyKind;

/// Something about requests that a step wants to know.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum RequestsNeed {
    /// What waits for this officer, by kind.
    Duties,
    /// The oldest open requests that this officer can decide and has not, a screenful.
    Open,
    /// One request.
    Request(RequestId),
}

/// What a step about requests was told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RequestsFacts {
    /// For [`RequestsNeed::Duties`].
    pub duties: Known<RequestsNeed, Vec<Duty>>,
    /// For [`RequestsNeed::Open`].
    pub open: Known<RequestsNeed, Vec<RequestCard>>,
    /// For [`RequestsNeed::Request`].
    pub request: Known<RequestsNeed, RequestCard>,
}

impl RequestsFacts {
    /// Before anything is asked.
    pub const NOTHING: Self = Self { duties: Known::nothing(), open: Known::nothing(), request: Known::nothing() };
}

/// What of one kind waits for an officer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Duty {
    /// What.
    pub kind: DutyKind,
    /// How many, at least one.
    pub count: u32,
    /// Since when the oldest does.
    pub oldest: DateTime<Utc>,
}

/// An open request with what an approver wants to see.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RequestCard {
    /// The request.
    pub request: Request,
    /// What it asks for.
    pub subject: SubjectCard,
    /// Whoever made it, to be told what became of it.
    pub maker: Recipient,
}

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
    /// The application.
    Application(ApplicationCard),
}

/// Open requests on one screen of tasks.
pub const REQUESTS_PER_SCREEN: usize = 5;
