//! The buttons under our messages, and the few bytes that the messenger carries back for each.
//!
//! The bytes may come back forged, late or twice: a button names what is wanted and never proves who may have it.
//! Buttons of a form carry the nonce of the screen that showed them; buttons of a request carry its id,
//! and what an approver agrees to never changes behind that id.

mod question;
mod settings;

use domain::ids::RequestId;
use domain::locale::Locale;
use domain::member::{Address, Savings};
use domain::money::Money;
use domain::month::Month;

pub use self::question::QuestionButton;
pub use self::settings::{SettingsButton, SettingsTap};
use crate::button_door::DoorButton;
use crate::join::Question;

/// A button under one of our messages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Button {
    /// The greeting, for those who are not linked yet.
    Start,
    /// Yes, the membership that an import names is mine.
    ClaimMine,
    /// No, it is not.
    ClaimNotMine,
    /// The menu.
    Menu,
    /// The balance.
    Balance,
    /// The four kinds of savings.
    BalanceDetail,
    /// Why not all of it can be withdrawn.
    WhyNotAll,
    /// The statement of the current month.
    StatementNow,
    /// A page of the statement of a month.
    Statement {
        /// Which month.
        month: Month,
        /// Pages before this one.
        page: u32,
    },
    /// The choice of language.
    Language,
    /// This language from now on.
    SetLanguage(Locale),
    /// What can be done here.
    Help,
    /// How to reach a person.
    AskOffice,
    /// What to do when a receipt looks wrong.
    SomethingWrong,
    /// A deposit at the counter.
    Counter,
    /// Which savings the deposit goes to.
    CounterKind {
        /// Of the screen.
        nonce: u64,
        /// The kind chosen.
        savings: Savings,
    },
    /// Which amount was meant by an unclear one.
    CounterAmount {
        /// Of the screen.
        nonce: u64,
        /// The reading chosen.
        amount: Money,
    },
    /// The deposit is right: write it.
    CounterConfirm {
        /// Of the screen.
        nonce: u64,
    },
    /// Another amount.
    CounterChange {
        /// Of the screen.
        nonce: u64,
    },
    /// Leave the form without writing anything.
    CancelForm {
        /// Of the screen.
        nonce: u64,
    },
    /// Ask for a correction.
    Correct,
    /// What waits for this officer.
    Tasks,
    /// The requests among what waits for this officer.
    Requests,
    /// One of the requests in the list of tasks.
    Task {
        /// Which one.
        request: RequestId,
        /// Its place in the list, from one.
        ordinal: u8,
    },
    /// Agree to a request.
    Approve(RequestId),
    /// Refuse a request for good.
    Refuse(RequestId),
    /// Around doors and shared accounts.
    Door(DoorButton),
    /// Around a question.
    Question(QuestionButton),
    /// A text with the link to join, for sending on.
    InviteFriend,
    /// Write down the application of somebody in front of the officer.
    Register,
    /// An answer in the form of joining.
    Join {
        /// Of the screen.
        nonce: u64,
        /// Which one.
        tap: JoinTap,
    },
    /// Around settings.
    Settings(SettingsButton),
}

/// An answer by a button in the form of joining.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum JoinTap {
    /// I agree.
    Agree,
    /// To be addressed so.
    Address(Address),
    /// Later.
    Later,
    /// All of it is right: send it.
    Send,
    /// Something is to be changed.
    Change,
    /// This one.
    Field(Question),
}

impl JoinTap {
    /// Every one of them.
    pub const ALL: [Self; 13] = [
        Self::Agree,
        Self::Address(Address::Bu),
        Self::Address(Address::Pak),
        Self::Address(Address::Plain),
        Self::Later,
        Self::Send,
        Self::Change,
        Self::Field(Question::Name),
        Self::Field(Question::Address),
        Self::Field(Question::Phone),
        Self::Field(Question::Nik),
        Self::Field(Question::Heir),
        Self::Field(Question::Payout),
    ];

    const fn code(self) -> &'static str {
        match self {
            Self::Agree => "yes",
            Self::Address(Address::Bu) => "bu",
            Self::Address(Address::Pak) => "pak",
            Self::Address(Address::Plain) => "plain",
            Self::Later => "later",
            Self::Send => "send",
            Self::Change => "edit",
            Self::Field(Question::Consent) => "f-consent",
            Self::Field(Question::Name) => "f-name",
            Self::Field(Question::Address) => "f-address",
            Self::Field(Question::Phone) => "f-phone",
            Self::Field(Question::Nik) => "f-nik",
            Self::Field(Question::Heir) => "f-heir",
            Self::Field(Question::Relation) => "f-relation",
            Self::Field(Question::Payout) => "f-payout",
        }
    }

    fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|tap| tap.code() == code)
    }
}

