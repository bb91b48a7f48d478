//! The commands, in both languages, with and without the slash.
//!
//! Both languages are always accepted; what the menu lists is a courtesy, and the role is checked each time.

use domain::role::Role;

use crate::base::words;

/// Phrases that mean a command when they are the whole text; the labels of our reply keys are among them.
const PHRASES: [(&str, Command); 15] = [
    ("tanya petugas", Command::Ask),
    ("ask the office", Command::Ask),
    ("saya mau daftar", Command::Join),
    ("i want to join", Command::Join),
    ("pakai kode", Command::Code),
    ("use a code", Command::Code),
    ("cek saldo", Command::Balance),
    ("lihat saldo", Command::Balance),
    ("check balance", Command::Balance),
    ("☰ menu", Command::Menu),
    ("help me", Command::Help),
    ("tolong", Command::Help),
    ("pengaturan", Command::Settings),
    ("ganti anggota", Command::Switch),
    ("switch member", Command::Switch),
];

/// What tells at once that a phone is gone: whatever form is open, this is more urgent.
const LOST_PHONE: [&str; 4] = ["hp saya hilang", "hp hilang", "hp saya dicuri", "my phone is lost"];

/// What a person asks for by a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Command {
    /// Greeting, linking, or the menu for those who are linked.
    Start,
    /// The menu.
    Menu,
    /// What the member has saved.
    Balance,
    /// What went in and out, by month.
    Statement,
    /// The choice of language.
    Language,
    /// What can be done here.
    Help,
    /// Leave whatever is going on.
    Cancel,
    /// Become a member.
    Join,
    /// Link by a code from the office.
    Code,
    /// Reach a person.
    Ask,
    /// A deposit at the counter.
    Counter,
    /// What waits for this officer.
    Tasks,
    /// Ask for a journal to be reversed.
    Correct,
    /// Something is wrong: a lost phone, a transaction that was not theirs, a bot that may be a fake.
    Report,
    /// Another member on this account.
    Switch,
    /// A member's door: freeze it, open it, move the membership.
    Lock,
    /// Bind a group.
    Bind,
    /// Where an application stands.
    Status,
    /// The link to join, for sending on.
    InviteFriend,
    /// The member register.
    Register,
    /// What the cooperative sets for itself.
    Settings,
}

/// Whom a command is listed for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Audience {
    /// Everybody.
    All,
    /// Anybody with a role.
    Officers,
    /// The treasurer.
    Treasurer,
    /// The chair and the secretary.
    Board,
    /// Understood when typed, listed nowhere.
    Unlisted,
}

impl Audience {
    /// Whether the menu of a person with these roles lists it.
    pub fn includes(self, roles: &[Role]) -> bool {
        match self {
            Self::All => true,
            Self::Officers => !roles.is_empty(),
            Self::Treasurer => roles.contains(&Role::Treasurer),
            Self::Board => roles.contains(&Role::Chair) || roles.contains(&Role::Secretary),
            Self::Unlisted => false,
        }
    }
}

impl Command {
    /// Every command, in the order of the menu.
    pub const ALL: [Self; 21] = [
        Self::Menu,
        Self::Balance,
        Self::Statement,
        Self::Counter,
        Self::Tasks,
        Self::Correct,
        Self::Bind,
        Self::Register,
        Self::Settings,
        Self::Ask,
        Self::Report,
        Self::Help,
        Self::Language,
        Self::Start,
        Self::Join,
        Self::Status,
        Self::InviteFriend,
        Self::Cancel,
        Self::Code,
        Self::Switch,
        Self::Lock,
    ];

    /// What a group's menu lists.
    pub const IN_GROUPS: [Self; 2] = [Self::Ask, Self::Help];

    /// What the menu of a group lists for those who administer it.
    pub const BY_GROUP_ADMINS: [Self; 3] = [Self::Ask, Self::Bind, Self::Help];

    /// What the private menu of someone with these roles lists.
    pub fn listed_for(roles: &[Role]) -> impl Iterator<Item = Self> {
        Self::ALL.into_iter().filter(|command| command.is_listed_for(roles))
    }

    /// Whether that menu lists it.
    pub fn is_listed_for(self, roles: &[Role]) -> bool {
        self.entry().2.includes(roles)
    }

