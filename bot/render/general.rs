//! Greetings, menu, help, and what is said everywhere.

use dialogues::command::Command;
use dialogues::reply::{Reply, Standing};

use super::catalogue::Args;
use super::{Words, command_name, description, door, settings};

pub(super) fn html(reply: &Reply, words: &Words<'_>) -> String {
    match reply {
        Reply::Welcome => words.with("welcome", Args::new().value("cooperative", &words.cx.cooperative.name)),
        Reply::Menu(standing) => menu(standing, words),
        Reply::Help(standing) => help(standing, words),
        Reply::Language => words.plain("language"),
        Reply::LanguageSet(locale) => Words { locale: *locale, cx: words.cx }.plain("language-set"),
        Reply::NotUnderstood(_) => words.plain("not-understood"),
        Reply::Unsupported(_) => words.plain("unsupported"),
        Reply::AskOffice => words.with("ask-office", contact(words)),
        Reply::SomethingWrong => words.with("something-wrong", contact(words)),
        Reply::PrivatePlease => words.plain("private-please"),
        Reply::NotLinked => words.plain("not-linked"),
        Reply::NotYourRole => words.plain("not-your-role"),
        Reply::StaleButton => words.plain("stale-button"),
        Reply::FormAbandoned => words.plain("form-abandoned"),
        Reply::Cancelled => words.plain("cancelled"),
        Reply::NothingToCancel => words.plain("nothing-to-cancel"),
        Reply::SlowDown => words.plain("slow-down"),
        Reply::StateLost => words.plain("state-lost"),
        Reply::Suspended => words.plain("suspended"),
        // The others have rooms of their own; should one come here, we say that we failed.
        Reply::Apology
        | Reply::Balance { .. }
        | Reply::BalanceDetail { .. }
        | Reply::WhyNotAll { .. }
        | Reply::Statement(_)
        | Reply::Link(_)
        | Reply::Counter(_)
        | Reply::Correct(_)
        | Reply::Door(_)
        | Reply::Shared(_)
        | Reply::Join(_)
        | Reply::Task(_)
        | Reply::Question(_)
        | Reply::Settings(_)
        | Reply::Group(_)
        | Reply::Duties(_) => words.plain("apology"),
    }
}

fn contact(words: &Words<'_>) -> Args {
    Args::new().html("contact", words.contact())
}

fn menu(standing: &Standing, words: &Words<'_>) -> String {
    let menu = greeting(standing, words);
    match settings::missing(&standing.roles, words) {
        Some(missing) => format!("{menu}\n\n{missing}"),
        None => menu,
    }
}

fn greeting(standing: &Standing, words: &Words<'_>) -> String {
    match &standing.member {
        Some(member) => {
            let menu = words.with("menu-member", Args::new().html("who", words.who(member)));
            match door::cooling(standing.access, words) {
                Some(cooling) => format!("{menu}\n\n{cooling}"),
                None => menu,
            }
        }
        None if standing.is_stranger() => words.plain("menu-stranger"),
        None => words.plain("menu-officer"),
    }
}

/// The commands of the person's menu with their meaning.
fn help(standing: &Standing, words: &Words<'_>) -> String {
    let listed = Command::listed_for(&standing.roles);
    let lines: Vec<String> = listed
        .map(|command| format!("/{} – {}", command_name(command, words.locale), description(command, words.locale)))
        .collect();
    let office = words.with("help-office", contact(words).html("identity", words.identity()));
    [words.plain("help-title"), lines.join("\n"), words.plain("help-footer"), office].join("\n\n")
}
