//! Answers what the steps of a batch want to know: one statement for each kind of question, for the whole batch.

mod office;

use std::collections::HashMap;

use dialogues::facts::{
    AccountTotals, Correction, Direction, Grant, Invitation, Lookup, MemberLink, Need, Recipient, STATEMENT_PAGE_LINES,
    StatementLine, StatementPage, WrittenJournal,
};
use domain::ids::{CooperativeId, MemberId};
use domain::ledger::Account;
use domain::member::Balances;
use domain::month::Month;
use domain::receipt::Receipt;
use store::{StoreError, Tx};

use super::batch::Case;
use super::{Engine, cards, doors, joining, settings};

/// The questions of one kind: whose case each is, in which cooperative, and what was asked.
pub(super) struct Questions<T> {
    pub(super) cases: Vec<usize>,
    pub(super) asked: Vec<(CooperativeId, T)>,
}

impl<T> Questions<T> {
    /// Picks the needs of one kind.
    pub(super) fn pick(cases: &[Case], asked: &[Vec<Need>], pick: impl Fn(&Need) -> Option<T>) -> Self {
        let mut questions = Self { cases: Vec::new(), asked: Vec::new() };
        for (at, (case, needs)) in cases.iter().zip(asked).enumerate() {
            for wanted in needs.iter().filter_map(&pick) {
                questions.cases.push(at);
                questions.asked.push((case.cooperative_id, wanted));
            }
        }
        questions
    }

    /// Hands the answers to their cases.
    pub(super) fn hand_out<A>(&self, cases: &mut [Case], answers: Vec<A>, hand: impl Fn(&mut Case, A)) {
        for (at, answer) in self.cases.iter().zip(answers) {
            if let Some(case) = cases.get_mut(*at) {
                hand(case, answer);
            }
        }
    }
}

/// Answers one round of questions.
pub async fn answer_in(
    tx: &mut Tx,
    engine: &Engine,
    cases: &mut [Case],
    asked: &[Vec<Need>],
) -> Result<(), StoreError> {
    balances_in(tx, cases, asked).await?;
    statements_in(tx, cases, asked).await?;
    members_in(tx, engine, cases, asked).await?;
    phones_in(tx, engine, cases, asked).await?;
    invitations_in(tx, engine, cases, asked).await?;
    accounts_in(tx, cases, asked).await?;
    officers_in(tx, cases, asked).await?;
    journals_in(tx, cases, asked).await?;
    doors::answer_in(tx, engine, cases, asked).await?;
    cards::requests_in(tx, engine, cases, asked).await?;
    cards::open_requests_in(tx, engine, cases, asked).await?;
    office::answer_in(tx, engine, cases, asked).await?;
    joining::answer_in(tx, engine, cases, asked).await?;
    settings::answer_in(tx, engine, cases, asked).await
}

async fn balances_in(tx: &mut Tx, cases: &mut [Case], asked: &[Vec<Need>]) -> Result<(), StoreError> {
    let questions = Questions::pick(cases, asked, |need| match need {
        Need::Balances(member) => Some(*member),
        _ => None,
    });
    let answers = store::ledger::balances_in(tx, &questions.asked).await?;
    questions.hand_out(cases, answers, |case, balances: Balances| case.facts.balances = Lookup::Found(balances));
    Ok(())
}

async fn statements_in(tx: &mut Tx, cases: &mut [Case], asked: &[Vec<Need>]) -> Result<(), StoreError> {
    let questions = Questions::pick(cases, asked, |need| match need {
        Need::Statement { member, month, page } => Some((*member, *month, *page)),
        _ => None,
    });
    let take = u32::try_from(STATEMENT_PAGE_LINES).unwrap_or(u32::MAX);
    let wanted: Vec<_> = questions
        .asked
        .iter()
        .map(|(cooperative, (member, month, page))| {
            let month = Month::of(*month);
            store::statement_pages::Wanted {
                cooperative: *cooperative,
                member: *member,
                since: month.first_day(),
                until: month.next().first_day(),
                skip: page.saturating_mul(take),
                take,
            }
        })
        .collect();
    let answers = store::statement_pages::find_in(tx, &wanted).await?;
    questions.hand_out(cases, answers, |case, page| case.facts.statement = Lookup::Found(statement(page)));
    Ok(())
}

