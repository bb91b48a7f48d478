//! The buttons around savings.

use domain::month::Month;

use crate::base::codec::Parts;

/// A button around savings.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum AccountButton {
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
}

impl AccountButton {
    /// The verbs of its data.
    pub const VERBS: &[&str] = &["bal", "det", "why", "now", "st"];

    /// The data that the messenger carries.
    pub fn encode(self) -> String {
        match self {
            Self::Balance => "bal".to_owned(),
            Self::BalanceDetail => "det".to_owned(),
            Self::WhyNotAll => "why".to_owned(),
            Self::StatementNow => "now".to_owned(),
            Self::Statement { month, page } => format!("st:{:04}{:02}:{page}", month.year(), month.number()),
        }
    }

    /// The button with that data, if it is one of this room.
    pub fn decode(parts: Parts<'_>) -> Option<Self> {
        Some(match parts {
            Parts::Verb("bal") => Self::Balance,
            Parts::Verb("det") => Self::BalanceDetail,
            Parts::Verb("why") => Self::WhyNotAll,
            Parts::Verb("now") => Self::StatementNow,
            Parts::Two("st", month, page) => Self::Statement { month: read_month(month)?, page: page.parse().ok()? },
            _ => return None,
        })
    }
}

fn read_month(text: &str) -> Option<Month> {
    let (year, month) = text.split_at_checked(4)?;
    Month::new(year.parse().ok()?, month.parse().ok()?)
}
