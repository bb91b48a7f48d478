//! Linking an account to a membership or an office.

use crate::render::Words;
use crate::render::catalogue::Args;
use dialogues::linking::{LinkingButton, LinkingReply};

pub fn html(reply: &LinkingReply, words: &Words<'_>) -> String {
    let contact = || Args::new().html("contact", words.contact());
    match reply {
        LinkingReply::Welcome => words.with("welcome", Args::new().value("cooperative", &words.cx.cooperative.name)),
        LinkingReply::NotLinked => words.plain("not-linked"),
        LinkingReply::ContactNotAsked => words.plain("link-contact-not-asked"),
        LinkingReply::UseTheKey => words.plain("link-use-the-key"),
        LinkingReply::NotFound => words.with("link-not-found", contact()),
        LinkingReply::AskClaim(member) => words.with("link-ask-claim", words.member(member)),
        LinkingReply::AskCode => words.plain("link-ask-code"),
        LinkingReply::CodeUnknown => words.plain("link-code-unknown"),
        LinkingReply::AskPhoneOfLetter => words.plain("link-ask-phone-of-letter"),
        LinkingReply::LetterNotYours => words.with("link-letter-not-yours", contact()),
        LinkingReply::Linked(member) => words.with("link-linked", words.member(member)),
        LinkingReply::AlreadyLinked(member) => words.with("link-already-linked", words.member(member)),
        LinkingReply::LinkedToAnother(member) => {
            words.with("link-linked-to-another", words.member(member).html("contact", words.contact()))
        }
        LinkingReply::RoleGranted(role) => words.with("link-role-granted", Args::new().html("role", words.role(*role))),
        LinkingReply::OwnInvitation(role) => {
            words.with("link-own-invitation", Args::new().html("role", words.role(*role)))
        }
        LinkingReply::AlreadyRole(role) => words.with("link-already-role", Args::new().html("role", words.role(*role))),
    }
}

/// The label of a button of this room.
pub fn label(button: LinkingButton, words: &Words<'_>) -> String {
    words.plain(match button {
        LinkingButton::Start => "button-start",
        LinkingButton::ClaimMine => "button-mine",
        LinkingButton::ClaimNotMine => "button-not-mine",
    })
}
