//! Linking an account to a membership or an office.

use crate::render::Words;
use crate::render::catalogue::Args;
use dialogues::linking::{LinkReply, LinkingButton};

pub fn html(reply: &LinkReply, words: &Words<'_>) -> String {
    let contact = || Args::new().html("contact", words.contact());
    match reply {
        LinkReply::Welcome => words.with("welcome", Args::new().value("cooperative", &words.cx.cooperative.name)),
        LinkReply::NotLinked => words.plain("not-linked"),
        LinkReply::ContactNotAsked => words.plain("link-contact-not-asked"),
        LinkReply::UseTheKey => words.plain("link-use-the-key"),
        LinkReply::NotFound => words.with("link-not-found", contact()),
        LinkReply::AskClaim(member) => words.with("link-ask-claim", words.member(member)),
        LinkReply::AskCode => words.plain("link-ask-code"),
        LinkReply::CodeUnknown => words.plain("link-code-unknown"),
        LinkReply::AskPhoneOfLetter => words.plain("link-ask-phone-of-letter"),
        LinkReply::LetterNotYours => words.with("link-letter-not-yours", contact()),
        LinkReply::Linked(member) => words.with("link-linked", words.member(member)),
        LinkReply::AlreadyLinked(member) => words.with("link-already-linked", words.member(member)),
        LinkReply::LinkedToAnother(member) => {
            words.with("link-linked-to-another", words.member(member).html("contact", words.contact()))
        }
        LinkReply::RoleGranted(role) => words.with("link-role-granted", Args::new().html("role", words.role(*role))),
        LinkReply::OwnInvitation(role) => {
            words.with("link-own-invitation", Args::new().html("role", words.role(*role)))
        }
        LinkReply::AlreadyRole(role) => words.with("link-already-role", Args::new().html("role", words.role(*role))),
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