fn statement(page: store::statement_pages::Page) -> StatementPage {
    let line = |line: store::statement_pages::Line| StatementLine {
        occurred_on: line.occurred_on,
        savings: line.savings,
        kind: line.kind,
        amount: line.amount,
        direction: match line.side {
            store::statement_pages::Side::Credit => Direction::In,
            store::statement_pages::Side::Debit => Direction::Out,
        },
        receipt_number: line.number,
    };
    StatementPage {
        lines: page.lines.into_iter().map(line).collect(),
        has_more: page.has_more,
        total_in: page.total_in,
        total_out: page.total_out,
    }
}

async fn members_in(tx: &mut Tx, engine: &Engine, cases: &mut [Case], asked: &[Vec<Need>]) -> Result<(), StoreError> {
    let mut questions = Questions::pick(cases, asked, |need| match need {
        Need::MemberById(member) => Some(store::members::Wanted::Id(*member)),
        Need::MemberByNumber(number) => Some(store::members::Wanted::Number(number.clone())),
        Need::MemberByPhone(phone) => Some(store::members::Wanted::PhoneHash(phone.clone())),
        _ => None,
    });
    for (cooperative, wanted) in &mut questions.asked {
        if let store::members::Wanted::PhoneHash(phone) = wanted {
            *phone = store::members::phone_hash(&engine.keys, *cooperative, phone);
        }
    }
    let answers = store::members::find_in(tx, &questions.asked).await?;
    questions.hand_out(cases, answers, |case, link| case.facts.member = lookup(link.map(doors::member_link)));
    Ok(())
}

async fn phones_in(tx: &mut Tx, engine: &Engine, cases: &mut [Case], asked: &[Vec<Need>]) -> Result<(), StoreError> {
    let mut questions = Questions::pick(cases, asked, |need| match need {
        Need::MemberHasPhone(member, phone) => Some((*member, phone.clone())),
        _ => None,
    });
    for (cooperative, (_, phone)) in &mut questions.asked {
        *phone = store::members::phone_hash(&engine.keys, *cooperative, phone);
    }
    let answers = store::members::have_phone_in(tx, &questions.asked).await?;
    questions.hand_out(cases, answers, |case, has| case.facts.member_has_phone = Lookup::Found(has));
    Ok(())
}

pub(super) fn lookup<T>(found: Option<T>) -> Lookup<T> {
    found.map_or(Lookup::Missing, Lookup::Found)
}

/// Members by their ids, each within its cooperative.
pub(super) type Links = HashMap<(CooperativeId, MemberId), MemberLink>;

pub(super) async fn links_in(tx: &mut Tx, members: &[(CooperativeId, MemberId)]) -> Result<Links, StoreError> {
    let wanted: Vec<_> =
        members.iter().map(|(cooperative, member)| (*cooperative, store::members::Wanted::Id(*member))).collect();
    let found = store::members::find_in(tx, &wanted).await?;
    Ok(members.iter().copied().zip(found).filter_map(|(key, link)| Some((key, doors::member_link(link?)))).collect())
}

async fn invitations_in(
    tx: &mut Tx,
    engine: &Engine,
    cases: &mut [Case],
    asked: &[Vec<Need>],
) -> Result<(), StoreError> {
    let questions = Questions::pick(cases, asked, |need| match need {
        Need::Invitation(code) => Some(code.clone()),
        _ => None,
    });
    let found = store::invitations::find_in(tx, &engine.keys, &questions.asked).await?;
    let members: Vec<_> = questions
        .asked
        .iter()
        .zip(&found)
        .filter_map(|((cooperative, _), invitation)| match invitation.as_ref()?.grant {
            store::invitations::Grant::Member(member) => Some((*cooperative, member)),
            store::invitations::Grant::Role(_) => None,
        })
        .collect();
    let links = links_in(tx, &members).await?;
    let answers: Vec<Option<Invitation>> = questions
        .asked
        .iter()
        .zip(found)
        .map(|((cooperative, _), row)| invitation(*cooperative, row?, &links))
        .collect();
    questions.hand_out(cases, answers, |case, invitation| case.facts.invitation = lookup(invitation));
    Ok(())
}

fn invitation(cooperative: CooperativeId, row: store::invitations::Invitation, links: &Links) -> Option<Invitation> {
    let grant = match row.grant {
        store::invitations::Grant::Role(role) => Grant::Role(role),
        store::invitations::Grant::Member(member) => Grant::Member(links.get(&(cooperative, member))?.clone()),
    };
    Some(Invitation {
        invitation_id: row.invitation_id,
        grant,
        proof: row.proof,
        expires_at: chrono::DateTime::from_timestamp_micros(row.expires_at_us)?,
        used_by: row.used_by,
        made_by: row.made_by,
    })
}

