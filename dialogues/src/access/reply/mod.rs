//! What is said about a lost phone, a frozen door, a membership that moves, and how to tell this bot from a fake.

mod shared;

use chrono::{DateTime, Utc};
use domain::access::Access;
use domain::ids::MemberId;

pub use self::shared::SharedReply;
use super::{AccessButton, Why};
use crate::base::lookup::Unclear;
use crate::base::people::Salutation;
use crate::base::shape::{Keyboard, Shape};
use crate::hub::Button;

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

/// How a membership gets to another account.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// It goes to the account that reported.
    Reporter,
    /// It goes to whoever brings the code that is made.
    Code,
}

/// Who froze a door.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FrozenBy {
    /// The member, whose phone is lost.
    Member,
    /// An officer.
    Officer,
}

/// What is said about doors.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AccessReply {
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
        /// Whose phone, as it was typed.
        whose: String,
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
    /// A contact card of somebody else, or of nobody that the messenger vouches for.
    ContactNotYours,
    /// A contact card that came from another chat.
    ContactForwarded,
    /// A number that is none.
    PhoneUnreadable,
    /// The report is with the officers, as it is read back: nobody learns here whether there is such a member.
    Reported {
        /// Whose phone, as it was typed.
        whose: String,
        /// What happened, in their own words.
        words: String,
    },
    /// Told to whoever reported: the officers have looked into it.
    ReportRead,
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
    /// Nobody in particular is meant: one of several, or more is to be typed.
    WhichMember {
        /// As it was typed.
        typed: String,
        /// Why.
        unclear: Unclear,
        /// Of the screen.
        nonce: u64,
    },
    /// No member fits.
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
    /// Asks an officer whether the membership is really to be moved.
    ConfirmMove {
        /// Whose.
        card: DoorCard,
        /// Whether it goes to the account that asked, or to whoever brings a code.
        way: Way,
        /// Of the screen.
        nonce: u64,
    },
    /// A report without a member is done with, told to this officer.
    ReportSettled,
    /// Told to the other officers: one of them gave out a code for a member without an account.
    NewsCode(DoorCard),
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

impl AccessReply {
    /// How it stands in a chat.
    pub fn shape(&self) -> Shape<Button> {
        let (screen, message, door) = (Shape::screen(), Shape::message(), Button::Access);
        match self {
            Self::WhatIsWrong => screen.buttons([
                vec![door(AccessButton::LostPhone), door(AccessButton::NotMine)],
                vec![Button::REAL_BOT, Button::ASK_OFFICE],
                vec![Button::MENU],
            ]),
            Self::NotMine => screen.buttons([
                vec![Button::STATEMENT, door(AccessButton::LostPhone)],
                vec![Button::ASK_OFFICE, Button::MENU],
            ]),
            Self::RealBot => screen.buttons([vec![Button::REPORT, Button::ASK_OFFICE], vec![Button::MENU]]),
            Self::ConfirmFreeze { nonce, .. } => screen.buttons([
                vec![door(AccessButton::Freeze { nonce: *nonce })],
                vec![door(AccessButton::OthersPhone), Button::cancel(*nonce)],
            ]),
            Self::WhichMember { unclear, nonce, .. } => {
                screen.buttons(unclear.rows(|member| door(AccessButton::Card(member)), vec![Button::cancel(*nonce)]))
            }
            Self::AskNumber { nonce } | Self::MemberUnknown { nonce, .. } => {
                screen.buttons([vec![Button::cancel(*nonce)]])
            }
            Self::AskWords { nonce, .. } | Self::WordsLength { nonce, .. } | Self::AskWhy { nonce, .. } => {
                screen.buttons([vec![Button::back(*nonce), Button::cancel(*nonce)]])
            }
            // A question that brings a keyboard of its own is a message: an edited screen can't carry one.
            Self::AskWhose { .. } => message.keyboard(Keyboard::OwnNumber),
            Self::ContactNotYours | Self::ContactForwarded | Self::PhoneUnreadable => {
                message.keyboard(Keyboard::Contact)
            }
            Self::MovedHere { .. } => message.keyboard(Keyboard::Own),
            Self::Frozen | Self::Closed => message.buttons([vec![Button::ASK_OFFICE, Button::LANGUAGE]]),
            Self::ConfirmMove { nonce, .. } => {
                screen.buttons([vec![door(AccessButton::MoveNow { nonce: *nonce }), Button::cancel(*nonce)]])
            }
            Self::ReportSettled => message.buttons([vec![Button::TASKS, Button::MENU]]),
            Self::Reported { .. } | Self::ReportRead | Self::ReportOpen | Self::DisputeHeard | Self::DisputeOver => {
                message.buttons([vec![Button::ASK_OFFICE]])
            }
            Self::CoolingDown { .. } => message.buttons([vec![Button::BALANCE, Button::ASK_OFFICE]]),
            Self::MovedAway { member_id, .. } => {
                message.buttons([vec![door(AccessButton::NotMyMove(*member_id)), Button::ASK_OFFICE]])
            }
            Self::OpenAgain(_) => message.buttons([vec![Button::BALANCE, Button::MENU]]),
            Self::MoveAsked(_) | Self::NoSecondOfficer | Self::OfficerMoved(_) | Self::CodeForMember { .. } => {
                message.buttons([vec![Button::MENU]])
            }
            Self::OwnDoor => message.buttons([vec![Button::ASK_OFFICE, Button::MENU]]),
            Self::Card(card) => screen.buttons(of_card(card)),
            // Whoever doubts it locks the door before the code is used.
            Self::NewsCode(card) => message.buttons([
                vec![door(AccessButton::OfficerFreeze(card.member_id)), door(AccessButton::Card(card.member_id))],
                vec![Button::TASKS, Button::MENU],
            ]),
            Self::NothingToDo(card)
            | Self::OfficerFroze(card)
            | Self::OfficerOpened(card)
            | Self::NewsFrozen { card, .. }
            | Self::NewsOpened { card, .. }
            | Self::NewsMoved { card, .. }
            | Self::NewsDisputed(card) => message.buttons(of_card(card)),
        }
    }
}

fn of_card(card: &DoorCard) -> [Vec<Button>; 2] {
    let member = card.member_id;
    let lock = match card.access {
        Access::Frozen if card.account == Linkage::None => None,
        Access::Frozen => Some(AccessButton::OfficerOpen(member)),
        Access::Full | Access::CoolingUntil(_) => Some(AccessButton::OfficerFreeze(member)),
    };
    let way = match card.account {
        Linkage::None => AccessButton::OfficerCode(member),
        Linkage::Own | Linkage::Shared => AccessButton::OfficerMove(member),
    };
    let row = lock.into_iter().chain([way]).map(Button::Access).collect();
    [row, vec![Button::TASKS, Button::MENU]]
}
