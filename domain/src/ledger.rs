//! The ledger's vocabulary: accounts of a chart, journals of transfers.
//!
//! A transfer debits one account and credits another by one amount above zero, so a journal balances by construction.
//! Journals are append-only; a correction is a journal that reverses another.

use std::fmt;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::ids::{JournalId, MemberId};
use crate::member::Savings;
use crate::money::Money;

/// An account of one cooperative's chart, or a member's sub-account under one of them.
///
/// The text form is the id in the database: `1-1010` for a general account, `2-1100/{member}` for a member's.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Account {
    /// A line of the chart itself.
    General(Code),
    /// A member's savings of one kind, under its control account.
    Savings(Savings, MemberId),
}

impl Account {
    /// Reads the text form; `None` when the chart has no such line, or it is not a member's.
    pub fn parse(text: &str) -> Option<Self> {
        match text.split_once('/') {
            None => Code::parse(text).map(Self::General),
            Some((number, member)) => {
                Some(Self::Savings(Savings::of_control(Code::parse(number)?)?, MemberId::parse(member)?))
            }
        }
    }
}

impl Account {
    /// The side on which its balance must stand, where it must: savings are never overdrawn, and nobody hands out notes
    /// that are not in the box. Other accounts may stand on either.
    pub const fn covered_side(self) -> Option<Side> {
        match self {
            Self::Savings(..) => Some(Side::Credit),
            Self::General(Code::Cash | Code::TellerCash) => Some(Side::Debit),
            Self::General(_) => None,
        }
    }
}

impl fmt::Display for Account {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::General(code) => f.write_str(code.number()),
            Self::Savings(kind, member) => write!(f, "{}/{member}", kind.control().number()),
        }
    }
}

/// The side on which an account's balance normally stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// Assets and expenses.
    Debit,
    /// Liabilities, equity and income.
    Credit,
}

/// Declares the chart: variant, number, Indonesian name.
macro_rules! chart {
    ($($variant:ident $number:literal $name:literal),+ $(,)?) => {
        /// A line of the chart of accounts (numbers are ours; the grouping follows SAK EP as Permenkop 2/2024 asks).
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub enum Code { $(#[doc = $name] $variant),+ }

        impl Code {
            /// Every line of the chart, in the order of its numbers.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The number, such as `1-1010`.
            pub const fn number(self) -> &'static str {
                match self { $(Self::$variant => $number),+ }
            }

            /// The Indonesian name on statements.
            pub const fn name(self) -> &'static str {
                match self { $(Self::$variant => $name),+ }
            }
        }
    };
}

