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
        GroupReply::AskAsYourself,
        GroupReply::NobodyToAsk,
        GroupReply::Offer { code: "7K2MQ9XTR4PB".to_owned() },
        GroupReply::Left { title: "Warga <Contoh>".to_owned() },
    ]
}
