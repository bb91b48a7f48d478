//! Pure values and maths of a cooperative: ids, money, ledger, members.
//!
//! Nothing here knows a clock, a random source, a database or Telegram.

pub mod access;
pub mod amount;
pub mod applicant;
pub mod bug;
pub mod dates;
pub mod entry;
pub mod hours;
pub mod ids;
pub mod invitation;
pub mod ledger;
pub mod locale;
pub mod lookup;
pub mod member;
pub mod member_number;
pub mod money;
pub mod month;
pub mod nik;
pub mod phone;
pub mod question;
pub mod receipt;
pub mod request;
pub mod role;
pub mod secret;
pub mod setting;
mod spoken;
pub mod words;
pub mod zone;
