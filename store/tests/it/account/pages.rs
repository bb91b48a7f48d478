//! A member's statement: by month, by page, each line once.

use domain::ledger::{Journal, JournalKind};
use domain::member::Savings;
use store::statement_pages::{self, Line, Page, Side, Wanted};

use crate::support::{Fresh, both_databases, in_unit};
use crate::world::{coop, day, deposit, found, member, money, post, posting, reversal, savings, transfer};

fn november(skip: u32, take: u32) -> Wanted {
    let (since, until) = (day("2026-11-01"), day("2026-12-01"));
    Wanted { cooperative: coop(1), member: member(1), since, until, skip, take }
}

async fn pages(fresh: &Fresh, wanted: Vec<Wanted>) -> Vec<Page> {
    in_unit!(fresh.db, tx => statement_pages::find_in(tx, &wanted).await).unwrap()
}

fn numbers(page: &Page) -> Vec<i64> {
    page.lines.iter().map(|line| line.number).collect()
}

both_databases! {
    async fn a_month_holds_its_own_days_only(fresh) {
        found(&fresh.db, 1).await;
        let days = ["2026-10-31", "2026-11-01", "2026-11-30", "2026-12-01"];
        let deposits = (1_u128..).zip(days).map(|(id, on)| deposit(1, id, 1, 1_000, on)).collect();
        post(&fresh.db, deposits).await.unwrap();
        let month = |since, until| Wanted { since: day(since), until: day(until), ..november(0, 10) };
        let wanted = vec![
            month("2026-12-01", "2027-01-01"),
            november(0, 10),
            month("2026-09-01", "2026-10-01"),
            month("2026-10-01", "2026-11-01"),
        ];
        let found = pages(fresh, wanted).await;
        assert_eq!(found.iter().map(numbers).collect::<Vec<_>>(), [vec![4], vec![3, 2], vec![], vec![1]]);
        assert_eq!((found[1].total_in, found[1].total_out), (money(2_000), money(0)));
        assert_eq!((found[2].total_in, found[2].has_more), (money(0), false));
    }

    async fn pages_follow_each_other_newest_first_with_the_month_totals_on_each(fresh) {
        found(&fresh.db, 1).await;
        // Journal 5 belongs to an earlier day than 4: the day goes before the number.
        let days = ["2026-11-01", "2026-11-02", "2026-11-02", "2026-11-20", "2026-11-03"];
        let mut batch: Vec<_> = (1_u128..).zip(days).map(|(id, on)| deposit(1, id, 1, 1_000, on)).collect();
        batch.push(deposit(1, 6, 2, 9_999, "2026-11-02"));
        post(&fresh.db, batch).await.unwrap();
        let wanted = vec![november(0, 2), november(2, 2), november(4, 2), november(0, 5), november(3, 2)];
        let found = pages(fresh, wanted).await;
        let expected = [vec![4, 5], vec![3, 2], vec![1], vec![4, 5, 3, 2, 1], vec![2, 1]];
        assert_eq!(found.iter().map(numbers).collect::<Vec<_>>(), expected);
        assert_eq!(found.iter().map(|page| page.has_more).collect::<Vec<_>>(), [true, true, false, false, false]);
        assert!(found.iter().all(|page| page.total_in == money(5_000)), "{found:?}");
    }

    async fn both_directions_and_kinds_are_told(fresh) {
        found(&fresh.db, 1).await;
        let original = deposit(1, 1, 1, 1_000, "2026-11-01");
        post(&fresh.db, vec![original.clone(), deposit(1, 2, 1, 50, "2026-11-02")]).await.unwrap();
        post(&fresh.db, vec![reversal(&original, 3, "2026-11-03")]).await.unwrap();
        let page = pages(fresh, vec![november(0, 10)]).await.remove(0);
        assert_eq!((page.total_in, page.total_out), (money(1_050), money(1_000)));
        let undone = Line {
            occurred_on: day("2026-11-03"),
            savings: Savings::Voluntary,
            kind: JournalKind::Reversal,
            amount: money(1_000),
            side: Side::Debit,
            number: 3,
        };
        let deposited =
            Line { occurred_on: day("2026-11-01"), kind: JournalKind::Deposit, side: Side::Credit, number: 1, ..undone };
        assert_eq!((page.lines[0], page.lines[2]), (undone, deposited));
    }

    /// One transfer is two lines of the same rank but for their side.
    async fn a_transfer_between_own_savings_is_two_lines_on_whichever_pages(fresh) {
        found(&fresh.db, 1).await;
        post(&fresh.db, vec![deposit(1, 1, 1, 90_000, "2026-10-01")]).await.unwrap();
        let moves = (2..12)
            .map(|id| {
                let own = vec![transfer(savings(Savings::Voluntary, 1), savings(Savings::Time, 1), 1_000)];
                posting(1, id, Journal::try_new(JournalKind::Deposit, day("2026-11-05"), own).unwrap())
            })
            .collect();
        post(&fresh.db, moves).await.unwrap();
        let wanted: Vec<Wanted> = (0..20).map(|skip| november(skip, 1)).collect();
        let lines: Vec<_> = pages(fresh, wanted)
            .await
            .iter()
            .flat_map(|page| page.lines.iter().map(|line| (line.number, line.side)).collect::<Vec<_>>())
            .collect();
        let expected: Vec<_> =
            (2..12).rev().flat_map(|number| [(number, Side::Credit), (number, Side::Debit)]).collect();
        assert_eq!(lines, expected);
    }
}