/// Bytes that the messenger carries for a button at most.
pub const MAX_DATA_BYTES: usize = 64;

impl Button {
    /// The data that the messenger carries: ASCII, at most [`MAX_DATA_BYTES`].
    pub fn encode(&self) -> String {
        match self {
            Self::Start => "go".to_owned(),
            Self::ClaimMine => "mine".to_owned(),
            Self::ClaimNotMine => "nope".to_owned(),
            Self::Menu => "menu".to_owned(),
            Self::Balance => "bal".to_owned(),
            Self::BalanceDetail => "det".to_owned(),
            Self::WhyNotAll => "why".to_owned(),
            Self::StatementNow => "now".to_owned(),
            Self::Statement { month, page } => format!("st:{:04}{:02}:{page}", month.year(), month.number()),
            Self::Language => "lang".to_owned(),
            Self::SetLanguage(locale) => format!("set:{}", locale.as_str()),
            Self::Help => "help".to_owned(),
            Self::AskOffice => "ask".to_owned(),
            Self::SomethingWrong => "bad".to_owned(),
            Self::Counter => "ctr".to_owned(),
            Self::CounterKind { nonce, savings } => format!("ck:{nonce:016x}:{}", savings.as_str()),
            Self::CounterAmount { nonce, amount } => format!("ca:{nonce:016x}:{amount}"),
            Self::CounterConfirm { nonce } => format!("cy:{nonce:016x}"),
            Self::CounterChange { nonce } => format!("cx:{nonce:016x}"),
            Self::CancelForm { nonce } => format!("no:{nonce:016x}"),
            Self::Correct => "cor".to_owned(),
            Self::Tasks => "task".to_owned(),
            Self::Requests => "reqs".to_owned(),
            Self::Task { request, ordinal } => format!("rq:{:032x}:{ordinal}", request.as_u128()),
            Self::Approve(request) => format!("ra:{:032x}", request.as_u128()),
            Self::Refuse(request) => format!("rr:{:032x}", request.as_u128()),
            Self::Door(button) => button.encode(),
            Self::Question(button) => button.encode(),
            Self::Settings(button) => button.encode(),
            Self::InviteFriend => "inv".to_owned(),
            Self::Register => "reg".to_owned(),
            Self::Join { nonce, tap } => format!("jo:{nonce:016x}:{}", tap.code()),
        }
    }

    /// The button with that data; `None` when no button of ours ever had it.
    pub fn decode(data: &str) -> Option<Self> {
        let mut parts = data.split(':');
        let button = match (parts.next()?, parts.next(), parts.next()) {
            ("go", None, None) => Self::Start,
            ("mine", None, None) => Self::ClaimMine,
            ("nope", None, None) => Self::ClaimNotMine,
            ("menu", None, None) => Self::Menu,
            ("bal", None, None) => Self::Balance,
            ("det", None, None) => Self::BalanceDetail,
            ("why", None, None) => Self::WhyNotAll,
            ("now", None, None) => Self::StatementNow,
            ("lang", None, None) => Self::Language,
            ("help", None, None) => Self::Help,
            ("ask", None, None) => Self::AskOffice,
            ("bad", None, None) => Self::SomethingWrong,
            ("ctr", None, None) => Self::Counter,
            ("cor", None, None) => Self::Correct,
            ("task", None, None) => Self::Tasks,
            ("reqs", None, None) => Self::Requests,
            ("inv", None, None) => Self::InviteFriend,
            ("reg", None, None) => Self::Register,
            ("jo", Some(nonce), Some(tap)) => Self::Join { nonce: nonce_of(nonce)?, tap: JoinTap::parse(tap)? },
            ("set", Some(code), None) => Self::SetLanguage(Locale::parse(code)?),
            ("cy", Some(nonce), None) => Self::CounterConfirm { nonce: nonce_of(nonce)? },
            ("cx", Some(nonce), None) => Self::CounterChange { nonce: nonce_of(nonce)? },
            ("no", Some(nonce), None) => Self::CancelForm { nonce: nonce_of(nonce)? },
            ("ra", Some(id), None) => Self::Approve(request_of(id)?),
            ("rr", Some(id), None) => Self::Refuse(request_of(id)?),
            ("st", Some(month), Some(page)) => Self::Statement { month: month_of(month)?, page: page.parse().ok()? },
            ("ck", Some(nonce), Some(kind)) => {
                Self::CounterKind { nonce: nonce_of(nonce)?, savings: Savings::parse(kind)? }
            }
            ("ca", Some(nonce), Some(minor)) => {
                Self::CounterAmount { nonce: nonce_of(nonce)?, amount: Money::from_minor(minor.parse().ok()?).ok()? }
            }
            ("rq", Some(id), Some(ordinal)) => Self::Task { request: request_of(id)?, ordinal: ordinal.parse().ok()? },
            (verb, Some(value), None) if verb.starts_with('q') => Self::Question(QuestionButton::decode(verb, value)?),
            (verb @ ("ss" | "sl" | "sb" | "sh" | "so" | "se" | "sa" | "sx"), first, second) => {
                Self::Settings(SettingsButton::decode(verb, first, second)?)
            }
            (name, value, None) => Self::Door(DoorButton::decode(name, value)?),
            _ => return None,
        };
        // One button has one text: a second spelling (a sign, a leading zero, a fourth part) is not ours.
        (button.encode() == data).then_some(button)
    }
}

