//! Savings: one call of every function beside a twin.

use store::{journals, ledger, statement_pages};

use crate::twin_calls::{MONTH, calls};
use crate::world::{NOW, coop, day, deposit, journal, member, savings};

fn page(of: u128) -> statement_pages::Wanted {
    let (since, until) = (day(MONTH.0), day(MONTH.1));
    statement_pages::Wanted { cooperative: coop(1), member: member(of), since, until, skip: 0, take: 9 }
}

calls! { READS:
    journals::find_in, tx => journals::find_in(tx, &[
        (coop(1), journals::Wanted::Id(journal(1))),
        (coop(1), journals::Wanted::Id(journal(9))),
        (coop(1), journals::Wanted::Number(1)),
        (coop(1), journals::Wanted::Number(3)),
    ]);
    ledger::balances_in, tx => ledger::balances_in(tx, &[(coop(1), member(1)), (coop(1), member(9))]);
    ledger::totals_in, tx => ledger::totals_in(tx, &[
        (coop(1), savings(domain::member::Savings::Voluntary, 1)),
        (coop(1), savings(domain::member::Savings::Voluntary, 9)),
    ]);
    statement_pages::find_in, tx => statement_pages::find_in(tx, &[page(1), page(9)]);
}

calls! { WRITES:
    ledger::post_in, tx => async { ledger::post_in(tx, &[deposit(1, 1, 1, 5_000, "2026-11-01")], NOW).await };
    ledger::post_in, tx => async { ledger::post_in(tx, &[deposit(1, 21, 9, 300, "2026-11-09")], NOW).await };
    ledger::post_in, tx => async { ledger::post_in(tx, &[deposit(1, 9, 1, 100, "2026-11-09")], NOW).await };
}
