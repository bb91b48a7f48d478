//! One example of everything around doors and shared accounts.

use domain::access::Access;
use domain::ids::{MemberId, RequestId};

use crate::access::{
    DoorButton, DoorCard, DoorForm, DoorReply, FrozenBy, Linkage, Pins, Reporting, SharedReply, Whose, Why,
};
use crate::base::posting::ReceiptRef;
use crate::base::samples::{NONCE, now, sari, several, who};
use crate::hub::{Dialogue, Reply, TaskSubject};
use crate::requests::TaskReply;

pub(crate) fn dialogues() -> Vec<Dialogue> {
    let member = sari().member_id;
    let code = || "BUDI-2020".to_owned();
    vec![
        Dialogue::Door(DoorForm::ConfirmFreeze { nonce: NONCE }),
        Dialogue::Door(DoorForm::AskNumber { nonce: NONCE }),
        Dialogue::Door(DoorForm::AskWhy { nonce: NONCE, what: Why::Open, member }),
        Dialogue::Door(DoorForm::AskWhy { nonce: NONCE, what: Why::Move, member }),
        Dialogue::Reporting(Reporting::AskWhose { nonce: NONCE }),
        Dialogue::Reporting(Reporting::AskWords { nonce: NONCE, whose: Whose::Number("A-017".to_owned()) }),
        Dialogue::Reporting(Reporting::AskWords { nonce: NONCE, whose: Whose::Phone("+6281000000017".to_owned()) }),
        Dialogue::Pins(Pins::Ask { slot: 2 }),
        Dialogue::Pins(Pins::ChooseFirst { code: code() }),
        Dialogue::Pins(Pins::Choose { code: code() }),
    ]
}

pub(crate) fn buttons() -> Vec<DoorButton> {
    let member = MemberId::from_u128(0x0123_4567_89ab_cdef_0123_4567_89ab_cdef);
    vec![
        DoorButton::Report,
        DoorButton::LostPhone,
        DoorButton::OthersPhone,
        DoorButton::NotMine,
        DoorButton::RealBot,
        DoorButton::Freeze { nonce: NONCE },
        DoorButton::NotMyMove(member),
        DoorButton::Card(member),
        DoorButton::OfficerFreeze(member),
        DoorButton::OfficerOpen(member),
        DoorButton::OfficerMove(member),
        DoorButton::Switch,
        DoorButton::WhoIs { slot: 1 },
        DoorButton::WhoIs { slot: 3 },
    ]
}

fn cards() -> Vec<DoorCard> {
    let card = |access, account| DoorCard { member_id: sari().member_id, member: who(), access, account };
    vec![
        card(Access::Full, Linkage::Own),
        card(Access::CoolingUntil(now()), Linkage::Shared),
        card(Access::Frozen, Linkage::Own),
        card(Access::Frozen, Linkage::None),
        card(Access::Full, Linkage::None),
    ]
}

fn doors() -> Vec<DoorReply> {
    let nonce = NONCE;
    let words = || "KTP asli <sudah> dilihat".to_owned();
    let member = who;
    let mut replies = vec![
        DoorReply::WhatIsWrong,
        DoorReply::NotMine,
        DoorReply::RealBot,
        DoorReply::ConfirmFreeze { members: vec![who()], nonce },
        DoorReply::ConfirmFreeze { members: vec![who(), who()], nonce },
        DoorReply::Frozen,
        DoorReply::Closed,
        DoorReply::AskWhose { nonce },
        DoorReply::AskWords { nonce },
        DoorReply::WordsLength { min: 3, max: 200, nonce },
        DoorReply::ContactNotYours,
        DoorReply::ContactForwarded,
        DoorReply::PhoneUnreadable,
        DoorReply::Reported,
        DoorReply::ReportOpen,
        DoorReply::CoolingDown { until: now() },
        DoorReply::MovedAway { member: member(), member_id: sari().member_id },
        DoorReply::MovedHere { member: member(), until: Some(now()) },
        DoorReply::MovedHere { member: member(), until: None },
        DoorReply::DisputeHeard,
        DoorReply::DisputeOver,
        DoorReply::OpenAgain(who()),
        DoorReply::AskNumber { nonce },
        DoorReply::WhichMember { typed: "sari".to_owned(), unclear: several(4), nonce },
        DoorReply::MemberUnknown { typed: "A-<9>".to_owned(), nonce },
        DoorReply::OwnDoor,
        DoorReply::NoSecondOfficer,
        DoorReply::OfficerMoved(who()),
        DoorReply::CodeForMember { member: who(), code: "ABCDEFGHJKLM".to_owned(), expires_at: now() },
        DoorReply::AskWhy { what: Why::Open, member: member(), nonce },
        DoorReply::AskWhy { what: Why::Move, member: member(), nonce },
    ];
    for card in cards() {
        replies.extend([
            DoorReply::Card(card.clone()),
            DoorReply::NothingToDo(card.clone()),
            DoorReply::OfficerFroze(card.clone()),
            DoorReply::OfficerOpened(card.clone()),
            DoorReply::NewsFrozen { card: card.clone(), by: FrozenBy::Member },
            DoorReply::NewsFrozen { card: card.clone(), by: FrozenBy::Officer },
            DoorReply::NewsOpened { card: card.clone(), words: words() },
            DoorReply::MoveAsked(card.clone()),
            DoorReply::NewsMoved { card: card.clone(), words: words() },
            DoorReply::NewsDisputed(card),
        ]);
    }
    replies
}

pub(crate) fn replies() -> Vec<Reply> {
    let mut replies: Vec<Reply> = doors().into_iter().map(Reply::Door).collect();
    replies.extend(shared().into_iter().map(Reply::Shared));
    replies
}

fn shared() -> Vec<SharedReply> {
    vec![
        SharedReply::WhoIsIt(vec![(1, who()), (2, who()), (3, who())]),
        SharedReply::AskPin(who()),
        SharedReply::NotSixDigits,
        SharedReply::TooEasy,
        SharedReply::WrongPin { left: 4 },
        SharedReply::WrongPin { left: 1 },
        SharedReply::PinLocked { until: now() },
        SharedReply::PinUnset,
        SharedReply::ChooseFirstPin { first: who(), second: who() },
        SharedReply::ChoosePin(who()),
        SharedReply::SharedNow(who()),
        SharedReply::AccountFull,
        SharedReply::NotShared,
        SharedReply::News { member: who(), receipt: ReceiptRef::Known("S-1042".to_owned()) },
        SharedReply::CodeSpent,
        SharedReply::CodesLocked { until: now() },
    ]
}

/// What officers read of requests to move a membership.
pub(crate) fn tasks() -> Vec<TaskReply> {
    let request = RequestId::from_u128(3);
    let reason = || "HP <hilang> di pasar".to_owned();
    let mut replies = Vec::new();
    for card in cards() {
        for subject in [TaskSubject::Move(card.clone()), TaskSubject::Lost(card)] {
            replies.extend([
                TaskReply::Request { request, subject: subject.clone(), reason: reason(), asked_by: None, missing: 1 },
                TaskReply::Tasks(vec![(request, subject.clone()), (request, subject.clone())]),
                TaskReply::AskReason { subject: subject.clone(), nonce: NONCE },
                TaskReply::Own { request, subject: subject.clone(), reason: String::new(), missing: 1 },
                TaskReply::AskTakeBack { request, subject: subject.clone() },
                TaskReply::TakenBack { subject: subject.clone() },
                TaskReply::Refused { subject: subject.clone() },
                TaskReply::MakerRefused { subject, reason: reason() },
            ]);
        }
    }
    replies
}
