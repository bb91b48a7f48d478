//! What steps about requests ask for, and what they are told.

use domain::ids::RequestId;
use domain::request::{Request, RequestStatus};

use crate::base::known::Known;
use crate::base::people::{Actor, Recipient};
use crate::hub::{SubjectCard, Task};

/// Something about requests that a step wants to know.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum RequestsNeed {
    /// What waits for this officer, by kind.
    Tasks,
    /// The oldest open requests that this officer can decide and has not, a screenful.
    Open,
    /// The oldest open requests that this person made, a screenful.
    Own,
    /// One request.
    Request(RequestId),
    /// How one request ended; nothing while it is open.
    Ended(RequestId),
}

/// What a step about requests was told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RequestsFacts {
    /// For [`RequestsNeed::Tasks`].
    pub tasks: Known<RequestsNeed, Vec<Task>>,
    /// For [`RequestsNeed::Open`].
    pub open: Known<RequestsNeed, Vec<RequestCard>>,
    /// For [`RequestsNeed::Own`].
    pub own: Known<RequestsNeed, Vec<RequestCard>>,
    /// For [`RequestsNeed::Request`].
    pub request: Known<RequestsNeed, RequestCard>,
    /// For [`RequestsNeed::Ended`].
    pub ended: Known<RequestsNeed, Ended>,
}

impl RequestsFacts {
    /// Before anything is asked.
    pub const NOTHING: Self = Self {
        tasks: Known::nothing(),
        open: Known::nothing(),
        own: Known::nothing(),
        request: Known::nothing(),
        ended: Known::nothing(),
    };
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
    /// The same, as officers read it.
    pub asked_by: Actor,
}

/// How a request ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ended {
    /// Where it stands now.
    pub status: RequestStatus,
    /// By whom: all who approved, the one who refused, or whoever took it back.
    pub by: Vec<Actor>,
}

/// Open requests on one screen of tasks.
pub const REQUESTS_PER_SCREEN: usize = 5;
