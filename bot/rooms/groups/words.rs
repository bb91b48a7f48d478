//! What is said in groups and about them.

use crate::render::Words;
use crate::render::catalogue::Args;
use dialogues::groups::GroupReply;

pub fn html(reply: &GroupReply, words: &Words<'_>) -> String {
    let ours = || Args::new().value("cooperative", &words.cx.cooperative.name);
    match reply {
        GroupReply::Greeting => words.with("group-greeting", ours()),
        GroupReply::NotBound => words.with("group-not-bound", ours()),
        GroupReply::Bound => words.with("group-bound", ours()),
        GroupReply::CodeUnknown => words.plain("group-code-unknown"),
        GroupReply::CodeSpent => words.plain("group-code-spent"),
        GroupReply::Help => words.plain("group-help"),
        GroupReply::HowToAsk => words.plain("group-how-to-ask"),
        GroupReply::QuestionTaken { number } => {
            words.with("group-question-taken", Args::new().html("number", words.question(*number)))
        }
        GroupReply::AskAsYourself => words.plain("group-ask-as-yourself"),
        GroupReply::TooMany => words.plain("group-too-many"),
        GroupReply::NobodyToAsk => words.with("group-nobody-to-ask", Args::new().html("contact", words.contact())),
        GroupReply::Offer { code } => {
            words.with("group-offer", Args::new().value("code", &domain::invitation::grouped(code)))
        }
        GroupReply::Left { title } => words.with("group-left", Args::new().value("title", title)),
    }
}
