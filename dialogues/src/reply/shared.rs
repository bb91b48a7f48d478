//! What is said where several members share an account.

use chrono::{DateTime, Utc};

use super::{ReceiptRef, Salutation};

/// What is said where several members share an account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SharedReply {
    /// Asks who is holding the phone.
    WhoIsIt(Vec<(u8, Salutation)>),
    /// Asks for this member's PIN.
    AskPin(Salutation),
    /// Not six digits.
    NotSixDigits,
    /// A PIN that anybody would try first.
    TooEasy,
    /// Not the PIN.
    WrongPin {
        /// More tries before it locks.
        left: u8,
    },
    /// Too many wrong tries.
    PinLocked {
        /// Until then.
        until: DateTime<Utc>,
    },
    /// The member has no PIN here.
    PinUnset,
    /// The account is to be shared: the member who has it now chooses a PIN first.
    ChooseFirstPin {
        /// Who has it now.
        first: Salutation,
        /// Who comes in addition.
        second: Salutation,
    },
    /// The member who comes in addition chooses a PIN.
    ChoosePin(Salutation),
    /// Both are on the account now.
    SharedNow(Salutation),
    /// Nobody more fits on this account.
    AccountFull,
    /// This account is one member's alone: nobody to change to.
    NotShared,
    /// Something was recorded in this member's savings: no figure, since others read along.
    News {
        /// Whose.
        member: Salutation,
        /// The number of the receipt.
        receipt: ReceiptRef,
    },
    /// Too many wrong codes.
    CodesLocked {
        /// Until then.
        until: DateTime<Utc>,
    },
}
