//! What steps about requests ask for, and what they are told.

use domain::ids::RequestId;
use domain::request::Request;

use crate::base::known::Known;
use crate::base::people::Recipient;
use crate::hub::{SubjectCard, Task};

/// Something about requests that a step wants to know.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum RequestsNeed {
    /// What waits for this officer, by kind.
    Tasks,
    /// The oldest open requests that this officer can decide and has not, a screenful.
    Open,
    /// One request.
    Request(RequestId),
}

/// What a step about requests was told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RequestsFacts {
    /// For [`RequestsNeed::Tasks`].
    pub tasks: Known<RequestsNeed, Vec<Task>>,
    /// For [`RequestsNeed::Open`].
    pub open: Known<RequestsNeed, Vec<RequestCard>>,
    /// For [`RequestsNeed::Request`].
    pub request: Known<RequestsNeed, RequestCard>,
}

impl RequestsFacts {
    /// Before anything is asked.
    pub const NOTHING: Self = Self { tasks: Known::nothing(), open: Known::nothing(), request: Known::nothing() };
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

/// Open requests on one screen of tasks.
pub const REQUESTS_PER_SCREEN: usize = 5;
