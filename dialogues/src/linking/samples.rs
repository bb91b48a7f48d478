//! One example of everything around linking an account.

use domain::role::Role;

use super::{Letter, Linking, LinkingButton, LinkingReply};
use crate::base::samples::{invitation_id, now, who};
use crate::hub::Dialogue;

pub(crate) fn replies() -> Vec<LinkingReply> {
    let mut replies = vec![
        LinkingReply::Welcome,
        LinkingReply::NotLinked,
        LinkingReply::ContactNotAsked,
        LinkingReply::UseTheKey,
        LinkingReply::NotFound,
        LinkingReply::AskClaim(who()),
        LinkingReply::AskCode,
        LinkingReply::CodeUnknown,
        LinkingReply::AskPhoneOfLetter,
        LinkingReply::LetterNotYours,
        LinkingReply::Linked(who()),
        LinkingReply::AlreadyLinked(who()),
        LinkingReply::LinkedToAnother(who()),
    ];
    replies.extend(Role::ALL.map(LinkingReply::RoleGranted));
    replies.extend(Role::ALL.map(LinkingReply::AlreadyRole));
    replies.push(LinkingReply::OwnInvitation(Role::Treasurer));
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