chart! {
    Cash "1-1010" "Kas",
    TellerCash "1-1020" "Kas kantor kas",
    Bank "1-1100" "Bank",
    SecondBank "1-1110" "Bank kedua",
    QrisInTransit "1-1150" "QRIS dalam perjalanan",
    VirtualAccountInTransit "1-1160" "Virtual account dalam perjalanan",
    PayrollReceivable "1-1170" "Piutang potong gaji",
    DepositsElsewhere "1-1200" "Simpanan di koperasi lain atau bank",
    Loans "1-1300" "Pinjaman anggota",
    LoanInterestReceivable "1-1310" "Piutang jasa pinjaman",
    LoanAllowance "1-1390" "Penyisihan pinjaman",
    InstalmentReceivables "1-1400" "Piutang penjualan angsuran",
    InstalmentAllowance "1-1490" "Penyisihan piutang penjualan",
    MurabahahReceivables "1-1500" "Piutang murabahah",
    DeferredMargin "1-1510" "Margin ditangguhkan",
    MudharabahFinancing "1-1520" "Pembiayaan mudharabah",
    MusyarakahFinancing "1-1530" "Pembiayaan musyarakah",
    QardhFinancing "1-1540" "Qardh",
    ShopStock "1-1600" "Persediaan toko",
    PrepaidExpenses "1-1700" "Biaya dibayar di muka",
    FixedAssets "1-2000" "Aset tetap",
    AccumulatedDepreciation "1-2900" "Akumulasi penyusutan",
    VoluntarySavings "2-1100" "Simpanan sukarela",
    SpecialSavings "2-1110" "Simpanan khusus",
    TimeDeposits "2-1200" "Simpanan berjangka",
    SavingsInterestPayable "2-1300" "Utang jasa simpanan",
    InstalmentsHeld "2-1400" "Titipan angsuran",
    SalesAdvances "2-1410" "Uang muka penjualan",
    SurplusPayable "2-1500" "Utang SHU anggota",
    EducationFund "2-1600" "Dana pendidikan",
    SocialFund "2-1610" "Dana sosial",
    BoardAndStaffFund "2-1620" "Dana pengurus dan karyawan",
    DevelopmentFund "2-1630" "Dana pembangunan",
    BenevolenceFund "2-1640" "Dana kebajikan",
    ZakatFund "2-1650" "Dana zakat",
    SavingsTaxPayable "2-1700" "Utang pajak jasa simpanan",
    WageTaxPayable "2-1710" "Utang pajak gaji",
    OutputVat "2-1720" "PPN keluaran",
    DeferredIncome "2-1800" "Pendapatan ditangguhkan",
    LoanRiskFund "2-1850" "Dana risiko pinjaman",
    TradePayables "2-1900" "Utang usaha",
    BankLoans "2-2000" "Pinjaman bank dan LPDB",
    PrincipalSavings "3-1000" "Simpanan pokok",
    MandatorySavings "3-1100" "Simpanan wajib",
    EquityParticipation "3-1200" "Modal penyertaan",
    Grants "3-1300" "Hibah",
    Reserves "3-1400" "Cadangan",
    UndividedSurplus "3-1900" "SHU belum dibagi",
    OpeningBalances "3-1990" "Saldo awal (penyeimbang)",
    LoanInterest "4-1000" "Jasa pinjaman",
    LoanFees "4-1100" "Provisi dan administrasi",
    Penalties "4-1200" "Denda",
    MarginIncome "4-1300" "Margin",
    ProfitShareIncome "4-1310" "Bagi hasil",
    Sales "4-1400" "Penjualan",
    InstalmentSalesIncome "4-1500" "Jasa angsuran toko",
    WriteOffRecoveries "4-1600" "Pemulihan hapus buku",
    OtherIncome "4-1900" "Pendapatan lain",
    SavingsInterest "5-1000" "Jasa simpanan",
    FundingCosts "5-1100" "Beban dana dan bank",
    CostOfSales "5-1200" "Harga pokok penjualan",
    LoanProvisions "5-1300" "Beban penyisihan pinjaman",
    Wages "5-1400" "Gaji",
    OfficeCosts "5-1500" "Kantor",
    Depreciation "5-1600" "Penyusutan",
    MeetingAndEducationCosts "5-1700" "RAT dan perkoperasian",
    PaymentFees "5-1800" "Biaya penyedia pembayaran",
    Taxes "5-1900" "Pajak",
}

impl Code {
    /// The side of the first digit, assets and expenses on debit and the rest on credit;
    /// contra accounts within the assets stand on the other side.
    pub fn side(self) -> Side {
        if matches!(
            self,
            Self::LoanAllowance | Self::InstalmentAllowance | Self::DeferredMargin | Self::AccumulatedDepreciation
        ) {
            return Side::Credit;
        }
        match self.number().as_bytes().first() {
            Some(b'1' | b'5') => Side::Debit,
            _ => Side::Credit,
        }
    }

    /// The line with that number.
    pub fn parse(number: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|code| code.number() == number)
    }
}

/// Why a journal was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum JournalKind {
    /// Balances brought from the books before Rembuk.
    Opening,
    /// A member paid in.
    Deposit,
    /// A journal that undoes another.
    Reversal,
}

impl JournalKind {
    /// The name kept in the database.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Opening => "opening",
            Self::Deposit => "deposit",
            Self::Reversal => "reversal",
        }
    }

    /// The kind with that name.
    pub fn parse(name: &str) -> Option<Self> {
        [Self::Opening, Self::Deposit, Self::Reversal].into_iter().find(|kind| kind.as_str() == name)
    }

    /// The kind whose receipts begin with that letter.
    pub fn of_receipt_letter(letter: char) -> Option<Self> {
        [Self::Opening, Self::Deposit, Self::Reversal].into_iter().find(|kind| kind.receipt_letter() == letter)
    }

    /// The letter before the number of its receipt: `S-1042` (setoran), `K-7` (koreksi), `A-1` (saldo awal).
    pub const fn receipt_letter(self) -> char {
        match self {
            Self::Opening => 'A',
            Self::Deposit => 'S',
            Self::Reversal => 'K',
        }
    }
}

/// One movement: `amount` leaves the credit account's side and enters the debit account's.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Transfer {
    /// The account debited.
    pub debit: Account,
    /// The account credited; never the same.
    pub credit: Account,
    /// Above zero.
    pub amount: Money,
}

