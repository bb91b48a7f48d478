//! Journals that may be corrected, from rows to facts.

use dialogues::corrections::facts::{Correction, CorrectionsNeed, WrittenJournal};
use dialogues::hub::Need;
use domain::ids::{CooperativeId, MemberId};
use domain::ledger::Account;
use domain::receipt::{Meant, Receipt};
use store::{StoreError, Tx};

use crate::engine::batch::Case;
use crate::rooms::asks::Asks;
use crate::rooms::people::facts::links_in;

/// Answers one round of questions of this room.
pub async fn answer_in(tx: &mut Tx, cases: &mut [Case], asked: &[Vec<Need>]) -> Result<(), StoreError> {
    let questions = pick(cases, asked, |need| match need {
        CorrectionsNeed::Journal(receipt) => Meant::parse(receipt),
    });
    let wanted: Vec<_> = questions
        .asked
        .iter()
        .map(|(cooperative, receipt)| (*cooperative, store::journals::Wanted::Number(receipt.number())))
        .collect();
    let answers = written_in(tx, &wanted).await?;
    let meant: Vec<Meant> = questions.asked.iter().map(|(_, meant)| *meant).collect();
    // S-7 does not name K-7: the letter must fit too.
    let answers = answers.into_iter().zip(meant).map(|(found, meant)| found.filter(|it| is_meant(meant, it)));
    questions
        .hand_out(cases, answers.collect(), |case, need, journal| case.facts.corrections.journal.tell(need, journal));
    Ok(())
}

fn is_meant(meant: Meant, journal: &WrittenJournal) -> bool {
    Receipt::parse(&journal.receipt).is_some_and(|receipt| meant.is(receipt))
}

fn pick<T>(
    cases: &[Case],
    asked: &[Vec<Need>],
    pick: impl Fn(&CorrectionsNeed) -> Option<T>,
) -> Asks<CorrectionsNeed, T> {
    fn of_room(need: &Need) -> Option<&CorrectionsNeed> {
        match need {
            Need::Corrections(need) => Some(need),
            _ => None,
        }
    }
    Asks::pick(cases, asked, of_room, pick)
}

/// Journals with the member whose savings they moved.
pub async fn written_in(
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
