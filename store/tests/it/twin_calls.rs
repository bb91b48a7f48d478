//! One call of every function of the store that belongs to a cooperative: for cooperative 1, with ids that its twin has,
//! too (1, 2, person 5), and with ids that only the twin has (9). Each room names its own; all that read run before all
//! that write, room by room in this order, each in a unit of its own.

use store::{Tx, UnitFuture};

use crate::{access, account, cooperative, engine, groups, joining, people, questions, requests, settings};

/// A call, and what came back as a text.
pub struct Call {
    /// `module::function`.
    pub name: &'static str,
    /// The call.
    pub call: for<'a> fn(&'a mut Tx) -> UnitFuture<'a, String>,
}

macro_rules! calls {
    ($list:ident: $($module:ident :: $function:ident, $tx:ident => $body:expr;)+) => {
        /// In this order.
        pub const $list: &[$crate::twin_calls::Call] = &[$($crate::twin_calls::Call {
            name: concat!(stringify!($module), "::", stringify!($function)),
            // A function each: as closures all would be one body, and the compiler slow with it.
            call: {
                fn call($tx: &mut store::Tx) -> store::UnitFuture<'_, String> {
                    Box::pin(async move { Ok(format!("{:?}", $body.await?)) })
                }
                call
            },
        }),+];
    };
}

pub(crate) use calls;

/// The month of the twins' books.
pub const MONTH: (&str, &str) = ("2026-11-01", "2026-12-01");

/// The calls of each room that read, then of each that write.
const ALL: &[&[Call]] = &[
    engine::calls::READS,
    people::calls::READS,
    access::calls::READS,
    cooperative::calls::READS,
    requests::calls::READS,
    account::calls::READS,
    joining::calls::READS,
    groups::calls::READS,
    questions::calls::READS,
    settings::calls::READS,
    people::calls::WRITES,
    requests::calls::WRITES,
    account::calls::WRITES,
    access::calls::WRITES,
    questions::calls::WRITES,
    groups::calls::WRITES,
    joining::calls::WRITES,
    engine::calls::WRITES,
    settings::calls::WRITES,
    cooperative::calls::WRITES,
];

/// Every call.
pub fn all() -> impl Iterator<Item = &'static Call> {
    ALL.iter().copied().flatten()
}
