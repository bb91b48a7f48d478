//! One example of everything around doors and shared accounts.

use domain::access::Access;
use domain::ids::{MemberId, RequestId};

use crate::access::facts::Reporter;
use crate::access::{
    AccessButton, AccessReply, DoorCard, DoorForm, FrozenBy, Linkage, Pins, Reporting, SharedReply, Way, Whose, Why,
};
use crate::base::posting::ReceiptRef;
use crate::base::samples::{NONCE, now, sari, several, who};
use crate::hub::{Dialogue, Reply, TaskSubject};
use crate::requests::RequestsReply;

pub(crate) fn dialogues() -> Vec<Dialogue> {
    let member = sari().member_id;
    let code = || "BUDI-2020".to_owned();
    vec![
        Dialogue::Door(DoorForm::ConfirmFreeze { nonce: NONCE }),
        Dialogue::Door(DoorForm::AskNumber { nonce: NONCE }),
        Dialogue::Door(DoorForm::AskWhy { nonce: NONCE, what: Why::Open, member }),
        Dialogue::Door(DoorForm::AskWhy { nonce: NONCE, what: Why::Move, member }),
        Dialogue::Door(DoorForm::ConfirmMove { nonce: NONCE, request: RequestId::from_u128(3) }),
        Dialogue::Reporting(Reporting::AskWhose { nonce: NONCE }),
        Dialogue::Reporting(Reporting::AskWords { nonce: NONCE, whose: Whose::Number("A-017".to_owned()) }),
        Dialogue::Reporting(Reporting::AskWords { nonce: NONCE, whose: Whose::Phone("+6281000000017".to_owned()) }),
        Dialogue::Pins(Pins::Ask { slot: 2 }),
        Dialogue::Pins(Pins::ChooseFirst { code: code() }),
        Dialogue::Pins(Pins::Choose { code: code() }),
    ]
}

pub(crate) fn buttons() -> Vec<AccessButton> {
    let member = MemberId::from_u128(0x0123_4567_89ab_cdef_0123_4567_89ab_cdef);
    vec![
        AccessButton::Report,
        AccessButton::LostPhone,
        AccessButton::OthersPhone,
        AccessButton::NotMine,
        AccessButton::RealBot,
        AccessButton::Freeze { nonce: NONCE },
        AccessButton::NotMyMove(member),
        AccessButton::Card(member),
        AccessButton::OfficerFreeze(member),
        AccessButton::OfficerOpen(member),
        AccessButton::OfficerMove(member),
        AccessButton::OfficerCode(member),
        AccessButton::MoveNow { nonce: NONCE },
        AccessButton::Switch,
        AccessButton::WhoIs { slot: 1 },
        AccessButton::WhoIs { slot: 3 },
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

fn doors() -> Vec<AccessReply> {
    let nonce = NONCE;
    let words = || "KTP asli <sudah> dilihat".to_owned();
    let member = who;
    let mut replies = vec![
        AccessReply::WhatIsWrong,
        AccessReply::NotMine,
        AccessReply::RealBot,
        AccessReply::ConfirmFreeze { members: vec![who()], nonce },
        AccessReply::ConfirmFreeze { members: vec![who(), who()], nonce },
        AccessReply::Frozen,
        AccessReply::Closed,
        AccessReply::AskWhose { nonce },
        AccessReply::AskWords { whose: "A<17".to_owned(), nonce },
        AccessReply::WordsLength { min: 3, max: 200, nonce },
        AccessReply::ContactNotYours,
        AccessReply::ContactForwarded,
        AccessReply::PhoneUnreadable,
        AccessReply::Reported { whose: "A<17".to_owned(), words: words() },
        AccessReply::ReportRead,
        AccessReply::ReportSettled,
        AccessReply::ReportOpen,
        AccessReply::CoolingDown { until: now() },
        AccessReply::MovedAway { member: member(), member_id: sari().member_id },
        AccessReply::MovedHere { member: member(), until: Some(now()) },
        AccessReply::MovedHere { member: member(), until: None },
        AccessReply::DisputeHeard,
        AccessReply::DisputeOver,
        AccessReply::OpenAgain(who()),
        AccessReply::AskNumber { nonce },
        AccessReply::WhichMember { typed: "sari".to_owned(), unclear: several(4), nonce },
        AccessReply::MemberUnknown { typed: "A-<9>".to_owned(), nonce },
        AccessReply::OwnDoor,
        AccessReply::NoSecondOfficer,
        AccessReply::OfficerMoved(who()),
        AccessReply::CodeForMember { member: who(), code: "ABCDEFGHJKLM".to_owned(), expires_at: now() },
        AccessReply::AskWhy { what: Why::Open, member: member(), nonce },
        AccessReply::AskWhy { what: Why::Move, member: member(), nonce },
    ];
    for card in cards() {
        replies.extend([
            AccessReply::Card(card.clone()),
            AccessReply::NothingToDo(card.clone()),
            AccessReply::OfficerFroze(card.clone()),
            AccessReply::OfficerOpened(card.clone()),
            AccessReply::NewsFrozen { card: card.clone(), by: FrozenBy::Member },
            AccessReply::NewsFrozen { card: card.clone(), by: FrozenBy::Officer },
            AccessReply::NewsOpened { card: card.clone(), words: words() },
            AccessReply::MoveAsked(card.clone()),
            AccessReply::NewsMoved { card: card.clone(), words: words() },
            AccessReply::ConfirmMove { card: card.clone(), way: Way::Reporter, nonce },
            AccessReply::ConfirmMove { card: card.clone(), way: Way::Code, nonce },
            AccessReply::NewsCode(card.clone()),
            AccessReply::NewsDisputed(card),
        ]);
    }
    replies
}

pub(crate) fn replies() -> Vec<Reply> {
    let mut replies: Vec<Reply> = doors().into_iter().map(Reply::Access).collect();
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
pub(crate) fn tasks() -> Vec<RequestsReply> {
    let request = RequestId::from_u128(3);
    let reason = || "HP <hilang> di pasar".to_owned();
    let mut replies = Vec::new();
    for card in cards() {
        for subject in [
            TaskSubject::Move(card.clone()),
            TaskSubject::Lost { card: card.clone(), reporter: Reporter::Free },
            TaskSubject::Lost { card, reporter: Reporter::Taken },
            TaskSubject::LostUnknown,
        ] {
            replies.extend([
                RequestsReply::Request {
                    request,
                    subject: subject.clone(),
                    reason: reason(),
                    asked_by: None,
                    missing: 1,
                },
                RequestsReply::Tasks(vec![(request, subject.clone()), (request, subject.clone())]),
                RequestsReply::AskReason { subject: subject.clone(), nonce: NONCE },
                RequestsReply::Own { request, subject: subject.clone(), reason: String::new(), missing: 1 },
                RequestsReply::AskTakeBack { request, subject: subject.clone() },
                RequestsReply::TakenBack { subject: subject.clone() },
                RequestsReply::Refused { subject: subject.clone() },
                RequestsReply::MakerRefused { subject, reason: reason() },
            ]);
        }
    }
    replies
}
