//! Requests and the officers who decide them.

use dialogues::join::Whose;
use dialogues::reply::{TaskReply, TaskSubject};

use super::catalogue::Args;
use super::correction::{card, count, headline};
use super::{Words, door, join};

pub(super) fn html(reply: &TaskReply, words: &Words<'_>) -> String {
    match reply {
        TaskReply::Tasks(tasks) => {
            let lines: Vec<String> = (1..).zip(tasks).map(|(ordinal, (_, task))| line(ordinal, task, words)).collect();
            words.with("task-list", count("count", &tasks.len()).html("list", lines.join("\n")))
        }
        TaskReply::NoTasks => words.plain("task-none"),
        TaskReply::Request { subject, reason, missing, .. } => request(subject, reason, *missing, words),
        TaskReply::Decided => words.plain("task-decided"),
        TaskReply::OwnRequest => words.plain("task-own"),
        TaskReply::Approved { missing } => words.with("task-approved", count("missing", missing)),
        TaskReply::AlreadyApproved => words.plain("task-already-approved"),
        TaskReply::AskReason { subject, .. } => {
            words.with("task-ask-reason", Args::new().html("subject", shown(subject, words)))
        }
        TaskReply::ReasonLength { min, max, .. } => {
            words.with("task-reason-length", count("min", min).html("max", max.to_string()))
        }
        TaskReply::Refused { subject } => match subject {
            TaskSubject::Reversal(journal) => {
                words.with("task-reversal-refused", Args::new().html("journal", card(journal, words)))
            }
            TaskSubject::Application { summary, .. } => {
                words.with("task-application-refused", Args::new().html("who", join::addressed(summary, words)))
            }
            TaskSubject::Move(card) | TaskSubject::Lost(card) => {
                words.with("task-move-refused", door::of_card(card, words))
            }
        },
        TaskReply::MakerRefused { subject, reason } => match subject {
            TaskSubject::Reversal(journal) => {
                let args = Args::new().html("journal", card(journal, words)).value("reason", reason);
                words.with("task-reversal-maker-refused", args)
            }
            TaskSubject::Application { summary, whose, .. } => {
                let key = match whose {
                    Whose::Own => "task-application-maker-refused",
                    Whose::Others => "task-application-other-refused",
                };
                words.with(key, Args::new().html("who", join::addressed(summary, words)).value("reason", reason))
            }
            // Whoever reported may be a stranger: no name of a member goes there.
            TaskSubject::Lost(_) => words.with("task-lost-maker-refused", reasoned(reason, words)),
            TaskSubject::Move(card) => {
                words.with("task-move-maker-refused", door::of_card(card, words).value("reason", reason))
            }
        },
    }
}

fn request(subject: &TaskSubject, reason: &str, missing: u8, words: &Words<'_>) -> String {
    match subject {
        TaskSubject::Reversal(journal) => {
            let args = count("missing", &missing).html("journal", card(journal, words)).value("reason", reason);
            words.with("task-reversal", args)
        }
        TaskSubject::Move(card) => words.with("task-move", door::of_card(card, words).value("reason", reason)),
        TaskSubject::Lost(card) => words.with("task-lost", door::of_card(card, words).value("reason", reason)),
        TaskSubject::Application { summary, whose, doubts } => {
            let key = match whose {
                Whose::Own => "task-application",
                Whose::Others => "task-application-other",
            };
            let args = count("missing", &missing)
                .html("summary", join::summary(summary, words))
                .html("doubts", join::doubts(doubts, words));
            words.with(key, args)
        }
    }
}

fn reasoned(reason: &str, words: &Words<'_>) -> Args {
    Args::new().value("reason", reason).html("contact", words.contact())
}

/// What is asked for, in full.
fn shown(subject: &TaskSubject, words: &Words<'_>) -> String {
    match subject {
        TaskSubject::Reversal(journal) => card(journal, words),
        TaskSubject::Move(card) | TaskSubject::Lost(card) => words.with("door-card", door::of_card(card, words)),
        TaskSubject::Application { summary, .. } => join::summary(summary, words),
    }
}

/// What is asked for, in one line of a list.
fn line(ordinal: usize, subject: &TaskSubject, words: &Words<'_>) -> String {
    let line = match subject {
        TaskSubject::Reversal(journal) => headline(journal, words),
        TaskSubject::Move(card) => words.with("task-move-line", door::of_card(card, words)),
        TaskSubject::Lost(card) => words.with("task-lost-line", door::of_card(card, words)),
        TaskSubject::Application { summary, .. } => {
            words.with("task-application-line", Args::new().html("who", join::addressed(summary, words)))
        }
    };
    words.with("task-line", count("ordinal", &ordinal).html("line", line))
}
