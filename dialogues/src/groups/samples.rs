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
        GroupsReply::AskAsYourself,
        GroupsReply::NobodyToAsk,
        GroupsReply::Offer { code: "7K2MQ9XTR4PB".to_owned() },
        GroupsReply::Left { title: "Warga <Contoh>".to_owned() },
    ]
}