fn nonce_of(text: &str) -> Option<u64> {
    u64::from_str_radix(text, 16).ok()
}

fn request_of(text: &str) -> Option<RequestId> {
    u128::from_str_radix(text, 16).ok().map(RequestId::from_u128)
}

fn month_of(text: &str) -> Option<Month> {
    let (year, month) = text.split_at_checked(4)?;
    Month::new(year.parse().ok()?, month.parse().ok()?)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::samples;

    #[test]
    fn every_sample_fits_and_comes_back() {
        for button in samples::buttons() {
            let data = button.encode();
            assert!(data.len() <= MAX_DATA_BYTES && data.is_ascii(), "{data}");
            assert_eq!(Button::decode(&data), Some(button), "{data}");
        }
    }

    /// Messages with these bytes are in people's chats: a button may come, and none may change or go.
    #[test]
    fn the_bytes_of_buttons_are_frozen() {
        let mut bytes: Vec<String> = samples::buttons().iter().map(Button::encode).collect();
        bytes.sort_unstable();
        assert_eq!(bytes.join("\n"), include_str!("tests/buttons.txt").trim_end());
    }

    #[test]
    fn what_is_not_ours_is_no_button() {
        for data in [
            "",
            "menu:",
            "menu:1",
            "st:202613:0",
            "st:202611:+1",
            "st:202611:01",
            "ca:00000001:-5",
            "ra:zz",
            "cy:1",
            "cy:0000000G",
            "set:fr",
            "ck:00000001:gold",
            "rq:0:1",
            "st:é20261:0",
            "MENU",
        ] {
            assert_eq!(Button::decode(data), None, "{data}");
        }
    }

    proptest! {
        #[test]
        fn any_text_decodes_to_nothing_or_to_itself(data in "[a-z]{0,4}(:[0-9a-fA-F+-]{0,33}){0,3}") {
            if let Some(button) = Button::decode(&data) {
                prop_assert_eq!(button.encode(), data);
            }
        }

        #[test]
        fn any_data_at_all_is_read_without_a_panic(data in ".{0,80}") {
            if let Some(button) = Button::decode(&data) {
                prop_assert_eq!(button.encode(), data);
            }
        }

        #[test]
        fn buttons_with_values_come_back(nonce: u64, minor in 0..=domain::money::MAX_MINOR, id: u128, ordinal: u8,
            page: u32, year in 2000..=2100_i32, month in 1..=12_u32)
        {
            let request = RequestId::from_u128(id);
            for button in [
                Button::CounterAmount { nonce, amount: Money::from_minor(minor).unwrap() },
                Button::CounterConfirm { nonce },
                Button::Task { request, ordinal },
                Button::Approve(request),
                Button::Statement { month: Month::new(year, month).unwrap(), page },
            ] {
                let data = button.encode();
                prop_assert!(data.len() <= MAX_DATA_BYTES, "{}", data);
                prop_assert_eq!(Button::decode(&data), Some(button));
            }
        }
    }
}
