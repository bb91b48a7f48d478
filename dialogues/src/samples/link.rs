//! What is said while an account is linked.

use domain::role::Role;

use super::who;
use crate::reply::LinkReply;

pub(super) fn replies() -> Vec<LinkReply> {
    let mut replies = vec![
        LinkReply::ContactNotAsked,
        LinkReply::ContactNotYours,
        LinkReply::ContactForwarded,
        LinkReply::PhoneUnreadable,
        LinkReply::UseTheKey,
        LinkReply::NotFound,
        LinkReply::AskClaim(who()),
        LinkReply::AskCode,
        LinkReply::CodeUnknown,
        LinkReply::CodeSpent,
        LinkReply::AskPhoneOfLetter,
        LinkReply::LetterNotYours,
        LinkReply::Linked(who()),
        LinkReply::AlreadyLinked(who()),
        LinkReply::LinkedToAnother(who()),
    ];
    replies.extend(Role::ALL.map(LinkReply::RoleGranted));
    replies.extend(Role::ALL.map(LinkReply::AlreadyRole));
    replies.push(LinkReply::OwnInvitation(Role::Treasurer));
    replies
}
