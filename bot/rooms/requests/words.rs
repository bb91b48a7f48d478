//! Requests and the officers who decide them.

use crate::render::Words;
use crate::render::catalogue::Args;
use crate::rooms::corrections::words::{card, count, headline};
use crate::rooms::{access, joining, people};
use dialogues::access::facts::Reporter;
use dialogues::base::people::Actor;
use dialogues::hub::{Reply, TaskKind, TaskSubject, TaskSummary};
use dialogues::joining::Whose;
use dialogues::requests::facts::Ended;
use dialogues::requests::{RequestsButton, RequestsReply};
use domain::hours::DayPart;
use domain::request::RequestStatus;

pub fn html(reply: &RequestsReply, words: &Words<'_>) -> String {
    match reply {
        RequestsReply::Waiting(summary) => waiting(summary, words),
        RequestsReply::Tasks(tasks) => {
            let lines: Vec<String> = (1..).zip(tasks).map(|(ordinal, (_, task))| line(ordinal, task, words)).collect();
            words.with("task-list", count("count", &tasks.len()).html("list", lines.join("\n")))
        }
        RequestsReply::OwnWait(own) => {
            let lines: Vec<String> = (1..).zip(own).map(|(ordinal, (_, task))| line(ordinal, task, words)).collect();
            words.with("task-own-wait", Args::new().html("list", lines.join("\n")))
        }
        RequestsReply::Own { subject, missing, .. } => {
            words.with("task-own-card", count("missing", missing).html("subject", shown(subject, words)))
        }
        RequestsReply::NoTasks => words.plain("task-none"),
        RequestsReply::Request { subject, reason, asked_by, missing, .. } => {
            request(subject, reason, asked_by.as_ref(), *missing, words)
        }
        RequestsReply::Decided(ended) => decided(ended.as_ref(), words),
        RequestsReply::OwnRequest { .. } => words.plain("task-own"),
        RequestsReply::AskTakeBack { subject, .. } => {
            words.with("task-ask-take-back", Args::new().html("subject", shown(subject, words)))
        }
        RequestsReply::TakenBack { subject } => taken_back(subject, words),
        RequestsReply::TakeBackLate => words.plain("task-take-back-late"),
        RequestsReply::TakenBackBefore => words.plain("task-taken-back-before"),
        RequestsReply::Approved { missing } => words.with("task-approved", count("missing", missing)),
        RequestsReply::AlreadyApproved => words.plain("task-already-approved"),
        RequestsReply::AskReason { subject, .. } => {
            words.with("task-ask-reason", Args::new().html("subject", shown(subject, words)))
        }
        RequestsReply::ReasonLength { min, max, .. } => {
            words.with("task-reason-length", count("min", min).html("max", max.to_string()))
        }
        RequestsReply::Refused { subject } => match subject {
            TaskSubject::Reversal(journal) => {
                words.with("task-reversal-refused", Args::new().html("journal", card(journal, words)))
            }
            TaskSubject::Application { summary, .. } => words
                .with("task-application-refused", Args::new().html("who", joining::words::addressed(summary, words))),
            TaskSubject::Move(card) | TaskSubject::Lost { card, .. } => {
                words.with("task-move-refused", access::words::of_card(card, words))
            }
            TaskSubject::LostUnknown => words.plain("task-lost-unknown-refused"),
        },
        RequestsReply::MakerRefused { subject, reason } => match subject {
            TaskSubject::Reversal(journal) => {
                let args = Args::new().html("journal", card(journal, words)).value("reason", reason);
                words.with("task-reversal-maker-refused", args)
            }
            TaskSubject::Application { summary, whose, .. } => {
                let key = match whose {
                    Whose::Own => "task-application-maker-refused",
                    Whose::Others => "task-application-other-refused",
                };
                words.with(
                    key,
                    Args::new().html("who", joining::words::addressed(summary, words)).value("reason", reason),
                )
            }
            // Whoever reported may be a stranger: no name of a member goes there.
            TaskSubject::Lost { .. } | TaskSubject::LostUnknown => {
                words.with("task-lost-maker-refused", reasoned(reason, words))
            }
            TaskSubject::Move(card) => {
                words.with("task-move-maker-refused", access::words::of_card(card, words).value("reason", reason))
            }
        },
    }
}

fn taken_back(subject: &TaskSubject, words: &Words<'_>) -> String {
    let key = match subject {
        TaskSubject::Application { .. } => "task-application-taken-back",
        TaskSubject::Reversal(_) => "task-reversal-taken-back",
        TaskSubject::Move(_) | TaskSubject::Lost { .. } | TaskSubject::LostUnknown => "task-move-taken-back",
    };
    words.with(key, Args::new().html("subject", shown(subject, words)))
}

/// How a request ended, and by whom: whoever comes too late wants to know.
fn decided(ended: Option<&Ended>, words: &Words<'_>) -> String {
    let Some(Ended { status, by }) = ended else { return words.plain("task-decided") };
    let key = match status {
        RequestStatus::Open => return words.plain("task-decided"),
        RequestStatus::Approved => "task-decided-approved",
        RequestStatus::Refused => "task-decided-refused",
        RequestStatus::TakenBack => "task-decided-taken-back",
    };
    let by: Vec<String> = by.iter().map(|actor| people::words::actor(actor, words)).collect();
    words.with(key, Args::new().html("who", by.join(", ")))
}

