//! The buttons around requests, and around what waits for an officer.
//!
//! They carry a request's id, and what an approver agrees to never changes behind that id.

use domain::ids::RequestId;

use crate::base::codec::{Parts, id, read_id};

/// A button around requests.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum RequestsButton {
    /// What waits for this officer.
    Tasks,
    /// The requests among what waits for this officer.
    Requests,
    /// One of the requests in the list of tasks.
    Task {
        /// Which one.
        request: RequestId,
        /// Its place in the list, from one.
        ordinal: u8,
    },
    /// Agree to a request.
    Approve(RequestId),
    /// Refuse a request for good.
    Refuse(RequestId),
    /// Take back what one has asked for oneself: asked once more.
    TakeBack(RequestId),
    /// Yes, take it back.
    ConfirmTakeBack(RequestId),
}

impl RequestsButton {
    /// The verbs of its data.
    pub const VERBS: &[&str] = &["task", "reqs", "rq", "ra", "rr", "rt", "ry"];

    /// The data that the messenger carries.
    pub fn encode(self) -> String {
        match self {
            Self::Tasks => "task".to_owned(),
            Self::Requests => "reqs".to_owned(),
            Self::Task { request, ordinal } => format!("rq:{:032x}:{ordinal}", request.as_u128()),
            Self::Approve(request) => id("ra", request.as_u128()),
            Self::Refuse(request) => id("rr", request.as_u128()),
            Self::TakeBack(request) => id("rt", request.as_u128()),
            Self::ConfirmTakeBack(request) => id("ry", request.as_u128()),
        }
    }

    /// The button with that data, if it is one of this room.
    pub fn decode(parts: Parts<'_>) -> Option<Self> {
        let request = |text| read_id(text).map(RequestId::from_u128);
        Some(match parts {
            Parts::Verb("task") => Self::Tasks,
            Parts::Verb("reqs") => Self::Requests,
            Parts::Two("rq", id, ordinal) => Self::Task { request: request(id)?, ordinal: ordinal.parse().ok()? },
            Parts::One("ra", id) => Self::Approve(request(id)?),
            Parts::One("rr", id) => Self::Refuse(request(id)?),
            Parts::One("rt", id) => Self::TakeBack(request(id)?),
            Parts::One("ry", id) => Self::ConfirmTakeBack(request(id)?),
            _ => return None,
        })
    }
}
