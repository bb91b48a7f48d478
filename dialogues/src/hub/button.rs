//! The buttons under our messages: one member for each room, and those that rooms show of one another.
//!
//! The bytes may come back forged, late or twice: a button names what is wanted and never proves who may have it.
//! Buttons of a form carry the nonce of the screen that showed them; buttons of a request carry its id,
//! and what an approver agrees to never changes behind that id.

use crate::access::AccessButton;
use crate::account::AccountButton;
pub use crate::base::codec::MAX_DATA_BYTES;
use crate::base::codec::Parts;
use crate::corrections::CorrectionsButton;
use crate::counter::CounterButton;
use crate::home::HomeButton;
use crate::joining::JoiningButton;
use crate::linking::LinkingButton;
use crate::questions::QuestionsButton;
use crate::requests::RequestsButton;
use crate::settings::SettingsButton;

/// A button under one of our messages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Button {
    /// Of every room.
    Home(HomeButton),
    /// Around savings.
    Account(AccountButton),
    /// Around linking an account.
    Linking(LinkingButton),
    /// Around joining.
    Joining(JoiningButton),
    /// Of a deposit at the counter.
    Counter(CounterButton),
    /// Around corrections.
    Corrections(CorrectionsButton),
    /// Around requests.
    Requests(RequestsButton),
    /// Around doors and shared accounts.
    Access(AccessButton),
    /// Around a question.
    Questions(QuestionsButton),
    /// Around settings.
    Settings(SettingsButton),
}

crate::hub::from_rooms!(Button {
    Home(HomeButton),
    Account(AccountButton),
    Linking(LinkingButton),
    Joining(JoiningButton),
    Counter(CounterButton),
    Corrections(CorrectionsButton),
    Requests(RequestsButton),
    Access(AccessButton),
    Questions(QuestionsButton),
    Settings(SettingsButton),
});

/// The verbs of every room.
#[cfg(test)]
const VERBS: [&[&str]; 10] = [
    HomeButton::VERBS,
    AccountButton::VERBS,
    LinkingButton::VERBS,
    JoiningButton::VERBS,
    CounterButton::VERBS,
    CorrectionsButton::VERBS,
    RequestsButton::VERBS,
    AccessButton::VERBS,
    QuestionsButton::VERBS,
    SettingsButton::VERBS,
];

/// What rooms show of one another.
impl Button {
    /// The menu.
    pub const MENU: Self = Self::Home(HomeButton::Menu);
    /// The choice of language.
    pub const LANGUAGE: Self = Self::Home(HomeButton::Language);
    /// What can be done here.
    pub const HELP: Self = Self::Home(HomeButton::Help);
    /// What to do when a receipt looks wrong.
    pub const SOMETHING_WRONG: Self = Self::Home(HomeButton::SomethingWrong);
    /// The balance.
    pub const BALANCE: Self = Self::Account(AccountButton::Balance);
    /// The statement of the current month.
    pub const STATEMENT: Self = Self::Account(AccountButton::StatementNow);
    /// The greeting, for those who are not linked yet.
    pub const START: Self = Self::Linking(LinkingButton::Start);
    /// A text with the link to join, for sending on.
    pub const INVITE_FRIEND: Self = Self::Joining(JoiningButton::InviteFriend);
    /// A deposit at the counter.
    pub const COUNTER: Self = Self::Counter(CounterButton::Start);
    /// Ask for a correction.
    pub const CORRECT: Self = Self::Corrections(CorrectionsButton::Start);
    /// What waits for this officer.
    pub const TASKS: Self = Self::Requests(RequestsButton::Tasks);
    /// Something is wrong.
    pub const REPORT: Self = Self::Access(AccessButton::Report);
    /// How to tell this bot from a fake.
    pub const REAL_BOT: Self = Self::Access(AccessButton::RealBot);
    /// Another member on this account.
    pub const SWITCH: Self = Self::Access(AccessButton::Switch);
    /// Ask the office.
    pub const ASK_OFFICE: Self = Self::Questions(QuestionsButton::AskOffice);
    /// `/atur`.
    pub const SETTINGS: Self = Self::Settings(SettingsButton::Start);

