//! One example of everything that is said in groups and about them.

use super::GroupsReply;
use crate::questions::QuestionRef;

pub(crate) fn replies() -> Vec<GroupsReply> {
    vec![
        GroupsReply::Greeting,
        GroupsReply::NotBound,
        GroupsReply::Bound,
        GroupsReply::CodeUnknown,
        GroupsReply::CodeSpent,
        GroupsReply::Help,
        GroupsReply::HowToAsk,
        GroupsReply::QuestionTaken { number: QuestionRef::Asked },
        GroupsReply::TooMany,
        GroupsReply::NobodyToAsk,
        GroupsReply::Offer { code: "abcdefghjkmnpqrstuvwxyz023".to_owned() },
        GroupsReply::Left { title: "Warga <Contoh>".to_owned() },
    ]
}
