//! Which keys come with what is said about doors and shared accounts.

use domain::access::Access;

use super::{DoorCard, DoorReply, Linkage, ReplyKeys, SharedReply};
use crate::button::Button;
use crate::button_door::DoorButton;

impl DoorReply {
    pub(super) const fn is_screen(&self) -> bool {
        match self {
            Self::WhatIsWrong
            | Self::NotMine
            | Self::RealBot
            | Self::ConfirmFreeze { .. }
            | Self::AskWords { .. }
            | Self::WordsLength { .. }
            | Self::AskNumber { .. }
            | Self::MemberUnknown { .. }
            | Self::Card(_)
            | Self::AskWhy { .. } => true,
            // It brings a keyboard of its own, which an edited screen can't.
            Self::AskWhose { .. }
            | Self::Frozen
            | Self::Closed
            | Self::Reported
            | Self::ReportOpen
            | Self::CoolingDown { .. }
            | Self::MovedAway { .. }
            | Self::MovedHere { .. }
            | Self::DisputeHeard
            | Self::DisputeOver
            | Self::OpenAgain(_)
            | Self::OwnDoor
            | Self::NothingToDo(_)
            | Self::OfficerFroze(_)
            | Self::OfficerOpened(_)
            | Self::NewsFrozen { .. }
            | Self::NewsOpened { .. }
            | Self::MoveAsked(_)
            | Self::NoSecondOfficer
            | Self::OfficerMoved(_)
            | Self::CodeForMember { .. }
            | Self::NewsMoved { .. }
            | Self::NewsDisputed(_) => false,
        }
    }

    pub(super) fn buttons(&self) -> Vec<Vec<Button>> {
        let door = Button::Door;
        match self {
            Self::WhatIsWrong => vec![
                vec![door(DoorButton::LostPhone), door(DoorButton::NotMine)],
                vec![door(DoorButton::RealBot), Button::AskOffice],
                vec![Button::Menu],
            ],
            Self::NotMine => {
                vec![vec![Button::StatementNow, door(DoorButton::LostPhone)], vec![Button::AskOffice, Button::Menu]]
            }
            Self::RealBot => vec![vec![door(DoorButton::Report), Button::AskOffice], vec![Button::Menu]],
            Self::ConfirmFreeze { nonce, .. } => {
                vec![
                    vec![door(DoorButton::Freeze { nonce: *nonce })],
                    vec![door(DoorButton::OthersPhone), Button::CancelForm { nonce: *nonce }],
                ]
            }
            // Their keys are below the typing line.
            Self::AskWhose { .. } | Self::MovedHere { .. } => Vec::new(),
            Self::AskWords { nonce }
            | Self::WordsLength { nonce, .. }
            | Self::AskNumber { nonce }
            | Self::MemberUnknown { nonce, .. }
            | Self::AskWhy { nonce, .. } => vec![vec![Button::CancelForm { nonce: *nonce }]],
            Self::Frozen | Self::Closed => vec![vec![Button::AskOffice, Button::Language]],
            Self::Reported | Self::ReportOpen | Self::DisputeHeard | Self::DisputeOver => {
                vec![vec![Button::AskOffice]]
            }
            Self::CoolingDown { .. } => vec![vec![Button::Balance, Button::AskOffice]],
            Self::MovedAway { member_id, .. } => {
                vec![vec![door(DoorButton::NotMyMove(*member_id)), Button::AskOffice]]
            }
            Self::OpenAgain(_) => vec![vec![Button::Balance, Button::Menu]],
            Self::MoveAsked(_) | Self::NoSecondOfficer | Self::OfficerMoved(_) | Self::CodeForMember { .. } => {
                vec![vec![Button::Menu]]
            }
            Self::OwnDoor => vec![vec![Button::AskOffice, Button::Menu]],
            Self::Card(card)
            | Self::NothingToDo(card)
            | Self::OfficerFroze(card)
            | Self::OfficerOpened(card)
            | Self::NewsFrozen { card, .. }
            | Self::NewsOpened { card, .. }
            | Self::NewsMoved { card, .. }
            | Self::NewsDisputed(card) => of_card(card),
        }
    }

    pub(super) const fn keyboard(&self) -> ReplyKeys {
        match self {
            Self::AskWhose { .. } => ReplyKeys::Contact,
            Self::MovedHere { .. } => ReplyKeys::Menu,
            _ => ReplyKeys::Keep,
        }
    }
}

fn of_card(card: &DoorCard) -> Vec<Vec<Button>> {
    let member = card.member_id;
    let lock = match card.access {
        Access::Frozen if card.account == Linkage::None => None,
        Access::Frozen => Some(DoorButton::OfficerOpen(member)),
        Access::Full | Access::CoolingUntil(_) => Some(DoorButton::OfficerFreeze(member)),
    };
    let row = lock.into_iter().chain([DoorButton::OfficerMove(member)]).map(Button::Door).collect();
    vec![row, vec![Button::Tasks, Button::Menu]]
}

impl SharedReply {
    pub(super) const fn is_screen(&self) -> bool {
        match self {
            Self::WhoIsIt(_) => true,
            Self::AskPin(_)
            | Self::NotSixDigits
            | Self::TooEasy
            | Self::WrongPin { .. }
            | Self::PinLocked { .. }
            | Self::PinUnset
            | Self::ChooseFirstPin { .. }
            | Self::ChoosePin(_)
            | Self::SharedNow(_)
            | Self::AccountFull
            | Self::NotShared
            | Self::News { .. }
            | Self::CodesLocked { .. } => false,
        }
    }

    pub(super) fn buttons(&self) -> Vec<Vec<Button>> {
        let switch = Button::Door(DoorButton::Switch);
        match self {
            Self::WhoIsIt(members) => {
                members.iter().map(|(slot, _)| vec![Button::Door(DoorButton::WhoIs { slot: *slot })]).collect()
            }
            Self::AskPin(_) | Self::WrongPin { .. } | Self::PinLocked { .. } | Self::PinUnset => {
                vec![vec![switch, Button::AskOffice]]
            }
            Self::News { .. } => vec![vec![switch]],
            Self::SharedNow(_) => Vec::new(),
            // Whoever came to a PIN by chance leaves by the menu.
            Self::NotSixDigits
            | Self::TooEasy
            | Self::ChooseFirstPin { .. }
            | Self::ChoosePin(_)
            | Self::AccountFull
            | Self::NotShared
            | Self::CodesLocked { .. } => {
                vec![vec![Button::Menu, Button::AskOffice]]
            }
        }
    }
}
