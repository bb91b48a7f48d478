//! The words of replies: the one place where values become a message in the person's language.
//!
//! Each reply names its key in the catalogues and its values; a reply without a text does not compile.
//! Every value that came from outside is cleaned and escaped in `catalogue::Args`, nowhere else.

mod account;
mod catalogue;
mod correction;
mod counter;
mod door;
mod general;
mod group;
mod join;
mod keys;
pub mod letters;
mod link;
mod question;
mod settings;
mod shared;
mod table;
mod tasks;
#[cfg(test)]
mod tests;

use dialogues::command::Command;
use dialogues::facts::Cooperative;
use dialogues::reply::{ReceiptRef, Reply, Salutation};
use dialogues::step::Chat;
use domain::dates;
use domain::locale::Locale;
use domain::member::{Address, Savings};
use domain::question::QuestionNumber;

use self::catalogue::{Args, text};

/// What surrounds a reply.
#[derive(Debug, Clone, Copy)]
pub struct RenderCtx<'a> {
    /// Whose bot it is.
    pub cooperative: &'a Cooperative,
    /// The numbers of the receipts that this step's postings got, in their order.
    pub receipts: &'a [String],
    /// The number that this step's question got.
    pub question: Option<QuestionNumber>,
    /// The bot's name at the messenger, without the at sign.
    pub bot_username: &'a str,
    /// Where the reply is read.
    pub chat: Chat,
}

/// What the messenger is given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rendered {
    /// The text, in the messenger's HTML.
    pub html: String,
    /// The keys that come with it.
    pub keyboard: Keyboard,
}

/// The keys that come with a message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Keyboard {
    /// None: whatever keyboard is there stays.
    None,
    /// Buttons under the message.
    Inline(Vec<Vec<InlineKey>>),
    /// A keyboard in place of the person's.
    Reply(Vec<Vec<ReplyKey>>),
    /// A keyboard that goes away once it is used, as the question goes that it answers.
    Once(Vec<Vec<ReplyKey>>),
}

/// A button under a message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InlineKey {
    /// What is read on it.
    pub label: String,
    /// What it does.
    pub action: InlineAction,
}

/// What a button under a message does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum InlineAction {
    /// Sends these bytes to us.
    Data(String),
    /// Opens this address.
    Url(String),
}

/// A key of the person's keyboard; pressing it sends its label as a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReplyKey {
    /// What is read on it, and sent.
    pub label: String,
    /// Whether it sends the person's own contact card instead.
    pub request_contact: bool,
}

/// The message for a reply.
///
/// In a group others read along: what is not made for one becomes the way to the private chat, whatever was decided.
pub fn render(reply: &Reply, locale: Locale, cx: &RenderCtx<'_>) -> Rendered {
    let reply = if cx.chat == Chat::Group && !reply.is_for_groups() { &Reply::PrivatePlease } else { reply };
    let words = Words { locale, cx };
    Rendered { html: html(reply, &words), keyboard: keys::keyboard(reply, &words) }
}

/// The consent text of that version as a person reads it, whose hash is kept; nothing for a version that never was.
pub fn consent(version: u16, locale: Locale, cooperative: &str) -> String {
    join::consent(version, locale, cooperative)
}

/// The passing note for a reply that is one: plain text, no markup.
pub fn toast(reply: &Reply, locale: Locale, cx: &RenderCtx<'_>) -> String {
    catalogue::plain(&html(reply, &Words { locale, cx }))
}

/// A command menu: name and description in that language.
pub fn command_menu(locale: Locale, listed: impl IntoIterator<Item = Command>) -> Vec<(String, String)> {
    listed
        .into_iter()
        .map(|command| (command_name(command, locale).to_owned(), catalogue::plain(&description(command, locale))))
        .collect()
}

const fn command_name(command: Command, locale: Locale) -> &'static str {
    let (indonesian, english, _) = command.entry();
    match locale {
        Locale::Id => indonesian,
        Locale::En => english,
    }
}

fn description(command: Command, locale: Locale) -> String {
    let key = match command {
        Command::Start => "command-start",
        Command::Menu => "command-menu",
        Command::Balance => "command-balance",
        Command::Statement => "command-statement",
        Command::Language => "command-language",
        Command::Help => "command-help",
        Command::Cancel => "command-cancel",
        Command::Join => "command-join",
        Command::Code => "command-code",
        Command::Ask => "command-ask",
        Command::Counter => "command-counter",
        Command::Tasks => "command-tasks",
        Command::Correct => "command-correct",
        Command::Report => "command-report",
        Command::Switch => "command-switch",
        Command::Lock => "command-lock",
        Command::Bind => "command-bind",
        Command::Status => "command-status",
        Command::InviteFriend => "command-invite",
        Command::Register => "command-register",
        Command::Settings => "command-settings",
    };
    text(locale, key, Args::new())
}