fn request(subject: &TaskSubject, reason: &str, asked_by: Option<&Actor>, missing: u8, words: &Words<'_>) -> String {
    match subject {
        TaskSubject::Reversal(journal) => {
            let asker = asked_by.map_or_else(|| words.plain("actor-nobody"), |by| people::words::actor(by, words));
            let args = count("missing", &missing)
                .html("journal", card(journal, words))
                .value("reason", reason)
                .html("asker", asker);
            words.with("task-reversal", args)
        }
        TaskSubject::Move(card) => words.with("task-move", access::words::of_card(card, words).value("reason", reason)),
        TaskSubject::Lost { card, reporter } => {
            let key = match reporter {
                Reporter::Free => "task-lost",
                Reporter::Taken => "task-lost-by-another",
            };
            words.with(key, access::words::of_card(card, words).value("reason", reason))
        }
        TaskSubject::LostUnknown => words.with("task-lost-unknown", Args::new().value("reason", reason)),
        TaskSubject::Application { summary, whose, doubts } => {
            let key = match whose {
                Whose::Own => "task-application",
                Whose::Others => "task-application-other",
            };
            let args = count("missing", &missing)
                .html("summary", joining::words::summary(summary, words))
                .html("doubts", joining::words::doubts(doubts, words));
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
        TaskSubject::Move(card) | TaskSubject::Lost { card, .. } => {
            words.with("door-card", access::words::of_card(card, words))
        }
        TaskSubject::LostUnknown => words.plain("task-lost-unknown-line"),
        TaskSubject::Application { summary, .. } => joining::words::summary(summary, words),
    }
}

/// What is asked for, in one line of a list.
fn line(ordinal: usize, subject: &TaskSubject, words: &Words<'_>) -> String {
    let line = match subject {
        TaskSubject::Reversal(journal) => headline(journal, words),
        TaskSubject::Move(card) => words.with("task-move-line", access::words::of_card(card, words)),
        TaskSubject::Lost { card, .. } => words.with("task-lost-line", access::words::of_card(card, words)),
        TaskSubject::LostUnknown => words.plain("task-lost-unknown-line"),
        TaskSubject::Application { summary, .. } => {
            words.with("task-application-line", Args::new().html("who", joining::words::addressed(summary, words)))
        }
    };
    words.with("task-line", count("ordinal", &ordinal).html("line", line))
}

/// What waits for an officer, the number first.
fn waiting(summary: &TaskSummary, words: &Words<'_>) -> String {
    let count: u32 = summary.lines.iter().map(|line| line.count).sum();
    let since = match summary.oldest_days {
        0 => words.plain("since-today"),
        1 => words.plain("since-yesterday"),
        days => words.with("since-days", Args::new().value("days", &days.to_string())),
    };
    let args = Args::new().value("count", &count.to_string()).html("since", since);
    match &summary.greeting {
        None => words.with("duties", args),
        Some((part, member)) => {
            let greeting = words.plain(match part {
                DayPart::Morning => "greeting-morning",
                DayPart::Noon => "greeting-noon",
                DayPart::Afternoon => "greeting-afternoon",
                DayPart::Evening => "greeting-evening",
            });
            let args = args.html("greeting", greeting);
            match member {
                Some(member) => words.with("duties-hello", args.html("who", words.who(member))),
                None => words.with("duties-hello-plain", args),
            }
        }
    }
}

/// "Pertanyaan (2)".
pub fn counted(summary: &TaskSummary, kind: TaskKind, words: &Words<'_>) -> String {
    let key = match kind {
        TaskKind::Requests => "button-duty-requests",
        TaskKind::Questions => "button-duty-questions",
    };
    let count = summary.lines.iter().find(|line| line.kind == kind).map_or(0, |line| line.count);
    words.with(key, Args::new().value("count", &count.to_string()))
}

/// What approving does, where it moves more than a figure.
const fn approving(subject: &TaskSubject) -> &'static str {
    match subject {
        TaskSubject::Lost { reporter: Reporter::Free, .. } => "button-move-to-reporter",
        TaskSubject::Lost { reporter: Reporter::Taken, .. } | TaskSubject::Move(_) => "button-give-code",
        TaskSubject::LostUnknown => "button-settled",
        TaskSubject::Reversal(_) | TaskSubject::Application { .. } => "button-approve",
    }
}

/// The label of a button of this room, seen from the reply under which it stands.
pub fn label(button: RequestsButton, reply: &Reply, words: &Words<'_>) -> String {
    words.plain(match button {
        RequestsButton::Tasks => "button-tasks",
        RequestsButton::Requests => {
            let nothing = TaskSummary { greeting: None, lines: Vec::new(), oldest_days: 0 };
            let Reply::Requests(RequestsReply::Waiting(summary)) = reply else {
                return counted(&nothing, TaskKind::Requests, words);
            };
            return counted(summary, TaskKind::Requests, words);
        }
        RequestsButton::Task { ordinal, .. } => return ordinal.to_string(),
        RequestsButton::Approve(_) => match reply {
            Reply::Requests(RequestsReply::Request { subject, .. }) => approving(subject),
            _ => "button-approve",
        },
        RequestsButton::Refuse(_) => "button-refuse",
        RequestsButton::TakeBack(_) => "button-take-back",
        RequestsButton::ConfirmTakeBack(_) => "button-confirm-take-back",
    })
}
