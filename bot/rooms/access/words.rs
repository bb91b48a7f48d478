//! Lost phones, frozen doors, memberships that move, and how to tell this bot from a fake.

use crate::render::catalogue::{Args, plain};
use crate::render::{Words, shortened};
use crate::rooms::people;
use dialogues::access::{AccessButton, SharedReply};
use dialogues::access::{AccessReply, DoorCard, FrozenBy, Linkage, Way, Why};
use dialogues::base::people::Salutation;
use dialogues::hub::Reply;
use domain::access::Access;

pub fn html(reply: &AccessReply, words: &Words<'_>) -> String {
    let contact = || Args::new().html("contact", words.contact());
    match reply {
        AccessReply::WhatIsWrong => words.plain("door-what-is-wrong"),
        AccessReply::NotMine => words.with("door-not-mine", contact()),
        AccessReply::RealBot => {
            let args = contact().value("username", words.cx.bot_username).html("identity", words.identity());
            words.with_payment(words.with("door-real-bot", args))
        }
        AccessReply::ConfirmFreeze { members, .. } => {
            words.with("door-confirm-freeze", Args::new().html("who", everybody(members, words)))
        }
        AccessReply::Frozen => words.with("door-frozen", contact()),
        AccessReply::Closed => words.with("door-closed", contact()),
        AccessReply::AskWhose { .. } => words.plain("door-ask-whose"),
        AccessReply::AskWords { whose, .. } => {
            words.with("door-ask-words", Args::new().value("whose", &shortened(whose)))
        }
        AccessReply::WordsLength { min, max, .. } => {
            words.with("door-words-length", Args::new().html("min", min.to_string()).html("max", max.to_string()))
        }
        AccessReply::ContactNotYours => words.plain("link-contact-not-yours"),
        AccessReply::ContactForwarded => words.plain("link-contact-forwarded"),
        AccessReply::PhoneUnreadable => words.plain("link-phone-unreadable"),
        AccessReply::Reported { whose, words: told } => {
            words.with("door-reported", contact().value("whose", &shortened(whose)).value("words", told))
        }
        AccessReply::ReportRead => words.with("door-report-read", contact()),
        AccessReply::ReportOpen => words.with("door-report-open", contact()),
        AccessReply::CoolingDown { until } => {
            words.with("door-cooling-refused", contact().html("until", words.instant(*until)))
        }
        AccessReply::MovedAway { member, .. } => words.with("door-moved-away", words.member(member)),
        AccessReply::MovedHere { member, until } => {
            let moved = words.with("door-moved-here", words.member(member));
            match until.and_then(|until| cooling(Access::CoolingUntil(until), words)) {
                Some(cooling) => format!("{moved}\n\n{cooling}"),
                None => moved,
            }
        }
        AccessReply::DisputeHeard => words.with("door-dispute-heard", contact()),
        AccessReply::DisputeOver => words.with("door-dispute-over", contact()),
        AccessReply::OpenAgain(member) => words.with("door-open-again", words.member(member)),
        officers => for_officers(officers, words),
    }
}

/// What officers read.
fn for_officers(reply: &AccessReply, words: &Words<'_>) -> String {
    match reply {
        AccessReply::AskNumber { .. } => words.plain("door-ask-number"),
        AccessReply::WhichMember { typed, unclear, .. } => people::words::unclear(typed, unclear, words),
        AccessReply::MemberUnknown { typed, .. } => {
            words.with("door-member-unknown", Args::new().value("typed", &shortened(typed)))
        }
        AccessReply::Card(card) => words.with("door-card", of_card(card, words)),
        AccessReply::OwnDoor => words.plain("door-own"),
        AccessReply::NothingToDo(card) => words.with("door-nothing-to-do", of_card(card, words)),
        AccessReply::OfficerFroze(card) => words.with("door-officer-froze", of_card(card, words)),
        AccessReply::AskWhy { what, member, .. } => words.with(
            match what {
                Why::Open => "door-ask-why-open",
                Why::Move => "door-ask-why-move",
            },
            words.member(member),
        ),
        AccessReply::OfficerOpened(card) => words.with("door-officer-opened", of_card(card, words)),
        AccessReply::NewsFrozen { card, by } => words.with(
            match by {
                FrozenBy::Member => "door-news-lost",
                FrozenBy::Officer => "door-news-frozen",
            },
            of_card(card, words),
        ),
        AccessReply::NewsOpened { card, words: why } => {
            words.with("door-news-opened", of_card(card, words).value("words", why))
        }
        AccessReply::MoveAsked(card) => words.with("door-move-asked", of_card(card, words)),
        AccessReply::ConfirmMove { card, way, .. } => words.with(
            match way {
                Way::Reporter => "door-confirm-move",
                Way::Code => "door-confirm-code",
            },
            of_card(card, words),
        ),
        AccessReply::ReportSettled => words.plain("door-report-settled"),
        AccessReply::NewsCode(card) => words.with("door-news-code", of_card(card, words)),
        AccessReply::NoSecondOfficer => words.plain("door-no-second-officer"),
        AccessReply::OfficerMoved(member) => words.with("door-officer-moved", words.member(member)),
        AccessReply::CodeForMember { member, code, expires_at } => words.with(
            "door-code",
            words
                .member(member)
                .value("code", &domain::invitation::grouped(code))
                .html("until", words.instant(*expires_at)),
        ),
        AccessReply::NewsMoved { card, words: why } => {
            words.with("door-news-moved", of_card(card, words).value("words", why))
        }
        AccessReply::NewsDisputed(card) => words.with("door-news-disputed", of_card(card, words)),
        // The others are said to members; should one come here, we say that we failed.
        _ => words.plain("apology"),
    }
}

