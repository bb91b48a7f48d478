//! Balance and statement.

use crate::render::Words;
use crate::render::catalogue::Args;
use crate::render::table::{WIDTH, row};
use crate::rooms::{access, corrections};
use dialogues::account::facts::{Direction, StatementLine};
use dialogues::account::{AccountButton, AccountReply, StatementView};
use dialogues::base::people::Salutation;
use dialogues::corrections::CorrectionsReply;
use dialogues::counter::CounterReply;
use dialogues::hub::Reply;
use domain::dates;
use domain::member::{Balances, Savings};
use domain::money::Money;
use domain::month::Month;
use domain::receipt::Receipt;
use domain::words::grouped;

pub fn html(reply: &AccountReply, words: &Words<'_>) -> String {
    match reply {
        AccountReply::Balance { member, total, withdrawable, access } => {
            let args = Args::new().html("who", words.who(member)).money("total", *total, words.locale).money(
                "withdrawable",
                *withdrawable,
                words.locale,
            );
            let balance = words.with("balance", args);
            match access::words::cooling(*access, words) {
                Some(cooling) => format!("{balance}\n\n{cooling}"),
                None => balance,
            }
        }
        AccountReply::BalanceDetail { member, balances, total } => detail(member, balances, *total, words),
        AccountReply::WhyNotAll { member, balances, minimum, withdrawable } => {
            why_not_all(member, balances, *minimum, *withdrawable, words)
        }
        AccountReply::Statement(view) => statement(view, words),
    }
}

fn detail(member: &Salutation, balances: &Balances, total: Money, words: &Words<'_>) -> String {
    let line = |savings| row(&words.savings_short(savings), &grouped(balances.of(savings), words.locale));
    let mut rows: Vec<String> = Savings::ALL.map(line).to_vec();
    rows.push("-".repeat(WIDTH));
    rows.push(row(&words.plain("balance-total"), &grouped(total, words.locale)));
    let args = Args::new().html("who", words.who(member)).html("table", rows.join("\n"));
    words.with("balance-detail", args)
}

fn why_not_all(
    member: &Salutation,
    balances: &Balances,
    minimum: Money,
    withdrawable: Money,
    words: &Words<'_>,
) -> String {
    let capital = Args::new()
        .html("who", words.who(member))
        .money("withdrawable", withdrawable, words.locale)
        .money("principal", balances.principal, words.locale)
        .money("mandatory", balances.mandatory, words.locale);
    let time = || words.with("why-not-time", Args::new().money("time", balances.time, words.locale));
    let voluntary = || {
        let args = Args::new().money("voluntary", balances.voluntary, words.locale);
        words.with("why-not-voluntary", args.money("minimum", minimum.min(balances.voluntary), words.locale))
    };
    // What a member does not have needs no explanation.
    let lines = [
        Some(words.with("why-not-all", capital)),
        (!balances.time.is_zero()).then(time),
        (!balances.voluntary.is_zero()).then(voluntary),
    ];
    lines.into_iter().flatten().collect::<Vec<_>>().join("\n")
}

fn statement(view: &StatementView, words: &Words<'_>) -> String {
    let month = Args::new().html("month", dates::month(view.month, words.locale)).html("who", words.who(&view.member));
    if view.lines.is_empty() {
        return words.with("statement-empty", month);
    }
    let rows: Vec<String> = view.lines.iter().map(|line| entry(line, words)).collect();
    let args = month
        .money("in", view.total_in, words.locale)
        .money("out", view.total_out, words.locale)
        .html("table", rows.join("\n"));
    let page = (view.page > 0).then(|| {
        let number = view.page.saturating_add(1).to_string();
        words.with("statement-page", Args::new().html("page", number))
    });
    [Some(words.with("statement", args)), page].into_iter().flatten().collect::<Vec<_>>().join("\n")
}

/// Two rows: the day, the savings and the amount; then the receipt, to be compared with the paper, and what it is for.
fn entry(line: &StatementLine, words: &Words<'_>) -> String {
    let sign = match line.direction {
        Direction::In => '+',
        Direction::Out => '-',
    };
    let day = line.occurred_on.format("%d-%m");
    let label = format!("{day} {}", words.savings_short(line.savings));
    let amount = format!("{sign}{}", grouped(line.amount, words.locale));
    let receipt = Receipt::new(line.kind, line.receipt_number);
    format!("{}\n      {receipt} {}", row(&label, &amount), corrections::words::kind(line.kind, words))
}

/// The label of a button of this room, seen from the reply under which it stands.
pub fn label(button: AccountButton, reply: &Reply, words: &Words<'_>) -> String {
    words.plain(match button {
        AccountButton::Balance if is_notice(reply) => "button-see-balance",
        AccountButton::Balance => "button-balance",
        AccountButton::BalanceDetail => "button-detail",
        AccountButton::WhyNotAll => "button-why",
        AccountButton::StatementNow => "button-statement",
        AccountButton::Statement { month, page } => return page_label(month, page, reply, words),
    })
}

/// Under a notice the balance is looked at because of what just happened.
const fn is_notice(reply: &Reply) -> bool {
    matches!(
        reply,
        Reply::Counter(CounterReply::MemberReceipt { .. })
            | Reply::Corrections(CorrectionsReply::MemberCorrected { .. })
    )
}

/// Where a button of a statement leads, seen from the page that is shown.
fn page_label(month: Month, page: u32, reply: &Reply, words: &Words<'_>) -> String {
    let Reply::Account(AccountReply::Statement(shown)) = reply else {
        return dates::month(month, words.locale);
    };
    let named = || Args::new().html("month", dates::month_short(month, words.locale));
    if month < shown.month {
        words.with("button-month-earlier", named())
    } else if month > shown.month {
        words.with("button-month-later", named())
    } else if page > shown.page {
        words.plain("button-older")
    } else {
        words.plain("button-newer")
    }
}
