//! Money in the smallest kept unit: whole rupiah.

use std::fmt;

use rust_decimal::prelude::ToPrimitive;
use rust_decimal::{Decimal, RoundingStrategy};
use serde::{Deserialize, Serialize};

/// The largest amount that is kept: 2^53 - 1, exact in JSON readers too.
pub const MAX_MINOR: i64 = 9_007_199_254_740_991;

/// An amount of money, never negative, in whole rupiah. Direction lives in the transfer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "i64", into = "i64")]
pub struct Money(i64);

/// How a fraction of a rupiah becomes a whole one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rounding {
    /// Half away from zero: what Indonesian schedules print.
    HalfUp,
    /// Half to even.
    HalfEven,
    /// Towards zero.
    Down,
}

/// The amount is negative, too large, or not a number of rupiah.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("an amount outside 0..=2^53-1 rupiah")]
pub struct AmountOutOfRange;

impl Money {
    /// No money.
    pub const ZERO: Self = Self(0);

    /// The largest amount that is kept.
    pub const MAX: Self = Self(MAX_MINOR);

    /// An amount of whole rupiah.
    ///
    /// # Errors
    /// When it is negative or above [`MAX_MINOR`].
    pub const fn from_minor(minor: i64) -> Result<Self, AmountOutOfRange> {
        if minor < 0 || minor > MAX_MINOR { Err(AmountOutOfRange) } else { Ok(Self(minor)) }
    }

    /// The one way back from a formula: rounds and checks the range.
    ///
    /// # Errors
    /// When the rounded amount is negative or above [`MAX_MINOR`].
    pub fn from_decimal(amount: Decimal, rounding: Rounding) -> Result<Self, AmountOutOfRange> {
        let strategy = match rounding {
            Rounding::HalfUp => RoundingStrategy::MidpointAwayFromZero,
            Rounding::HalfEven => RoundingStrategy::MidpointNearestEven,
            Rounding::Down => RoundingStrategy::ToZero,
        };
        let whole = amount.round_dp_with_strategy(0, strategy);
        whole.to_i64().ok_or(AmountOutOfRange).and_then(Self::from_minor)
    }

    /// Whole rupiah.
    pub const fn minor(self) -> i64 {
        self.0
    }

    /// Nothing at all.
    pub const fn is_zero(self) -> bool {
        self.0 == 0
    }

    /// The sum, unless it leaves the range.
    pub fn checked_add(self, other: Self) -> Option<Self> {
        self.0.checked_add(other.0).and_then(|sum| Self::from_minor(sum).ok())
    }

    /// The difference, unless it would be negative.
    pub fn checked_sub(self, other: Self) -> Option<Self> {
        self.0.checked_sub(other.0).and_then(|rest| Self::from_minor(rest).ok())
    }

    /// The difference, or nothing where it would be negative.
    #[must_use]
    pub fn saturating_sub(self, other: Self) -> Self {
        self.checked_sub(other).unwrap_or(Self::ZERO)
    }
}

impl TryFrom<i64> for Money {
    type Error = AmountOutOfRange;
    fn try_from(minor: i64) -> Result<Self, Self::Error> {
        Self::from_minor(minor)
    }
}

impl From<Money> for i64 {
    fn from(money: Money) -> Self {
        money.0
    }
}

/// Plain digits, for logs of tests and audits; what members read is made by the locale.
impl fmt::Display for Money {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}
