//! What is said where several members share an account.

use chrono::{DateTime, Utc};

use crate::access::AccessButton;
use crate::base::people::Salutation;
use crate::base::posting::ReceiptRef;
use crate::base::shape::Shape;
use crate::hub::Button;

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
    /// The invitation was used, has expired, or its membership can't be linked any more, all told alike.
    CodeSpent,
    /// Too many wrong codes.
    CodesLocked {
        /// Until then.
        until: DateTime<Utc>,
    },
}

impl SharedReply {
    /// How it stands in a chat.
    pub fn shape(&self) -> Shape<Button> {
        let message = Shape::message();
        match self {
            Self::WhoIsIt(members) => {
                let who = |slot| vec![AccessButton::WhoIs { slot }.into()];
                Shape::screen().buttons(members.iter().map(|(slot, _)| who(*slot)))
            }
            Self::AskPin(_) | Self::WrongPin { .. } | Self::PinLocked { .. } | Self::PinUnset => {
                message.buttons([vec![Button::SWITCH, Button::ASK_OFFICE]])
            }
            Self::News { .. } => message.buttons([vec![Button::SWITCH]]),
            Self::SharedNow(_) => message,
            Self::CodeSpent => message.buttons([vec![Button::START, Button::ASK_OFFICE]]),
            // Whoever came to a PIN by chance leaves by the menu.
            Self::NotSixDigits
            | Self::TooEasy
            | Self::ChooseFirstPin { .. }
            | Self::ChoosePin(_)
            | Self::AccountFull
            | Self::NotShared
            | Self::CodesLocked { .. } => message.buttons([vec![Button::MENU, Button::ASK_OFFICE]]),
        }
    }
}