    /// The name in Indonesian, the name in English, and whom the menu lists it for.
    pub const fn entry(self) -> (&'static str, &'static str, Audience) {
        match self {
            Self::Start => ("mulai", "start", Audience::All),
            Self::Menu => ("menu", "menu", Audience::All),
            Self::Balance => ("saldo", "balance", Audience::All),
            Self::Statement => ("mutasi", "statement", Audience::All),
            Self::Language => ("bahasa", "language", Audience::All),
            Self::Help => ("bantuan", "help", Audience::All),
            Self::Cancel => ("batal", "cancel", Audience::Unlisted),
            Self::Join => ("daftar", "join", Audience::Unlisted),
            Self::Code => ("kode", "code", Audience::Unlisted),
            Self::Ask => ("tanya", "ask", Audience::All),
            Self::Counter => ("loket", "counter", Audience::Treasurer),
            Self::Tasks => ("tugas", "tasks", Audience::Officers),
            Self::Correct => ("koreksi", "correct", Audience::Treasurer),
            Self::Report => ("lapor", "report", Audience::All),
            Self::Switch => ("ganti", "switch", Audience::Unlisted),
            Self::Lock => ("kunci", "lock", Audience::Board),
            Self::Bind => ("hubungkan", "bind", Audience::Board),
            Self::Status => ("status", "status", Audience::Unlisted),
            Self::InviteFriend => ("ajak", "invite", Audience::Unlisted),
            Self::Register => ("anggota", "members", Audience::Officers),
            Self::Settings => ("atur", "settings", Audience::Board),
        }
    }

    /// The command with that name in either language, without slash and suffix, in any case.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|command| {
            let (indonesian, english, _) = command.entry();
            name.eq_ignore_ascii_case(indonesian) || name.eq_ignore_ascii_case(english)
        })
    }

    /// The command that a text without a slash means, with the rest of the line.
    ///
    /// Only the whole text counts, or an officer's line whose rest is well formed:
    /// "koreksi S-1042" is a command, and "koreksi jumlah" is somebody's sentence.
    pub fn parse_words(text: &str) -> Option<(Self, String)> {
        let text = text.trim();
        if let Some((command, rest)) = Self::from_name(text).map(|command| (command, "")).or_else(|| phrase(text)) {
            return Some((command, rest.to_owned()));
        }
        let (first, rest) = text.split_once(char::is_whitespace)?;
        let rest = rest.trim();
        let command = Self::from_name(first)?;
        let well_formed = match command {
            Self::Counter => words::begins_with_number(rest),
            Self::Lock | Self::Register => words::is_spelled_number(rest),
            Self::Report => words::LOST.contains(&rest),
            Self::Correct => domain::receipt::Meant::parse(rest).is_some(),
            Self::Start
            | Self::Menu
            | Self::Balance
            | Self::Statement
            | Self::Language
            | Self::Help
            | Self::Cancel
            | Self::Join
            | Self::Code
            | Self::Ask
            | Self::Switch
            | Self::Bind
            | Self::Tasks
            | Self::Status
            | Self::InviteFriend
            | Self::Settings => false,
        };
        well_formed.then(|| (command, rest.to_owned()))
    }
}

/// The command that this whole text means, with the rest of its line.
fn phrase(text: &str) -> Option<(Command, &'static str)> {
    let text = text.to_lowercase();
    if LOST_PHONE.contains(&text.as_str()) {
        return Some((Command::Report, "hilang"));
    }
    PHRASES.into_iter().find(|(words, _)| *words == text).map(|(_, command)| (command, ""))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_found_in_both_languages() {
        for command in Command::ALL {
            let (indonesian, english, _) = command.entry();
            assert_eq!(Command::from_name(indonesian), Some(command));
            assert_eq!(Command::from_name(&english.to_uppercase()), Some(command));
        }
        assert_eq!(Command::from_name("saldoku"), None);
    }

    #[test]
    fn words_without_a_slash() {
        let plain = |command| Some((command, String::new()));
        for (text, meant) in [
            ("saldo", plain(Command::Balance)),
            ("  Balance ", plain(Command::Balance)),
            ("Menu", plain(Command::Menu)),
            ("Tanya petugas", plain(Command::Ask)),
            ("Saya mau daftar", plain(Command::Join)),
            ("Use a code", plain(Command::Code)),
            ("loket A-017 wajib 100rb", Some((Command::Counter, "A-017 wajib 100rb".to_owned()))),
            ("HP saya hilang", Some((Command::Report, "hilang".to_owned()))),
            ("koreksi S-1042", Some((Command::Correct, "S-1042".to_owned()))),
            ("koreksi jumlah setoran", None),
            ("saldo saya berapa", None),
            ("loket buka jam berapa", None),
            ("", None),
        ] {
            assert_eq!(Command::parse_words(text), meant, "{text}");
        }
    }
}