async fn accounts_in(tx: &mut Tx, cases: &mut [Case], asked: &[Vec<Need>]) -> Result<(), StoreError> {
    let questions = Questions::pick(cases, asked, |need| match need {
        Need::Accounts(accounts) => Some(accounts.clone()),
        _ => None,
    });
    let flat: Vec<(CooperativeId, Account)> = questions
        .asked
        .iter()
        .flat_map(|(cooperative, accounts)| accounts.iter().map(|account| (*cooperative, *account)))
        .collect();
    let totals = store::ledger::totals_in(tx, &flat).await?;
    let mut known = flat.iter().zip(totals);
    let answers: Vec<Vec<AccountTotals>> = questions
        .asked
        .iter()
        .map(|(_, accounts)| {
            known
                .by_ref()
                .take(accounts.len())
                .filter_map(|((_, account), totals)| {
                    let totals = totals?;
                    Some(AccountTotals {
                        account: *account,
                        debits: totals.debits,
                        credits: totals.credits,
                        version: totals.version,
                    })
                })
                .collect()
        })
        .collect();
    questions.hand_out(cases, answers, |case, totals| case.facts.accounts = Lookup::Found(totals));
    Ok(())
}

async fn officers_in(tx: &mut Tx, cases: &mut [Case], asked: &[Vec<Need>]) -> Result<(), StoreError> {
    let questions = Questions::pick(cases, asked, |need| match need {
        Need::Officers(roles) => Some(roles.clone()),
        _ => None,
    });
    let answers = store::people::officers_in(tx, &questions.asked).await?;
    questions.hand_out(cases, answers, |case, officers| {
        let recipient =
            |(person_id, locale): (_, Option<_>)| Recipient { person_id, locale: locale.unwrap_or_default() };
        case.facts.officers = Lookup::Found(officers.into_iter().map(recipient).collect());
    });
    Ok(())
}

async fn journals_in(tx: &mut Tx, cases: &mut [Case], asked: &[Vec<Need>]) -> Result<(), StoreError> {
    let questions = Questions::pick(cases, asked, |need| match need {
        Need::Journal(receipt) => Receipt::parse(receipt),
        _ => None,
    });
    let wanted: Vec<_> = questions
        .asked
        .iter()
        .map(|(cooperative, receipt)| (*cooperative, store::journals::Wanted::Number(receipt.number())))
        .collect();
    let answers = written_in(tx, &wanted).await?;
    let receipts: Vec<String> = questions.asked.iter().map(|(_, receipt)| receipt.to_string()).collect();
    // S-7 does not name K-7: the letter must fit too.
    let answers = answers.into_iter().zip(receipts).map(|(found, receipt)| found.filter(|it| it.receipt == receipt));
    questions.hand_out(cases, answers.collect(), |case, journal| case.facts.journal = lookup(journal));
    Ok(())
}

/// Journals with the member whose savings they moved.
pub(super) async fn written_in(
    tx: &mut Tx,
    wanted: &[(CooperativeId, store::journals::Wanted)],
) -> Result<Vec<Option<WrittenJournal>>, StoreError> {
    let journals = store::journals::find_in(tx, wanted).await?;
    let members: Vec<(CooperativeId, MemberId)> = wanted
        .iter()
        .zip(&journals)
        .filter_map(|((cooperative, _), journal)| Some((*cooperative, member_of(journal.as_ref()?)?)))
        .collect();
    let links = links_in(tx, &members).await?;
    Ok(wanted
        .iter()
        .zip(journals)
        .map(|((cooperative, _), journal)| {
            let journal = journal?;
            let member = member_of(&journal).and_then(|member| links.get(&(*cooperative, member)).cloned());
            Some(WrittenJournal {
                journal_id: journal.journal_id,
                receipt: Receipt::new(journal.kind, journal.number).to_string(),
                kind: journal.kind,
                occurred_on: journal.occurred_on,
                transfers: journal.transfers,
                member,
                correction: match journal.correction {
                    store::journals::Correction::None => Correction::None,
                    store::journals::Correction::Requested => Correction::Requested,
                    store::journals::Correction::Reversed => Correction::Reversed,
                },
            })
        })
        .collect())
}

fn member_of(journal: &store::journals::WrittenJournal) -> Option<MemberId> {
    journal.transfers.iter().flat_map(|transfer| [transfer.debit, transfer.credit]).find_map(|account| match account {
        Account::Savings(_, member) => Some(member),
        Account::General(_) => None,
    })
}
