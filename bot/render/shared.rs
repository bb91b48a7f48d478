//! Several members on one account.

use dialogues::reply::SharedReply;

use super::Words;
use super::catalogue::Args;

pub(super) fn html(reply: &SharedReply, words: &Words<'_>) -> String {
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
        SharedReply::CodesLocked { until } => {
            words.with("shared-codes-locked", contact().html("until", words.instant(*until)))
        }
    }
}
