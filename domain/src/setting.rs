//! What a cooperative sets for itself: which settings there are, and what each may be.
//!
//! A value has one text, by which it is compared and kept in the records of changes.

use serde::{Deserialize, Serialize};

use crate::applicant::{names_account, one_line};
use crate::hours::QuietHours;
use crate::money::Money;
use crate::zone::Zone;

/// A setting, or an office's matter that stands beside them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Setting {
    /// What it is called.
    Name,
    /// Its number as a legal entity.
    LegalNumber,
    /// How to reach its office.
    Contact,
    /// Its legal day.
    Zone,
    /// Simpanan pokok.
    Principal,
    /// Simpanan wajib of a month.
    Mandatory,
    /// Whether the first wajib is paid at entry.
    FirstMandatory,
    /// How many officers agree before somebody becomes a candidate.
    Approvals,
    /// When the bot begins nothing.
    QuietHours,
    /// The account to which members pay.
    Payment,
    /// Who holds which office.
    Officers,
    /// Which groups are bound.
    Groups,
}

impl Setting {
    /// Every setting, in the order in which they are asked for.
    pub const ALL: [Self; 12] = [
        Self::Name,
        Self::LegalNumber,
        Self::Contact,
        Self::Zone,
        Self::Principal,
        Self::Mandatory,
        Self::FirstMandatory,
        Self::Approvals,
        Self::QuietHours,
        Self::Payment,
        Self::Officers,
        Self::Groups,
    ];

    /// The name kept in the database.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::LegalNumber => "legal_number",
            Self::Contact => "contact",
            Self::Zone => "zone",
            Self::Principal => "principal",
            Self::Mandatory => "mandatory",
            Self::FirstMandatory => "first_mandatory",
            Self::Approvals => "approvals",
            Self::QuietHours => "quiet_hours",
            Self::Payment => "payment",
            Self::Officers => "officers",
            Self::Groups => "groups",
        }
    }

    /// The setting with that name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|setting| setting.as_str() == name)
    }

    /// Its place in the order, from one.
    pub fn ordinal(self) -> u8 {
        let before = Self::ALL.into_iter().take_while(|setting| *setting != self).count();
        u8::try_from(before).unwrap_or(u8::MAX).saturating_add(1)
    }

    /// The one before it.
    pub fn previous(self) -> Option<Self> {
        Self::ALL.into_iter().take_while(|setting| *setting != self).last()
    }

    /// The one after it.
    pub fn next(self) -> Option<Self> {
        Self::ALL.get(usize::from(self.ordinal())).copied()
    }
}

/// Whether the first wajib is paid before somebody is a member.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FirstMandatory {
    /// It is.
    AtEntry,
    /// It may come later.
    Later,
}

impl FirstMandatory {
    /// Both.
    pub const ALL: [Self; 2] = [Self::AtEntry, Self::Later];

    const fn as_str(self) -> &'static str {
        match self {
            Self::AtEntry => "at_entry",
            Self::Later => "later",
        }
    }
}

/// The value of one setting.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Value {
    /// What it is called.
    Name(String),
    /// Its number as a legal entity; empty for none.
    LegalNumber(String),
    /// How to reach its office, in its own words; empty for none.
    Contact(String),
    /// Its legal day.
    Zone(Zone),
    /// Simpanan pokok.
    Principal(Money),
    /// Simpanan wajib of a month.
    Mandatory(Money),
    /// Whether the first wajib is paid at entry.
    FirstMandatory(FirstMandatory),
    /// How many officers agree before somebody becomes a candidate.
    Approvals(u8),
    /// When the bot begins nothing.
    QuietHours(QuietHours),
    /// Bank or purse, number and name in one line; empty for none.
    Payment(String),
}

/// Characters of a cooperative's name.
pub const NAME_CHARS: std::ops::RangeInclusive<usize> = 3..=80;
/// Characters of its number as a legal entity.
pub const LEGAL_NUMBER_CHARS: std::ops::RangeInclusive<usize> = 5..=60;
/// Characters of what tells how to reach the office.
pub const CONTACT_CHARS: std::ops::RangeInclusive<usize> = 5..=160;
/// Characters of the account to which members pay.
pub const PAYMENT_CHARS: std::ops::RangeInclusive<usize> = 10..=100;
/// Officers who may have to agree before somebody becomes a candidate.
pub const APPROVALS: std::ops::RangeInclusive<u8> = 1..=3;

impl Value {
    /// A name, on one line and with a letter in it.
    pub fn name(text: &str) -> Option<Self> {
        let line = line(text, NAME_CHARS)?;
        line.chars().any(char::is_alphabetic).then_some(Self::Name(line))
    }

    /// The number of a legal entity, as its deed writes it: "AHU-0001234.AH.01.26", "518/BH/XVI.7/2019".
    pub fn legal_number(text: &str) -> Option<Self> {
        let line = line(text, LEGAL_NUMBER_CHARS)?;
        line.chars().any(|c| c.is_ascii_digit()).then_some(Self::LegalNumber(line))
    }

    /// How to reach the office: a place, a person, a phone, in their own words.
    pub fn contact(text: &str) -> Option<Self> {
        let line = line(text, CONTACT_CHARS)?;
        line.chars().any(char::is_alphanumeric).then_some(Self::Contact(line))
    }

    /// "BRI 0123-4567 a.n. Koperasi Contoh": the words of a bank or a purse, and the figures of an account.
    pub fn payment(text: &str) -> Option<Self> {
        let line = line(text, PAYMENT_CHARS)?;
        names_account(&line).then_some(Self::Payment(line))
    }

