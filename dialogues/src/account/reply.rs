//! What is said about savings.

use domain::access::Access;
use domain::member::Balances;
use domain::money::Money;
use domain::month::Month;

use super::AccountButton;
use super::facts::StatementLine;
use crate::base::people::Salutation;
use crate::base::shape::Shape;
use crate::hub::Button;

/// A statement's page, ready to be shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StatementView {
    /// Whose.
    pub member: Salutation,
    /// Which month.
    pub month: Month,
    /// Pages before this one.
    pub page: u32,
    /// Newest first.
    pub lines: Vec<StatementLine>,
    /// All into the savings in this month.
    pub total_in: Money,
    /// All out of them in this month.
    pub total_out: Money,
    /// An older page of the same month follows.
    pub has_older_page: bool,
    /// The month before, when the member belonged to the cooperative then.
    pub earlier: Option<Month>,
    /// The month after, when it has begun.
    pub later: Option<Month>,
}

/// What is said about savings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AccountReply {
    /// The balance: the sum and what can be withdrawn.
    Balance {
        /// Whose.
        member: Salutation,
        /// All four kinds together.
        total: Money,
        /// The voluntary savings above the minimum.
        withdrawable: Money,
        /// Whether it can be withdrawn already.
        access: Access,
    },
    /// The four kinds of savings.
    BalanceDetail {
        /// Whose.
        member: Salutation,
        /// What is in each kind.
        balances: Balances,
        /// All four kinds together.
        total: Money,
    },
    /// Why not all of it can be withdrawn.
    WhyNotAll {
        /// Whose.
        member: Salutation,
        /// What is in each kind.
        balances: Balances,
        /// What must stay in the voluntary savings.
        minimum: Money,
        /// The voluntary savings above the minimum.
        withdrawable: Money,
    },
    /// A page of a month's statement.
    Statement(StatementView),
}

impl AccountReply {
    /// How it stands in a chat.
    pub fn shape(&self) -> Shape<Button> {
        let (detail, why) = (AccountButton::BalanceDetail.into(), AccountButton::WhyNotAll.into());
        let rows = match self {
            // Where all of it can be withdrawn, or nothing is there, there is no why.
            Self::Balance { total, withdrawable, .. } if total == withdrawable => {
                vec![vec![detail, Button::STATEMENT], vec![Button::MENU]]
            }
            Self::Balance { .. } => vec![vec![detail, Button::STATEMENT], vec![why, Button::MENU]],
            Self::BalanceDetail { .. } => vec![vec![Button::STATEMENT, why], vec![Button::BALANCE, Button::MENU]],
            Self::WhyNotAll { .. } => vec![vec![detail, Button::BALANCE], vec![Button::ASK_OFFICE, Button::MENU]],
            Self::Statement(view) => statement(view),
        };
        Shape::screen().buttons(rows)
    }
}

fn statement(view: &StatementView) -> Vec<Vec<Button>> {
    let at = |month, page| Button::from(AccountButton::Statement { month, page });
    let newer = view.page.checked_sub(1).map(|page| at(view.month, page));
    let older = if view.has_older_page { view.page.checked_add(1).map(|page| at(view.month, page)) } else { None };
    let pages: Vec<Button> = newer.into_iter().chain(older).collect();
    let earlier = view.earlier.map(|month| at(month, 0));
    let later = view.later.map(|month| at(month, 0));
    let months: Vec<Button> = earlier.into_iter().chain(later).collect();
    vec![pages, months, vec![Button::BALANCE, Button::MENU]]
}