    /// The question of the form that is open, once more.
    pub const CONTINUE: Self = Self::Home(HomeButton::Continue);

    /// Leave the form of this screen without writing anything.
    pub const fn cancel(nonce: u64) -> Self {
        Self::Home(HomeButton::CancelForm { nonce })
    }

    /// One step back in the form of this screen.
    pub const fn back(nonce: u64) -> Self {
        Self::Home(HomeButton::Back { nonce })
    }

    /// The data that the messenger carries: ASCII, at most [`MAX_DATA_BYTES`].
    pub fn encode(&self) -> String {
        match *self {
            Self::Home(button) => button.encode(),
            Self::Account(button) => button.encode(),
            Self::Linking(button) => button.encode(),
            Self::Joining(button) => button.encode(),
            Self::Counter(button) => button.encode(),
            Self::Corrections(button) => button.encode(),
            Self::Requests(button) => button.encode(),
            Self::Access(button) => button.encode(),
            Self::Questions(button) => button.encode(),
            Self::Settings(button) => button.encode(),
        }
    }

    /// The button with that data; `None` when no button of ours ever had it.
    pub fn decode(data: &str) -> Option<Self> {
        let parts = Parts::of(data)?;
        let button: Self = match parts.verb() {
            verb if HomeButton::VERBS.contains(&verb) => HomeButton::decode(parts)?.into(),
            verb if AccountButton::VERBS.contains(&verb) => AccountButton::decode(parts)?.into(),
            verb if LinkingButton::VERBS.contains(&verb) => LinkingButton::decode(parts)?.into(),
            verb if JoiningButton::VERBS.contains(&verb) => JoiningButton::decode(parts)?.into(),
            verb if CounterButton::VERBS.contains(&verb) => CounterButton::decode(parts)?.into(),
            verb if CorrectionsButton::VERBS.contains(&verb) => CorrectionsButton::decode(parts)?.into(),
            verb if RequestsButton::VERBS.contains(&verb) => RequestsButton::decode(parts)?.into(),
            verb if AccessButton::VERBS.contains(&verb) => AccessButton::decode(parts)?.into(),
            verb if QuestionsButton::VERBS.contains(&verb) => QuestionsButton::decode(parts)?.into(),
            verb if SettingsButton::VERBS.contains(&verb) => SettingsButton::decode(parts)?.into(),
            _ => return None,
        };
        // One button has one text: a second spelling (a sign, a leading zero, a fourth part) is not ours.
        (button.encode() == data).then_some(button)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use domain::ids::RequestId;
    use domain::money::Money;
    use domain::month::Month;
    use proptest::prelude::*;

    use super::*;
    use crate::samples;

    /// A verb of two rooms would be the first one's for ever.
    #[test]
    fn no_verb_is_of_two_rooms_and_every_one_has_a_sample() {
        let all: Vec<&str> = VERBS.concat();
        let once: BTreeSet<&str> = all.iter().copied().collect();
        assert_eq!(once.len(), all.len(), "{all:?}");
        let encoded: Vec<String> = samples::buttons().iter().map(Button::encode).collect();
        let sampled: BTreeSet<&str> = encoded.iter().filter_map(|data| data.split(':').next()).collect();
        assert_eq!(sampled, once);
    }

    /// What no room knows is unknown: no room takes what others left over.
    #[test]
    fn a_strange_verb_is_no_button() {
        for data in ["zz", "zz:1", "zz:1:2", "qq:0000000000000007", "dz:00000000000000000000000000000001"] {
            assert_eq!(Button::decode(data), None, "{data}");
        }
    }

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
                CounterButton::Amount { nonce, amount: Money::from_minor(minor).unwrap() }.into(),
                CounterButton::Confirm { nonce }.into(),
                RequestsButton::Task { request, ordinal }.into(),
                RequestsButton::Approve(request).into(),
                Button::from(AccountButton::Statement { month: Month::new(year, month).unwrap(), page }),
            ] {
                let data = button.encode();
                prop_assert!(data.len() <= MAX_DATA_BYTES, "{}", data);
                prop_assert_eq!(Button::decode(&data), Some(button));
            }
        }
    }
}
