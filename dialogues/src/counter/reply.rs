//! What is said around a deposit at the counter.

use domain::member::Savings;
use domain::money::Money;

use super::CounterButton;
use crate::base::lookup::Unclear;
use crate::base::people::Salutation;
use crate::base::posting::ReceiptRef;
use crate::base::shape::Shape;
use crate::hub::Button;

/// What is paid in, for whom.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DepositLine {
    /// The member.
    pub member: Salutation,
    /// Into which savings.
    pub savings: Savings,
    /// How much.
    pub amount: Money,
}

/// Whether the member hears of it by themselves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Notice {
    /// Their account is told.
    Sent,
    /// No account is linked: the receipt is to be written down for them.
    NoAccount,
    /// Their door is frozen: nothing personal goes to the account, and they should see the officers.
    Frozen,
}

/// Why an amount is asked about before it is taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Odd {
    /// Simpanan pokok is paid already.
    PrincipalPaid,
    /// Less is due.
    MoreThanDue {
        /// What is.
        due: Money,
    },
    /// Simpanan wajib is another amount each month.
    FarFromMonthly {
        /// Which.
        monthly: Money,
    },
}

/// What is said around a deposit at the counter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CounterReply {
    /// Asks for the member's number.
    AskMember {
        /// Of this screen.
        nonce: u64,
    },
    /// Nobody in particular is meant: one of several, or more is to be typed.
    WhichMember {
        /// As it was typed.
        typed: String,
        /// Why.
        unclear: Unclear,
        /// Of this screen.
        nonce: u64,
    },
    /// No member fits.
    MemberUnknown {
        /// As it was typed.
        typed: String,
        /// Of this screen.
        nonce: u64,
    },
    /// The membership has ended.
    MemberEnded {
        /// Whose.
        member: Salutation,
        /// Of this screen.
        nonce: u64,
    },
    /// Asks for the kind of savings.
    AskKind {
        /// For whom.
        member: Salutation,
        /// What this member may pay into.
        kinds: Vec<Savings>,
        /// Of this screen.
        nonce: u64,
    },
    /// This member can't pay into that kind here.
    KindNotPossible {
        /// For whom.
        member: Salutation,
        /// The kind refused.
        refused: Savings,
        /// What this member may pay into.
        kinds: Vec<Savings>,
        /// Of this screen.
        nonce: u64,
    },
    /// Asks for the amount.
    AskAmount {
        /// For whom.
        member: Salutation,
        /// Into which savings.
        savings: Savings,
        /// Of this screen.
        nonce: u64,
    },
    /// The text is no amount.
    NotAnAmount {
        /// Of this screen.
        nonce: u64,
    },
    /// The amount has sen.
    HasSen {
        /// Of this screen.
        nonce: u64,
    },
    /// The amount is nothing.
    AmountZero {
        /// Of this screen.
        nonce: u64,
    },
    /// The amount is above the limit of the counter.
    AmountTooLarge {
        /// The limit.
        maximum: Money,
        /// Of this screen.
        nonce: u64,
    },
    /// The amount can be read in two ways.
    AmountUnclear {
        /// As it is written.
        low: Money,
        /// A thousand times as much.
        high: Money,
        /// Of this screen.
        nonce: u64,
    },
    /// The amount is not what is due, or far from what is usual: asked before it is taken.
    AmountOdd {
        /// What was told.
        deposit: DepositLine,
        /// Why it is asked.
        because: Odd,
        /// Of this screen.
        nonce: u64,
    },
    /// Shows all of it once more, the amount in words too.
    Confirm {
        /// What is about to be written.
        deposit: DepositLine,
        /// Of this screen.
        nonce: u64,
    },
    /// Written, told to the treasurer.
    Receipt {
        /// Its number.
        receipt: ReceiptRef,
        /// What was written.
        deposit: DepositLine,
        /// Whether the member hears of it.
        notice: Notice,
    },
    /// Written, told to the member.
    MemberReceipt {
        /// Its number.
        receipt: ReceiptRef,
        /// What was written.
        deposit: DepositLine,
    },
    /// The same form was confirmed before.
    AlreadyRecorded,
}

impl CounterReply {
    /// How it stands in a chat.
    pub fn shape(&self) -> Shape<Button> {
        let screen = Shape::screen();
        match *self {
            Self::AskMember { nonce } | Self::MemberUnknown { nonce, .. } | Self::MemberEnded { nonce, .. } => {
                screen.buttons([vec![Button::cancel(nonce)]])
            }
            Self::AskAmount { nonce, .. }
            | Self::NotAnAmount { nonce }
            | Self::HasSen { nonce }
            | Self::AmountZero { nonce }
            | Self::AmountTooLarge { nonce, .. } => screen.buttons([way_out(nonce)]),
            Self::WhichMember { ref unclear, nonce, .. } => {
                let choose = |member| CounterButton::Member { nonce, member }.into();
                screen.buttons(unclear.rows(choose, way_out(nonce)))
            }
            Self::AskKind { ref kinds, nonce, .. } | Self::KindNotPossible { ref kinds, nonce, .. } => {
                let kind = |savings: &Savings| CounterButton::Kind { nonce, savings: *savings }.into();
                screen.buttons([kinds.iter().map(kind).collect(), way_out(nonce)])
            }
            Self::AmountUnclear { low, high, nonce } => {
                let amount = |amount| CounterButton::Amount { nonce, amount }.into();
                screen.buttons([vec![amount(low), amount(high)], change(nonce)])
            }
            Self::AmountOdd { ref deposit, because, nonce } => {
                let amount = |amount| CounterButton::Amount { nonce, amount }.into();
                let mut amounts = vec![amount(deposit.amount)];
                if let Odd::MoreThanDue { due } = because {
                    amounts.insert(0, amount(due));
                }
                screen.buttons([amounts, change(nonce)])
            }
            Self::Confirm { nonce, .. } => {
                screen.buttons([vec![CounterButton::Confirm { nonce }.into()], change(nonce)])
            }
            Self::Receipt { .. } => Shape::message().buttons([vec![Button::COUNTER, Button::MENU]]),
            Self::MemberReceipt { .. } => Shape::message().buttons([vec![Button::BALANCE, Button::SOMETHING_WRONG]]),
            Self::AlreadyRecorded => Shape::toast(),
        }
    }
}

/// One step back, or out.
fn way_out(nonce: u64) -> Vec<Button> {
    vec![Button::back(nonce), Button::cancel(nonce)]
}

/// Another amount, which is the step before, or out.
fn change(nonce: u64) -> Vec<Button> {
    vec![CounterButton::Change { nonce }.into(), Button::cancel(nonce)]
}
