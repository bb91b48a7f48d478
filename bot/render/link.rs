//! Linking an account to a membership or an office.

use dialogues::reply::LinkReply;
use domain::role::Role;

use super::Words;
use super::catalogue::Args;

pub(super) fn html(reply: &LinkReply, words: &Words<'_>) -> String {
    let contact = || Args::new().html("contact", words.contact());
    match reply {
        LinkReply::ContactNotAsked => words.plain("link-contact-not-asked"),
        LinkReply::ContactNotYours => words.plain("link-contact-not-yours"),
        LinkReply::ContactForwarded => words.plain("link-contact-forwarded"),
        LinkReply::PhoneUnreadable => words.plain("link-phone-unreadable"),
        LinkReply::UseTheKey => words.plain("link-use-the-key"),
        LinkReply::NotFound => words.with("link-not-found", contact()),
        LinkReply::AskClaim(member) => words.with("link-ask-claim", words.member(member)),
        LinkReply::AskCode => words.plain("link-ask-code"),
        LinkReply::CodeUnknown => words.plain("link-code-unknown"),
        LinkReply::CodeSpent => words.with("link-code-spent", contact()),
        LinkReply::AskPhoneOfLetter => words.plain("link-ask-phone-of-letter"),
        LinkReply::LetterNotYours => words.with("link-letter-not-yours", contact()),
        LinkReply::Linked(member) => words.with("link-linked", words.member(member)),
        LinkReply::AlreadyLinked(member) => words.with("link-already-linked", words.member(member)),
        LinkReply::LinkedToAnother(member) => {
            words.with("link-linked-to-another", words.member(member).html("contact", words.contact()))
        }
        LinkReply::RoleGranted(role) => words.with("link-role-granted", Args::new().html("role", name(*role, words))),
        LinkReply::OwnInvitation(role) => {
            words.with("link-own-invitation", Args::new().html("role", name(*role, words)))
        }
        LinkReply::AlreadyRole(role) => words.with("link-already-role", Args::new().html("role", name(*role, words))),
    }
}

fn name(role: Role, words: &Words<'_>) -> String {
    words.plain(match role {
        Role::Chair => "role-chair",
        Role::Secretary => "role-secretary",
        Role::Treasurer => "role-treasurer",
        Role::Supervisor => "role-supervisor",
        Role::CreditCommittee => "role-credit-committee",
        Role::Educator => "role-educator",
    })
}
