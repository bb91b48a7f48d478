//! Greetings, menu, help, and what is said everywhere.

use crate::render::catalogue::Args;
use crate::render::{Words, command_name, description};
use crate::rooms::{access, settings};
use dialogues::base::people::Standing;
use dialogues::home::{HomeButton, HomeReply};
use dialogues::hub::{Board, Command};
use domain::locale::Locale;

pub fn html(reply: &HomeReply, words: &Words<'_>) -> String {
    match reply {
        HomeReply::Menu(standing) => menu(standing, words),
        HomeReply::Help(standing) => help(standing, words),
        HomeReply::Keys(board) => words.plain(match board {
            Board::Officer => "keys-officer",
            Board::Member => "keys-member",
            Board::Stranger | Board::OwnNumber => "keys-changed",
        }),
        HomeReply::Language => words.plain("language"),
        HomeReply::LanguageSet(locale) => Words { locale: *locale, cx: words.cx }.plain("language-set"),
        HomeReply::NotUnderstood(_) => words.plain("not-understood"),
        HomeReply::Unsupported(_) => words.plain("unsupported"),
        HomeReply::AskOffice => words.with("ask-office", contact(words)),
        HomeReply::SomethingWrong => words.with("something-wrong", contact(words)),
        HomeReply::PrivatePlease => words.plain("private-please"),
        HomeReply::NotYourRole => words.plain("not-your-role"),
        HomeReply::StaleButton => words.plain("stale-button"),
        HomeReply::FormAbandoned => words.plain("form-abandoned"),
        HomeReply::FormWaits => words.plain("form-waits"),
        HomeReply::AskLeave { answers, .. } => {
            words.with("form-ask-leave", Args::new().html("answers", answers.to_string()))
        }
        HomeReply::NothingToContinue => words.plain("nothing-to-continue"),
        HomeReply::Cancelled => words.plain("cancelled"),
        HomeReply::NothingToCancel => words.plain("nothing-to-cancel"),
        HomeReply::StateLost => words.plain("state-lost"),
        HomeReply::Suspended => words.plain("suspended"),
        HomeReply::Apology => words.plain("apology"),
        HomeReply::SlowDown => words.plain("slow-down"),
    }
}

fn contact(words: &Words<'_>) -> Args {
    Args::new().html("contact", words.contact())
}

fn menu(standing: &Standing, words: &Words<'_>) -> String {
    let menu = greeting(standing, words);
    match settings::words::missing(&standing.roles, words) {
        Some(missing) => format!("{menu}\n\n{missing}"),
        None => menu,
    }
}

fn greeting(standing: &Standing, words: &Words<'_>) -> String {
    match &standing.member {
        Some(member) => {
            let menu = words.with("menu-member", Args::new().html("who", words.who(member)));
            match access::words::cooling(standing.access, words) {
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
    // Who keeps doors is the cooperative's to say, whatever the messenger's menu lists.
    let keeps_doors = standing.roles.iter().any(|role| words.cx.cooperative.door_roles.contains(role));
    let listed = Command::ALL.into_iter().filter(|command| match command {
        Command::Lock => keeps_doors,
        command => command.is_listed_for(&standing.roles),
    });
    let lines: Vec<String> = listed
        .map(|command| format!("/{} – {}", command_name(command, words.locale), description(command, words.locale)))
        .collect();
    let office = words.with("help-office", contact(words).html("identity", words.identity()));
    [words.plain("help-title"), lines.join("\n"), words.plain("help-footer"), office].join("\n\n")
}

/// The label of a button of every room.
pub fn label(button: HomeButton, words: &Words<'_>) -> String {
    words.plain(match button {
        HomeButton::Menu => "button-menu",
        HomeButton::Language => "button-language",
        HomeButton::SetLanguage(Locale::Id) => "button-indonesian",
        HomeButton::SetLanguage(Locale::En) => "button-english",
        HomeButton::Help => "button-help",
        HomeButton::SomethingWrong => "button-wrong",
        HomeButton::CancelForm { .. } => "button-cancel",
        HomeButton::Back { .. } => "button-back",
        HomeButton::Continue => "button-continue",
        HomeButton::Quit { .. } => "button-quit",
    })
}
