//! What a person may do for the cooperative, beside being a member.

use serde::{Deserialize, Serialize};

/// An office. Authority comes from this table by numeric id only, re-read for each deed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Ketua: leads the board.
    Chair,
    /// Sekretaris: keeps the registers.
    Secretary,
    /// Bendahara: keeps the money and its books.
    Treasurer,
    /// Pengawas: checks, and never handles money.
    Supervisor,
    /// Panitia kredit.
    CreditCommittee,
    /// Pendidik.
    Educator,
}

impl Role {
    /// Every role, in the order of the list above.
    pub const ALL: [Self; 6] =
        [Self::Chair, Self::Secretary, Self::Treasurer, Self::Supervisor, Self::CreditCommittee, Self::Educator];

    /// The name kept in the database and typed by an operator.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Chair => "chair",
            Self::Secretary => "secretary",
            Self::Treasurer => "treasurer",
            Self::Supervisor => "supervisor",
            Self::CreditCommittee => "credit_committee",
            Self::Educator => "educator",
        }
    }

    /// The role with that name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.as_str() == name)
    }
}
