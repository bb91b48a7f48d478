//! Requests and the officers who decide them.

use dialogues::reply::{TaskReply, TaskSubject};

use super::Words;
use super::catalogue::Args;
use super::correction::{card, count, headline};

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
        },
        TaskReply::MakerRefused { subject, reason } => match subject {
            TaskSubject::Reversal(journal) => {
                let args = Args::new().html("journal", card(journal, words)).value("reason", reason);
                words.with("task-reversal-maker-refused", args)
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
    }
}

/// What is asked for, in full.
fn shown(subject: &TaskSubject, words: &Words<'_>) -> String {
    match subject {
        TaskSubject::Reversal(journal) => card(journal, words),
    }
}

/// What is asked for, in one line of a list.
fn line(ordinal: usize, subject: &TaskSubject, words: &Words<'_>) -> String {
    let line = match subject {
        TaskSubject::Reversal(journal) => headline(journal, words),
    };
    words.with("task-line", count("ordinal", &ordinal).html("line", line))
}
