//! One example of everything that is said in groups and about them.

use super::GroupReply;
use crate::questions::QuestionRef;

pub(crate) fn replies() -> Vec<GroupReply> {
    vec![
        GroupReply::Greeting,
        GroupReply::NotBound,
        GroupReply::Bound,
        GroupReply::CodeUnknown,
        GroupReply::CodeSpent,
        GroupReply::Help,
        GroupReply::HowToAsk,
        GroupReply::QuestionTaken { number: QuestionRef::Asked },
        GroupReply::TooMany,
        GroupReply::NobodyToAsk,
        GroupReply::Offer { code: "abcdefghjkmnpqrstuvwxyz023".to_owned() },
        GroupReply::Left { title: "Warga <Contoh>".to_owned() },
    ]
}
