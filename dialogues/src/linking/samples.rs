//! One example of everything around linking an account.

use domain::role::Role;

use super::{Letter, LinkReply, Linking, LinkingButton};
use crate::base::samples::{invitation_id, now, who};
use crate::hub::Dialogue;

pub(crate) fn replies() -> Vec<LinkReply> {
    let mut replies = vec![
        LinkReply::Welcome,
        LinkReply::NotLinked,
        LinkReply::ContactNotAsked,
        LinkReply::UseTheKey,
        LinkReply::NotFound,
        LinkReply::AskClaim(who()),
        LinkReply::AskCode,
        LinkReply::CodeUnknown,
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

pub(crate) fn dialogues() -> Vec<Dialogue> {
    vec![
        Dialogue::Linking(Linking::AskContact),
        Dialogue::Linking(Linking::AskCode),
        Dialogue::Linking(Linking::LetterBrought(Letter {
            invitation: invitation_id(),
            number: "A-017".to_owned(),
            expires_at: now(),
        })),
    ]
}

pub(crate) fn buttons() -> Vec<LinkingButton> {
    vec![LinkingButton::Start, LinkingButton::ClaimMine, LinkingButton::ClaimNotMine]
}