/// From when money moves out again, where it waits.
pub fn cooling(access: Access, words: &Words<'_>) -> Option<String> {
    match access {
        Access::CoolingUntil(until) => {
            Some(words.with("door-cooling", Args::new().html("until", words.instant(until))))
        }
        Access::Full | Access::Frozen => None,
    }
}

fn everybody(members: &[Salutation], words: &Words<'_>) -> String {
    members.iter().map(|member| words.who(member)).collect::<Vec<_>>().join(", ")
}

pub fn of_card(card: &DoorCard, words: &Words<'_>) -> Args {
    let access = match card.access {
        Access::Full => words.plain("door-state-open"),
        Access::CoolingUntil(until) => {
            words.with("door-state-cooling", Args::new().html("until", words.instant(until)))
        }
        Access::Frozen => words.plain("door-state-frozen"),
    };
    let account = words.plain(match card.account {
        Linkage::Own => "door-account-own",
        Linkage::Shared => "door-account-shared",
        Linkage::None => "door-account-none",
    });
    words.member(&card.member).html("access", access).html("account", account)
}

/// What is said where several members share an account.
pub fn shared_html(reply: &SharedReply, words: &Words<'_>) -> String {
    let contact = || Args::new().html("contact", words.contact());
    match reply {
        SharedReply::WhoIsIt(_) => words.plain("shared-who-is-it"),
        SharedReply::AskPin(member) => words.with("shared-ask-pin", Args::new().html("who", words.who(member))),
        SharedReply::NotSixDigits => words.plain("shared-not-six-digits"),
        SharedReply::TooEasy => words.plain("shared-too-easy"),
        SharedReply::WrongPin { left } => words.with("shared-wrong-pin", contact().html("left", left.to_string())),
        SharedReply::PinLocked { until } => {
            words.with("shared-pin-locked", contact().html("until", words.instant(*until)))
        }
        SharedReply::PinUnset => words.with("shared-pin-unset", contact()),
        SharedReply::ChooseFirstPin { first, second } => words.with(
            "shared-choose-first-pin",
            Args::new().html("first", words.who(first)).html("second", words.who(second)),
        ),
        SharedReply::ChoosePin(member) => words.with("shared-choose-pin", Args::new().html("who", words.who(member))),
        SharedReply::SharedNow(member) => words.with("shared-now", words.member(member)),
        SharedReply::AccountFull => words.with("shared-account-full", contact()),
        SharedReply::NotShared => words.with("shared-not-shared", contact()),
        SharedReply::News { member, receipt } => {
            words.with("shared-news", words.member(member).value("receipt", &words.receipt(receipt)))
        }
        SharedReply::CodeSpent => words.with("link-code-spent", contact()),
        SharedReply::CodesLocked { until } => {
            words.with("shared-codes-locked", contact().html("until", words.instant(*until)))
        }
    }
}

/// The label of a button of this room.
pub fn label(button: AccessButton, reply: &Reply, words: &Words<'_>) -> String {
    let key = match button {
        AccessButton::WhoIs { slot } => return who_is(slot, reply, words),
        AccessButton::Report => "button-report",
        AccessButton::LostPhone => "button-lost-phone",
        AccessButton::OthersPhone => "button-others-phone",
        AccessButton::NotMine => "button-not-my-money",
        AccessButton::RealBot => "button-real-bot",
        AccessButton::Freeze { .. } => "button-freeze",
        AccessButton::NotMyMove(_) => "button-not-my-move",
        AccessButton::Card(member) => {
            let Reply::Access(AccessReply::WhichMember { unclear, .. }) = reply else {
                return words.plain("button-door");
            };
            return people::words::label(member, unclear).unwrap_or_else(|| words.plain("button-door"));
        }
        AccessButton::OfficerFreeze(_) => "button-officer-freeze",
        AccessButton::OfficerOpen(_) => "button-officer-open",
        AccessButton::OfficerMove(_) => "button-officer-move",
        AccessButton::OfficerCode(_) => "button-give-code",
        AccessButton::MoveNow { .. } => match reply {
            Reply::Access(AccessReply::ConfirmMove { way: Way::Code, .. }) => "button-code-now",
            _ => "button-move-now",
        },
        AccessButton::Switch => "button-switch",
    };
    words.plain(key)
}

/// The member's name, as much of it as a button holds.
fn who_is(slot: u8, reply: &Reply, words: &Words<'_>) -> String {
    const SHOWN_CHARS: usize = 24;
    let Reply::Shared(SharedReply::WhoIsIt(members)) = reply else { return slot.to_string() };
    let Some((_, member)) = members.iter().find(|(at, _)| *at == slot) else { return slot.to_string() };
    plain(&words.who(member)).chars().take(SHOWN_CHARS).collect()
}