fn html(reply: &Reply, words: &Words<'_>) -> String {
    match reply {
        Reply::Link(reply) => link::html(reply, words),
        Reply::Counter(reply) => counter::html(reply, words),
        Reply::Correct(reply) => correction::html(reply, words),
        Reply::Task(reply) => tasks::html(reply, words),
        Reply::Door(reply) => door::html(reply, words),
        Reply::Shared(reply) => shared::html(reply, words),
        Reply::Question(reply) => question::html(reply, words),
        Reply::Group(reply) => group::html(reply, words),
        Reply::Duties(summary) => question::duties(summary, words),
        Reply::Join(reply) => join::html(reply, words),
        Reply::Settings(reply) => settings::html(reply, words),
        Reply::Balance { .. } | Reply::BalanceDetail { .. } | Reply::WhyNotAll { .. } | Reply::Statement(_) => {
            account::html(reply, words)
        }
        Reply::Welcome
        | Reply::Menu(_)
        | Reply::Help(_)
        | Reply::Language
        | Reply::LanguageSet(_)
        | Reply::NotUnderstood(_)
        | Reply::Unsupported(_)
        | Reply::AskOffice
        | Reply::SomethingWrong
        | Reply::PrivatePlease
        | Reply::NotLinked
        | Reply::NotYourRole
        | Reply::StaleButton
        | Reply::FormAbandoned
        | Reply::Cancelled
        | Reply::NothingToCancel
        | Reply::Apology
        | Reply::SlowDown
        | Reply::StateLost
        | Reply::Suspended => general::html(reply, words),
    }
}

/// A language and what surrounds the reply: what every text is made with.
#[derive(Clone, Copy)]
struct Words<'a> {
    locale: Locale,
    cx: &'a RenderCtx<'a>,
}

impl Words<'_> {
    /// A text without values.
    fn plain(&self, key: &'static str) -> String {
        text(self.locale, key, Args::new())
    }

    /// A text with values.
    fn with(&self, key: &'static str, args: Args) -> String {
        text(self.locale, key, args)
    }

    /// "Bu Sari Wulandari".
    fn who(&self, member: &Salutation) -> String {
        let key = match member.address {
            Address::Bu => "address-bu",
            Address::Pak => "address-pak",
            Address::Plain => "address-plain",
        };
        self.with(key, Args::new().value("name", &member.name))
    }

    /// Who and number of a member, as most texts about members want them.
    fn member(&self, member: &Salutation) -> Args {
        Args::new().html("who", self.who(member)).value("number", &member.number)
    }

    /// How to reach the office.
    fn contact(&self) -> String {
        let contact = self.cx.cooperative.contact.trim();
        if contact.is_empty() { self.plain("contact-unset") } else { catalogue::clean(contact) }
    }

    /// "Kamis, 26 November 2026 pukul 14.30 WIB".
    fn instant(&self, instant: chrono::DateTime<chrono::Utc>) -> String {
        let zone = self.cx.cooperative.zone;
        let local = zone.local(instant);
        let args = Args::new()
            .html("day", dates::long(local.date_naive(), self.locale))
            .html("time", local.format("%H.%M").to_string())
            .html("zone", zone.label());
        self.with("instant", args)
    }

    fn savings(&self, savings: Savings) -> String {
        self.plain(match savings {
            Savings::Principal => "savings-principal",
            Savings::Mandatory => "savings-mandatory",
            Savings::Voluntary => "savings-voluntary",
            Savings::Time => "savings-time",
        })
    }

    fn savings_short(&self, savings: Savings) -> String {
        self.plain(match savings {
            Savings::Principal => "savings-principal-short",
            Savings::Mandatory => "savings-mandatory-short",
            Savings::Voluntary => "savings-voluntary-short",
            Savings::Time => "savings-time-short",
        })
    }

    /// The number of a receipt. A posting without one is a defect of the shell; a dash is seen and asked about.
    fn receipt(&self, receipt: &ReceiptRef) -> String {
        match receipt {
            ReceiptRef::Posted(index) => self.cx.receipts.get(*index).map_or_else(|| "–".to_owned(), Clone::clone),
            ReceiptRef::Known(number) => number.clone(),
        }
    }
}
