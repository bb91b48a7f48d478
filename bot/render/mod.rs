//! The words of replies: the one place where values become a message in the person's language.
//!
//! Each reply names its key in the catalogues and its values; a reply without a text does not compile.
//! Every value that came from outside is cleaned and escaped in `catalogue::Args`, nowhere else.

pub(crate) mod catalogue;
mod keys;
pub mod letters;
pub(crate) mod table;
#[cfg(test)]
mod tests;

use dialogues::base::people::Salutation;
use dialogues::base::posting::ReceiptRef;
use dialogues::base::shape::{self, Keys};
use dialogues::home::HomeReply;
use dialogues::hub::{Board, Chat, Command, Cooperative, Reply};
use domain::dates;
use domain::locale::Locale;
use domain::member::{Address, Savings};
use domain::question::QuestionNumber;
use domain::role::Role;

use self::catalogue::{Args, text};
use crate::rooms;

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
    let reply = if cx.chat == Chat::Group && !reply.shape().is_for_groups() {
        &Reply::Home(HomeReply::PrivatePlease)
    } else {
        reply
    };
    let words = Words { locale, cx };
    Rendered { html: rooms::html(reply, &words), keyboard: keys::keyboard(reply, &words) }
}

/// The same to whoever the step is about, with the keyboard that is theirs where the reply brings it.
pub fn render_to(board: Board, reply: &Reply, locale: Locale, cx: &RenderCtx<'_>) -> Rendered {
    let rendered = render(reply, locale, cx);
    let brings = cx.chat == Chat::Private && reply.shape().keys == Keys::Keyboard(shape::Keyboard::Own);
    if brings { Rendered { keyboard: keys::board(board, &Words { locale, cx }), ..rendered } } else { rendered }
}

/// The consent text of that version as a person reads it, whose hash is kept; nothing for a version that never was.
pub fn consent(version: u16, locale: Locale, cooperative: &str) -> String {
    rooms::joining::words::consent(version, locale, cooperative)
}

/// The passing note for a reply that is one: plain text, no markup.
pub fn toast(reply: &Reply, locale: Locale, cx: &RenderCtx<'_>) -> String {
    catalogue::plain(&rooms::html(reply, &Words { locale, cx }))
}

/// A command menu: name and description in that language.
pub fn command_menu(locale: Locale, listed: impl IntoIterator<Item = Command>) -> Vec<(String, String)> {
    listed
        .into_iter()
        .map(|command| (command_name(command, locale).to_owned(), catalogue::plain(&description(command, locale))))
        .collect()
}

pub(crate) const fn command_name(command: Command, locale: Locale) -> &'static str {
    let (indonesian, english, _) = command.entry();
    match locale {
        Locale::Id => indonesian,
        Locale::En => english,
    }
}

/// What a command does.
pub(crate) fn description(command: Command, locale: Locale) -> String {
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

/// A language and what surrounds the reply: what every text is made with.
#[derive(Clone, Copy)]
pub(crate) struct Words<'a> {
    pub(crate) locale: Locale,
    pub(crate) cx: &'a RenderCtx<'a>,
}

impl Words<'_> {
    /// A text without values.
    pub(crate) fn plain(&self, key: &'static str) -> String {
        text(self.locale, key, Args::new())
    }

    /// A text with values.
    pub(crate) fn with(&self, key: &'static str, args: Args) -> String {
        text(self.locale, key, args)
    }

    /// "Bu Sari Wulandari".
    pub(crate) fn who(&self, member: &Salutation) -> String {
        let key = match member.address {
            Address::Bu => "address-bu",
            Address::Pak => "address-pak",
            Address::Plain => "address-plain",
        };
        self.with(key, Args::new().value("name", &member.name))
    }

    /// Who and number of a member, as most texts about members want them.
    pub(crate) fn member(&self, member: &Salutation) -> Args {
        Args::new().html("who", self.who(member)).value("number", &member.number)
    }

    /// How to reach the office.
    pub(crate) fn contact(&self) -> String {
        let contact = self.cx.cooperative.contact.trim();
        if contact.is_empty() { self.plain("contact-unset") } else { catalogue::clean(contact) }
    }

    /// "Kamis, 26 November 2026 pukul 14.30 WIB".
    pub(crate) fn instant(&self, instant: chrono::DateTime<chrono::Utc>) -> String {
        let zone = self.cx.cooperative.zone;
        let local = zone.local(instant);
        let args = Args::new()
            .html("day", dates::long(local.date_naive(), self.locale))
            .html("time", local.format("%H.%M").to_string())
            .html("zone", zone.label());
        self.with("instant", args)
    }

    pub(crate) fn savings(&self, savings: Savings) -> String {
        self.plain(match savings {
            Savings::Principal => "savings-principal",
            Savings::Mandatory => "savings-mandatory",
            Savings::Voluntary => "savings-voluntary",
            Savings::Time => "savings-time",
        })
    }

    pub(crate) fn savings_short(&self, savings: Savings) -> String {
        self.plain(match savings {
            Savings::Principal => "savings-principal-short",
            Savings::Mandatory => "savings-mandatory-short",
            Savings::Voluntary => "savings-voluntary-short",
            Savings::Time => "savings-time-short",
        })
    }

    /// The number of a receipt. A posting without one is a defect of the shell; a dash is seen and asked about.
    pub(crate) fn receipt(&self, receipt: &ReceiptRef) -> String {
        match receipt {
            ReceiptRef::Posted(index) => self.cx.receipts.get(*index).map_or_else(|| "–".to_owned(), Clone::clone),
            ReceiptRef::Known(number) => number.clone(),
        }
    }

    /// "sekretaris".
    pub(crate) fn role(&self, role: Role) -> String {
        self.plain(match role {
            Role::Chair => "role-chair",
            Role::Secretary => "role-secretary",
            Role::Treasurer => "role-treasurer",
            Role::Supervisor => "role-supervisor",
            Role::CreditCommittee => "role-credit-committee",
            Role::Educator => "role-educator",
        })
    }
}

/// What somebody typed, as far as it is worth repeating.
pub(crate) fn shortened(typed: &str) -> String {
    const SHOWN_CHARS: usize = 24;
    let mut shown: String = typed.chars().take(SHOWN_CHARS).collect();
    if shown.len() < typed.len() {
        shown.push('…');
    }
    shown
}
