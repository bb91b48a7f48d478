//! What makes a candidate a member: simpanan pokok in full and, where the cooperative wants it, the first wajib.

use serde::{Deserialize, Serialize};

use crate::member::Balances;
use crate::money::Money;

/// What is to be paid at entry; the terms that an application was made under stay with it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct EntryTerms {
    /// Simpanan pokok, in full.
    pub principal: Money,
    /// Simpanan wajib; nothing where the first one may come later.
    pub mandatory: Money,
}

impl EntryTerms {
    /// What is still missing of both.
    #[must_use]
    pub fn missing(&self, paid: &Balances) -> Self {
        Self {
            principal: self.principal.saturating_sub(paid.principal),
            mandatory: self.mandatory.saturating_sub(paid.mandatory),
        }
    }

    /// Whether all of it is paid.
    pub fn is_met(&self, paid: &Balances) -> bool {
        let missing = self.missing(paid);
        missing.principal.is_zero() && missing.mandatory.is_zero()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn money(minor: i64) -> Money {
        Money::from_minor(minor).unwrap()
    }

    #[test]
    fn pokok_may_come_in_parts_and_both_must_be_there() {
        let terms = EntryTerms { principal: money(100_000), mandatory: money(20_000) };
        for (principal, mandatory, met) in [
            (0, 0, false),
            (60_000, 20_000, false),
            (100_000, 0, false),
            (100_000, 20_000, true),
            (150_000, 20_000, true),
        ] {
            let paid = Balances { principal: money(principal), mandatory: money(mandatory), ..Balances::EMPTY };
            assert_eq!(terms.is_met(&paid), met, "{principal} and {mandatory}");
        }
        let later = EntryTerms { mandatory: Money::ZERO, ..terms };
        assert!(later.is_met(&Balances { principal: money(100_000), ..Balances::EMPTY }));
    }
}
