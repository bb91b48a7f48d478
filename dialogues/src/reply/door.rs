//! What is said about a lost phone, a frozen door, a membership that moves, and how to tell this bot from a fake.

use chrono::{DateTime, Utc};
use domain::access::Access;
use domain::ids::MemberId;

use super::Salutation;

/// A member's door, as an officer sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DoorCard {
    /// Whose.
    pub member_id: MemberId,
    /// How they are called.
    pub member: Salutation,
    /// What may be done through it now.
    pub access: Access,
    /// Whether an account is linked.
    pub account: Linkage,
}

/// Whether a member has an account.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Linkage {
    /// One that is theirs alone.
    Own,
    /// One that they share.
    Shared,
    /// None.
    None,
}

/// Who froze a door.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FrozenBy {
    /// The member, whose phone is lost.
    Member,
    /// An officer.
    Officer,
}

/// What an officer is asked the reason of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Why {
    /// Opening a frozen door.
    Open,
    /// Moving the membership to another account.
    Move,
}

/// What is said about doors.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DoorReply {
    /// Asks what is wrong.
    WhatIsWrong,
    /// A transaction that was not theirs: what to do.
    NotMine,
    /// How to tell this bot from a fake.
    RealBot,
    /// Asks whether the door is really to be frozen.
    ConfirmFreeze {
        /// Everybody on this account.
        members: Vec<Salutation>,
        /// Of the screen.
        nonce: u64,
    },
    /// Frozen now, by the member.
    Frozen,
    /// The door is frozen: whatever was asked, this is the answer.
    Closed,
    /// Somebody without a linked account: whose membership is it about?
    AskWhose {
        /// Of the screen.
        nonce: u64,
    },
    /// What happened, in their own words?
    AskWords {
        /// Of the screen.
        nonce: u64,
    },
    /// The words are too short or too long.
    WordsLength {
        /// Letters at least.
        min: usize,
        /// Letters at the most.
        max: usize,
        /// Of the screen.
        nonce: u64,
    },
    /// The report is with the officers, if there is such a member: nobody learns here whether there is.
    Reported,
    /// One report is open already.
    ReportOpen,
    /// Money does not move out yet.
    CoolingDown {
        /// It does from then on.
        until: DateTime<Utc>,
    },
    /// The membership is on another account from now on: told to the one before.
    MovedAway {
        /// Whose.
        member: Salutation,
        /// The member, for the button.
        member_id: MemberId,
    },
    /// The membership is on this account from now on, and what moves money out waits.
    MovedHere {
        /// Whose.
        member: Salutation,
        /// Until then, if it waits.
        until: Option<DateTime<Utc>>,
    },
    /// The move was not theirs: the officers know.
    DisputeHeard,
    /// There is no move any more that this account could speak against.
    DisputeOver,
    /// The door is open again: told to the account.
    OpenAgain(Salutation),
    /// Asks the officer for a member number.
    AskNumber {
        /// Of the screen.
        nonce: u64,
    },
    /// No member has this number.
    MemberUnknown {
        /// As it was typed.
        typed: String,
        /// Of the screen.
        nonce: u64,
    },
    /// A member's door with what can be done.
    Card(DoorCard),
    /// The officer's own membership: another officer does it.
    OwnDoor,
    /// Another officer was quicker, or nothing is to be done.
    NothingToDo(DoorCard),
    /// Frozen now, by this officer.
    OfficerFroze(DoorCard),
    /// Asks the officer for the reason.
    AskWhy {
        /// What of.
        what: Why,
        /// Whose door.
        member: Salutation,
        /// Of the screen.
        nonce: u64,
    },
    /// Opened now, by this officer.
    OfficerOpened(DoorCard),
    /// Told to the other officers: a door was frozen.
    NewsFrozen {
        /// Whose.
        card: DoorCard,
        /// By whom.
        by: FrozenBy,
    },
    /// Told to the other officers: a door was opened again.
    NewsOpened {
        /// Whose.
        card: DoorCard,
        /// Why, in the officer's words.
        words: String,
    },
    /// Asked for; another officer decides.
    MoveAsked(DoorCard),
    /// There is nobody else who could decide.
    NoSecondOfficer,
    /// Moved now, by this officer's approval.
    OfficerMoved(Salutation),
    /// The code that links the next account: to be handed to the member in person.
    CodeForMember {
        /// For whom.
        member: Salutation,
        /// The code.
        code: String,
        /// Worthless from then on.
        expires_at: DateTime<Utc>,
    },
    /// Told to the other officers: a membership was moved.
    NewsMoved {
        /// Whose, and how the door was before.
        card: DoorCard,
        /// Why, in the words of whoever asked.
        words: String,
    },
    /// Told to the officers: the account before says that a move was not theirs.
    NewsDisputed(DoorCard),
}
