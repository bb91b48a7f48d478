//! One example of everything around corrections.

use domain::ids::{JournalId, MemberId};
use domain::ledger::{Account, Code, JournalKind, Transfer};
use domain::member::Savings;
use domain::role::Role;

use super::facts::{Correction, WrittenJournal};
use super::{Correct, CorrectionsButton, CorrectionsReply, JournalCard, Movement, NotCorrectable};
use crate::account::facts::Direction;
use crate::base::people::Actor;
use crate::base::posting::ReceiptRef;
use crate::base::samples::{NONCE, request_id, rupiah, sari_link, today};
use crate::hub::Dialogue;

/// A deposit of Rp500.000 into Sari's voluntary savings, S-1042.
pub fn journal() -> WrittenJournal {
    WrittenJournal {
        journal_id: JournalId::from_u128(1042),
        receipt: "S-1042".to_owned(),
        kind: JournalKind::Deposit,
        occurred_on: today(),
        transfers: vec![Transfer {
            debit: Account::General(Code::Cash),
            credit: Account::Savings(Savings::Voluntary, MemberId::from_u128(17)),
            amount: rupiah(500_000),
        }],
        member: Some(sari_link()),
        correction: Correction::None,
    }
}

pub(crate) fn dialogues() -> Vec<Dialogue> {
    vec![
        Dialogue::Correct(Correct::AskReceipt { nonce: NONCE }),
        Dialogue::Correct(Correct::AskReason { nonce: NONCE, receipt: "S-1042".to_owned() }),
        Dialogue::Correct(Correct::Confirm {
            nonce: NONCE,
            receipt: "S-1042".to_owned(),
            reason: "salah jumlah".to_owned(),
        }),
    ]
}

pub(crate) fn buttons() -> Vec<CorrectionsButton> {
    let nonce = NONCE;
    vec![CorrectionsButton::Start, CorrectionsButton::Send { nonce }, CorrectionsButton::Change { nonce }]
}

pub(crate) fn replies() -> Vec<CorrectionsReply> {
    let (nonce, request, receipt) = (7, request_id(), ReceiptRef::Known("K-7".to_owned()));
    let journal = || JournalCard::from(&journal());
    let bare = JournalCard { movements: Vec::new(), ..opening() };
    let out = Movement { savings: Savings::Time, direction: Direction::Out, amount: rupiah(5_000) };
    let back = JournalCard { kind: JournalKind::Reversal, movements: vec![out], ..journal() };
    let reason = "salah <jumlah>".to_owned();
    let maker = Actor { member: None, roles: vec![Role::Treasurer] };
    let not_possible = [NotCorrectable::Reversed, NotCorrectable::Requested, NotCorrectable::IsCorrection];
    let mut replies = vec![
        CorrectionsReply::AskReceipt { nonce },
        CorrectionsReply::ReceiptUnknown { typed: "S-9999".to_owned(), nonce },
        CorrectionsReply::AskReason { journal: journal(), nonce },
        CorrectionsReply::AskReason { journal: bare, nonce },
        CorrectionsReply::AskReason { journal: back, nonce },
        CorrectionsReply::ReasonLength { min: 3, max: 200, nonce },
        CorrectionsReply::Confirm { journal: journal(), reason: reason.clone(), asked_by: maker, nonce },
        CorrectionsReply::NoApprovers,
        CorrectionsReply::Requested { request, journal: journal(), needed: 1 },
        CorrectionsReply::Requested { request, journal: journal(), needed: 2 },
        CorrectionsReply::WouldOverdraw { request, journal: journal() },
        CorrectionsReply::CashShort { request, journal: journal() },
        CorrectionsReply::Corrected { receipt: receipt.clone(), journal: journal() },
        CorrectionsReply::MemberCorrected { receipt, journal: journal(), reason },
    ];
    replies.extend(not_possible.map(|because| CorrectionsReply::NotPossible { receipt: "S-1042".to_owned(), because }));
    replies
}

/// The card of an opening balance.
pub(crate) fn opening() -> JournalCard {
    JournalCard { kind: JournalKind::Opening, receipt: "A-1".to_owned(), member: None, ..JournalCard::from(&journal()) }
}
