//! A member, what they keep in the cooperative, and what of it can be withdrawn.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::ledger::Code;
use crate::money::Money;

/// The four kinds of savings (UU 25/1992 art 41; Permenkop 8/2023 art 23).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Savings {
    /// Simpanan pokok: once, at entry; equity; returned when membership ends.
    Principal,
    /// Simpanan wajib: periodic; equity; returned when membership ends.
    Mandatory,
    /// Simpanan sukarela: free; the member's at any time.
    Voluntary,
    /// Simpanan berjangka: tied until maturity.
    Time,
}

impl Savings {
    /// All four, in the order that members know.
    pub const ALL: [Self; 4] = [Self::Principal, Self::Mandatory, Self::Voluntary, Self::Time];

    /// The control account over all members' savings of this kind.
    pub const fn control(self) -> Code {
        match self {
            Self::Principal => Code::PrincipalSavings,
            Self::Mandatory => Code::MandatorySavings,
            Self::Voluntary => Code::VoluntarySavings,
            Self::Time => Code::TimeDeposits,
        }
    }

    /// The name kept in the database and in a button's data.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Principal => "principal",
            Self::Mandatory => "mandatory",
            Self::Voluntary => "voluntary",
            Self::Time => "time",
        }
    }

    /// The kind with that name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == name)
    }

    /// The kind under that control account.
    pub fn of_control(code: Code) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.control() == code)
    }
}

/// What a member has in each kind of savings.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Balances {
    /// Simpanan pokok.
    pub principal: Money,
    /// Simpanan wajib.
    pub mandatory: Money,
    /// Simpanan sukarela.
    pub voluntary: Money,
    /// Simpanan berjangka.
    pub time: Money,
}

impl Balances {
    /// Nothing saved yet.
    pub const EMPTY: Self =
        Self { principal: Money::ZERO, mandatory: Money::ZERO, voluntary: Money::ZERO, time: Money::ZERO };

    /// What is in one kind.
    pub const fn of(&self, savings: Savings) -> Money {
        match savings {
            Savings::Principal => self.principal,
            Savings::Mandatory => self.mandatory,
            Savings::Voluntary => self.voluntary,
            Savings::Time => self.time,
        }
    }

    /// All four together; `None` when the sum leaves the range of [`Money`].
    pub fn total(&self) -> Option<Money> {
        self.principal.checked_add(self.mandatory)?.checked_add(self.voluntary)?.checked_add(self.time)
    }

    /// What can be withdrawn now: the voluntary savings above the minimum balance, never pokok or wajib.
    pub fn withdrawable(&self, minimum: Money) -> Money {
        self.voluntary.saturating_sub(minimum)
    }
}

/// Where a membership stands (domain states of the member register).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MemberStatus {
    /// Calon anggota: pokok is not yet paid in full; cannot hold sukarela or borrow.
    Candidate,
    /// Anggota.
    Active,
    /// Cuti or nonaktif.
    Inactive,
    /// Berhenti, diberhentikan, meninggal: the row stays, services stop.
    Ended,
}

impl MemberStatus {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Candidate, Self::Active, Self::Inactive, Self::Ended];

    /// The name kept in the database.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Candidate => "candidate",
            Self::Active => "active",
            Self::Inactive => "inactive",
            Self::Ended => "ended",
        }
    }

    /// The status with that name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|status| status.as_str() == name)
    }
}

/// How a person is addressed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Address {
    /// "Bu".
    Bu,
    /// "Pak".
    Pak,
    /// Not known: the name alone.
    Plain,
}

/// What a dialogue may know of a member.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[expect(clippy::struct_field_names, reason = "an id is called by its full name wherever it stands")]
pub struct Member {
    /// The id, for life.
    pub member_id: crate::ids::MemberId,
    /// The number in the member register, as the cooperative writes it ("A-017").
    pub number: String,
    /// The full name, as in the register.
    pub name: String,
    /// "Bu", "Pak", or neither.
    pub address: Address,
    /// Where the membership stands.
    pub status: MemberStatus,
    /// Since when.
    pub joined_on: NaiveDate,
}
