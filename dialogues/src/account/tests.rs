//! Transcripts.

use crate::hub::tests::check;
use crate::hub::tests::world::World;
use expect_test::expect;

/// How its values read in a transcript.
pub(crate) const SHORT: &[(&str, &str)] = &[
    ("member: Sari, month", "month"),
    ("WhyNotAll { member: Sari, balances", "WhyNotAll { balances"),
    (
        "[StatementLine { occurred_on: 2026-11-23, savings: Mandatory, kind: Deposit, amount: Money(50000), direction: In, receipt_number: 1 }]",
        "[..]",
    ),
    ("Month(2026-11-01)", "2026-11"),
    ("Month(2026-10-01)", "2026-10"),
];

#[test]
fn the_balance_and_its_details() {
    check(
        &World::sari(),
        expect![[r#"
            > /saldo
            < Balance { member: Sari, total: 4350000, withdrawable: 1150000 }
            > [BalanceDetail]
            < BalanceDetail { member: Sari, balances: Balances { principal: 100000, mandatory: 1090000, voluntary: 1160000, time: 2000000 }, total: 4350000 }
            > [WhyNotAll]
            < WhyNotAll { balances: Balances { principal: 100000, mandatory: 1090000, voluntary: 1160000, time: 2000000 }, minimum: 10000, withdrawable: 1150000 }
            > Balance
            < Balance { member: Sari, total: 4350000, withdrawable: 1150000 }
        "#]],
    );
}

#[test]
fn without_a_membership_the_way_to_one_is_shown() {
    check(
        &World::stranger(),
        expect![[r#"
        > /saldo
        < NotLinked
        > [why]
        < NotLinked
        > /mutasi
        < NotLinked
        > {own 6281000000020}
        < Linked(Budi)
        < Menu(Standing { member: Some(Budi), roles: [] })
        $ LinkMember { member: MemberId(budi), invitation: None }
"#]],
    );
    check(
        &World::chair(),
        expect![[r#"
        > /saldo
        < NotLinked
"#]],
    );
}

#[test]
fn a_statement_goes_by_month_within_the_membership() {
    check(
        &World::sari(),
        expect![[r#"
            > /mutasi
            < Statement(StatementView { month: 2026-11, page: 0, lines: [..], total_in: 100000, total_out: 0, has_older_page: true, earlier: Some(2026-10), later: None })
            > [Statement 2026-10-01 0]
            < Statement(StatementView { month: 2026-10, page: 0, lines: [..], total_in: 100000, total_out: 0, has_older_page: true, earlier: Some(Month(2026-09-01)), later: Some(2026-11) })
            > [Statement 2026-10-01 1]
            < Statement(StatementView { month: 2026-10, page: 1, lines: [..], total_in: 100000, total_out: 0, has_older_page: false, earlier: Some(Month(2026-09-01)), later: Some(2026-11) })
            > [st:202503:0]
            < Statement(StatementView { month: Month(2025-03-01), page: 0, lines: [..], total_in: 100000, total_out: 0, has_older_page: true, earlier: None, later: Some(Month(2025-04-01)) })
            > [st:202401:0]
            < Statement(StatementView { month: Month(2025-03-01), page: 0, lines: [..], total_in: 100000, total_out: 0, has_older_page: true, earlier: None, later: Some(Month(2025-04-01)) })
            > [st:209901:0]
            < Statement(StatementView { month: 2026-11, page: 0, lines: [..], total_in: 100000, total_out: 0, has_older_page: true, earlier: Some(2026-10), later: None })
        "#]],
    );
}