/// A journal before it is written: the shell gives it its number and instant.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Journal {
    /// Why it is written.
    pub kind: JournalKind,
    /// The legal day in the cooperative's zone.
    pub occurred_on: NaiveDate,
    /// At least one.
    pub transfers: Vec<Transfer>,
    /// The journal undone by this one.
    pub reverses: Option<JournalId>,
}

/// Why a journal can't be written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum JournalRejection {
    /// It moves nothing.
    #[error("a journal without transfers")]
    Empty,
    /// A transfer of zero.
    #[error("a transfer of nothing")]
    ZeroAmount,
    /// A transfer from an account to itself.
    #[error("a transfer between the same account")]
    SameAccount,
}

impl Journal {
    /// The journal, once its transfers are sound.
    ///
    /// # Errors
    /// When there is no transfer, or one of nothing, or one between the same account.
    pub fn try_new(
        kind: JournalKind,
        occurred_on: NaiveDate,
        transfers: Vec<Transfer>,
    ) -> Result<Self, JournalRejection> {
        if transfers.is_empty() {
            return Err(JournalRejection::Empty);
        }
        for transfer in &transfers {
            if transfer.amount.is_zero() {
                return Err(JournalRejection::ZeroAmount);
            }
            if transfer.debit == transfer.credit {
                return Err(JournalRejection::SameAccount);
            }
        }
        Ok(Self { kind, occurred_on, transfers, reverses: None })
    }

    /// The journal that undoes one with these transfers, on `today`.
    ///
    /// # Errors
    /// As [`Journal::try_new`].
    pub fn reversing(journal: JournalId, transfers: &[Transfer], today: NaiveDate) -> Result<Self, JournalRejection> {
        let back = transfers
            .iter()
            .map(|transfer| Transfer { debit: transfer.credit, credit: transfer.debit, amount: transfer.amount })
            .collect();
        Ok(Self { reverses: Some(journal), ..Self::try_new(JournalKind::Reversal, today, back)? })
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn numbers_of_the_chart_are_ordered_and_found_again() {
        assert!(Code::ALL.windows(2).all(|pair| pair[0].number() < pair[1].number()));
        for code in Code::ALL {
            assert_eq!(Code::parse(code.number()), Some(*code));
            assert!(!code.name().is_empty());
        }
        assert_eq!(Code::parse("1-9999"), None);
    }

    #[test]
    fn sides_follow_the_first_digit_but_for_contra_accounts() {
        for (code, side) in [
            (Code::Cash, Side::Debit),
            (Code::LoanAllowance, Side::Credit),
            (Code::VoluntarySavings, Side::Credit),
            (Code::PrincipalSavings, Side::Credit),
            (Code::Sales, Side::Credit),
            (Code::Wages, Side::Debit),
        ] {
            assert_eq!(code.side(), side, "{code:?}");
        }
    }

    #[test]
    fn savings_and_their_control_accounts_match() {
        for kind in Savings::ALL {
            assert_eq!(Savings::of_control(kind.control()), Some(kind));
            assert_eq!(Savings::parse(kind.as_str()), Some(kind));
        }
        assert_eq!(Savings::of_control(Code::Cash), None);
    }

    fn day() -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 11, 23).unwrap()
    }

    fn transfer(debit: Code, credit: Code, minor: i64) -> Transfer {
        let amount = Money::from_minor(minor).unwrap();
        Transfer { debit: Account::General(debit), credit: Account::General(credit), amount }
    }

    #[test]
    fn unsound_journals_are_rejected() {
        for (transfers, rejection) in [
            (vec![], JournalRejection::Empty),
            (vec![transfer(Code::Cash, Code::Bank, 0)], JournalRejection::ZeroAmount),
            (vec![transfer(Code::Cash, Code::Cash, 5)], JournalRejection::SameAccount),
        ] {
            assert_eq!(Journal::try_new(JournalKind::Deposit, day(), transfers), Err(rejection));
        }
    }

    proptest! {
        #[test]
        fn a_journal_and_its_reversal_cancel(minors in proptest::collection::vec(1..=1_000_000_i64, 1..6), bits: u128) {
            let id = JournalId::from_u128(bits);
            let transfers: Vec<_> =
                minors.iter().map(|minor| transfer(Code::Cash, Code::VoluntarySavings, *minor)).collect();
            let journal = Journal::try_new(JournalKind::Deposit, day(), transfers).unwrap();
            let back = Journal::reversing(id, &journal.transfers, day()).unwrap();
            prop_assert_eq!(back.reverses, Some(id));
            for (one, other) in journal.transfers.iter().zip(&back.transfers) {
                prop_assert_eq!((one.debit, one.credit, one.amount), (other.credit, other.debit, other.amount));
            }
        }
    }
}