    /// How many officers agree.
    pub fn approvals(needed: u8) -> Option<Self> {
        APPROVALS.contains(&needed).then_some(Self::Approvals(needed))
    }

    /// Which setting it is of.
    pub const fn setting(&self) -> Setting {
        match self {
            Self::Name(_) => Setting::Name,
            Self::LegalNumber(_) => Setting::LegalNumber,
            Self::Contact(_) => Setting::Contact,
            Self::Zone(_) => Setting::Zone,
            Self::Principal(_) => Setting::Principal,
            Self::Mandatory(_) => Setting::Mandatory,
            Self::FirstMandatory(_) => Setting::FirstMandatory,
            Self::Approvals(_) => Setting::Approvals,
            Self::QuietHours(_) => Setting::QuietHours,
            Self::Payment(_) => Setting::Payment,
        }
    }

    /// The one text of it.
    pub fn text(&self) -> String {
        match self {
            Self::Name(text) | Self::LegalNumber(text) | Self::Contact(text) | Self::Payment(text) => text.clone(),
            Self::Zone(zone) => zone.as_str().to_owned(),
            Self::Principal(amount) | Self::Mandatory(amount) => amount.to_string(),
            Self::FirstMandatory(first) => first.as_str().to_owned(),
            Self::Approvals(needed) => needed.to_string(),
            Self::QuietHours(hours) => format!("{}-{}", hours.from_hour, hours.until_hour),
        }
    }

    /// The value with that text; a value that was kept is taken as it is, whatever would be taken today.
    pub fn parse(setting: Setting, text: &str) -> Option<Self> {
        let money = || Money::from_minor(text.parse().ok()?).ok();
        Some(match setting {
            Setting::Name => Self::Name(text.to_owned()),
            Setting::LegalNumber => Self::LegalNumber(text.to_owned()),
            Setting::Contact => Self::Contact(text.to_owned()),
            Setting::Payment => Self::Payment(text.to_owned()),
            Setting::Zone => Self::Zone(Zone::parse(text)?),
            Setting::Principal => Self::Principal(money()?),
            Setting::Mandatory => Self::Mandatory(money()?),
            Setting::FirstMandatory => {
                Self::FirstMandatory(FirstMandatory::ALL.into_iter().find(|first| first.as_str() == text)?)
            }
            Setting::Approvals => Self::Approvals(text.parse().ok()?),
            Setting::QuietHours => {
                let (from, until) = text.split_once('-')?;
                Self::QuietHours(QuietHours { from_hour: from.parse().ok()?, until_hour: until.parse().ok()? })
            }
            Setting::Officers | Setting::Groups => return None,
        })
    }
}

fn line(text: &str, chars: std::ops::RangeInclusive<usize>) -> Option<String> {
    one_line(text).filter(|line| chars.contains(&line.chars().count()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn settings_have_an_order_and_names() {
        let mut order = vec![Setting::Name];
        while let Some(next) = order.last().copied().and_then(Setting::next) {
            order.push(next);
        }
        assert_eq!(order, Setting::ALL);
        for setting in Setting::ALL {
            assert_eq!(Setting::parse(setting.as_str()), Some(setting));
        }
        assert_eq!((Setting::Name.ordinal(), Setting::Groups.ordinal()), (1, 12));
    }

    #[test]
    fn a_value_comes_back_from_its_text() {
        for value in [
            Value::Name("Koperasi Contoh Maju".to_owned()),
            Value::LegalNumber(String::new()),
            Value::Contact("Bu Ani, 0812-0000-0000".to_owned()),
            Value::Zone(Zone::Wita),
            Value::Principal(Money::from_minor(100_000).unwrap()),
            Value::Mandatory(Money::ZERO),
            Value::FirstMandatory(FirstMandatory::AtEntry),
            Value::FirstMandatory(FirstMandatory::Later),
            Value::Approvals(2),
            Value::QuietHours(QuietHours::NIGHT),
            Value::Payment("BRI 1234567890 a.n. Koperasi".to_owned()),
        ] {
            assert_eq!(Value::parse(value.setting(), &value.text()), Some(value));
        }
        for (setting, text) in [
            (Setting::Zone, "gmt"),
            (Setting::Principal, "-1"),
            (Setting::FirstMandatory, "perhaps"),
            (Setting::QuietHours, "20"),
            (Setting::Officers, "chair"),
        ] {
            assert_eq!(Value::parse(setting, text), None, "{text}");
        }
    }

    #[test]
    fn lines_are_read_as_people_write_them() {
        assert_eq!(Value::name("  Koperasi   Contoh\nMaju "), Some(Value::Name("Koperasi Contoh Maju".to_owned())));
        assert!(Value::name("518").is_none() && Value::name("Ko").is_none() && Value::name(&"a".repeat(81)).is_none());
        assert!(Value::name("Koperasi \u{202e}ujaM").is_none());
        assert!(Value::legal_number("518/BH/XVI.7/2019").is_some() && Value::legal_number("belum ada").is_none());
        assert!(Value::contact("Bu Ani, 0812-0000-0000").is_some() && Value::contact("Ani").is_none());
        assert!(Value::payment("BRI 0123-4567-8901 a.n. Koperasi Contoh").is_some());
        assert!(Value::payment("1234567890").is_none() && Value::payment("rekening koperasi").is_none());
        assert_eq!([0, 1, 3, 4].map(|needed| Value::approvals(needed).is_some()), [false, true, true, false]);
    }
}
