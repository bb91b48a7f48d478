//! What is said in groups and about them.

use crate::render::Words;
use crate::render::catalogue::Args;
use dialogues::groups::GroupsReply;

pub fn html(reply: &GroupsReply, words: &Words<'_>) -> String {
    let ours = || Args::new().value("cooperative", &words.cx.cooperative.name);
    match reply {
        GroupsReply::Greeting => words.with("group-greeting", ours()),
        GroupsReply::NotBound => words.with("group-not-bound", ours()),
        GroupsReply::Bound => words.with("group-bound", ours()),
        GroupsReply::CodeUnknown => words.plain("group-code-unknown"),
        GroupsReply::CodeSpent => words.plain("group-code-spent"),
        GroupsReply::Help => words.plain("group-help"),
        GroupsReply::HowToAsk => words.plain("group-how-to-ask"),
        GroupsReply::QuestionTaken { number } => {
            words.with("group-question-taken", Args::new().html("number", words.question(*number)))
        }
        GroupsReply::AskAsYourself => words.plain("group-ask-as-yourself"),
        GroupsReply::TooMany => words.plain("group-too-many"),
        GroupsReply::NobodyToAsk => words.with("group-nobody-to-ask", Args::new().html("contact", words.contact())),
        GroupsReply::Offer { code } => {
            words.with("group-offer", Args::new().value("code", &domain::invitation::grouped(code)))
        }
        GroupsReply::Left { title } => words.with("group-left", Args::new().value("title", title)),
    }
}
