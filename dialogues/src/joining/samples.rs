//! Examples around joining.

use domain::applicant::Payout;
use domain::entry::EntryTerms;
use domain::ids::{ApplicationId, MemberId, PersonId, RequestId};
use domain::locale::Locale;
use domain::member::Address;
use domain::money::Money;
use domain::nik::{Nik, NikDoubt};
use domain::phone::Phone;
use domain::request::{Request, RequestStatus, Subject};

use crate::base::people::{Actor, Recipient, Salutation};
use crate::base::samples::{NONCE, request_id, rupiah, sari, several, today, who};
use crate::hub::{Dialogue, SubjectCard, TaskSubject};
use crate::joining::facts::{ApplicationCard, MemberCard};
use crate::joining::{
    Admitted, Answer, CONSENT_VERSION, Consent, Draft, HeirLine, JoinTap, Joining, JoiningButton, JoiningReply,
    MemberCardView, Problem, Question, ReadBack, Summary, TakenThing, Whose,
};
use crate::requests::RequestsReply;
use crate::requests::facts::RequestCard;
use crate::samples::cooperative;

fn nik() -> Nik {
    Nik::parse("3515144508680002").unwrap_or_else(|| unreachable!("a well formed NIK"))
}

fn payout() -> Option<Payout> {
    Payout::parse("BRI 1234567890")
}

/// All told, by the person or by an officer.
pub fn draft(whose: Whose) -> Draft {
    Draft {
        whose,
        consent: Some(Consent { version: CONSENT_VERSION, locale: Locale::Id }),
        named: String::new(),
        name: Some("Wati".to_owned()),
        address: Some(Address::Bu),
        phone: Phone::parse("081200000099").map_or(Answer::Later, Answer::Told),
        nik: Some(nik()),
        heir: Answer::Told("Budi".to_owned()),
        relation: Some("anak".to_owned()),
        payout: payout().map_or(Answer::Later, Answer::Told),
    }
}

/// Wati's application, which waits for the chair.
pub fn application_card() -> RequestCard {
    let applicant = Recipient { person_id: PersonId(99), locale: Locale::Id };
    RequestCard {
        request: Request {
            request_id: RequestId::from_u128(3),
            subject: Subject::Application(ApplicationId::from_u128(3)),
            made_by: PersonId(99),
            reason: String::new(),
            policy: cooperative().joining.policy,
            approved_by: Vec::new(),
            refused_by: None,
            status: RequestStatus::Open,
            version: 1,
        },
        subject: SubjectCard::Application(ApplicationCard {
            application_id: ApplicationId::from_u128(3),
            whose: Whose::Own,
            name: "Wati".to_owned(),
            address: Address::Bu,
            phone: Phone::parse("081200000099"),
            nik: nik(),
            has_heir: true,
            payout: None,
            doubts: Vec::new(),
            terms: cooperative().joining.entry,
            applicant: Some(applicant),
        }),
        maker: applicant,
        asked_by: Actor { member: None, roles: Vec::new() },
    }
}

/// Sari's card.
pub fn member_card() -> MemberCard {
    MemberCard {
        member: sari(),
        phone: Phone::parse("081200000017"),
        nik: Some(nik()),
        has_heir: true,
        payout: payout(),
        is_linked: true,
    }
}

pub(crate) fn dialogues() -> Vec<Dialogue> {
    let nonce = 7;
    let asking = |whose, question| {
        let draft = draft(whose).without(question);
        Dialogue::Joining(Joining::Asking { nonce, question, draft })
    };
    let mut states: Vec<Dialogue> = [Question::Consent, Question::Relation]
        .into_iter()
        .chain(Question::CHANGEABLE)
        .map(|question| asking(Whose::Own, question))
        .collect();
    states.extend([
        Dialogue::Joining(Joining::Asking { nonce, question: Question::Consent, draft: Draft::new(Whose::Own) }),
        asking(Whose::Others, Question::Phone),
        Dialogue::Joining(Joining::Confirm { nonce, draft: draft(Whose::Own) }),
        Dialogue::Joining(Joining::Confirm {
            nonce,
            draft: Draft { phone: Answer::Later, heir: Answer::Later, ..draft(Whose::Others) },
        }),
        Dialogue::Joining(Joining::Sent { nonce }),
    ]);
    states
}

fn summaries() -> [Summary; 2] {
    let SubjectCard::Application(card) = application_card().subject else { return [bare(), bare()] };
    let heir = draft(Whose::Own).heir().map_or(HeirLine::None, HeirLine::Named);
    [Summary { heir, payout: payout().as_ref().map(Payout::masked), ..Summary::from(&card) }, bare()]
}

fn bare() -> Summary {
    Summary {
        name: "Wati <b>".to_owned(),
        address: Address::Plain,
        phone: None,
        nik: nik().masked(),
        heir: HeirLine::None,
        payout: None,
        terms: EntryTerms { principal: rupiah(100_000), mandatory: Money::ZERO },
    }
}

const PROBLEMS: [Problem; 14] = [
    Problem::Talk,
    Problem::Renamed,
    Problem::UseButtons,
    Problem::NameUnreadable,
    Problem::PhoneTyped,
    Problem::PhoneOfAnother,
    Problem::PhoneForwarded,
    Problem::PhoneUnreadable,
    Problem::PhoneTaken,
    Problem::NikMalformed,
    Problem::NikTaken(TakenThing::Member),
    Problem::NikTaken(TakenThing::Application),
    Problem::RelationUnreadable,
    Problem::PayoutUnreadable,
];

fn asks() -> Vec<JoiningReply> {
    let ask = |question, whose, problem| JoiningReply::Ask { question, whose, problem, heard: None, nonce: 7 };
    let questions = [Question::Consent, Question::Relation].into_iter().chain(Question::CHANGEABLE);
    let mut replies: Vec<JoiningReply> =
        questions.flat_map(|question| [ask(question, Whose::Own, None), ask(question, Whose::Others, None)]).collect();
    replies.extend(PROBLEMS.map(|problem| ask(Question::Nik, Whose::Own, Some(problem))));
    let heir = draft(Whose::Own).heir().map(ReadBack::Related);
    let read_back = [Some(ReadBack::Name("Wati".to_owned())), Some(ReadBack::Heir("Budi".to_owned())), heir];
    replies.extend(read_back.map(|heard| JoiningReply::Ask {
        question: Question::Payout,
        whose: Whose::Own,
        problem: None,
        heard,
        nonce: 7,
    }));
    replies
}

pub(crate) fn replies() -> Vec<JoiningReply> {
    let candidate = Salutation { address: Address::Bu, name: "Wati".to_owned(), number: "A-041".to_owned() };
    let terms = cooperative().joining.entry;
    let later = EntryTerms { mandatory: Money::ZERO, ..terms };
    let admitted = |terms| Admitted { member: candidate.clone(), terms, monthly: rupiah(20_000) };
    let card = MemberCardView::from(&member_card());
    let bare_card =
        MemberCardView { phone: None, nik: None, has_heir: false, payout: None, is_linked: false, ..card.clone() };
    let mut replies = asks();
    for (summary, whose) in summaries().into_iter().zip([Whose::Own, Whose::Others]) {
        replies.extend([
            JoiningReply::Summary { summary: summary.clone(), whose, nonce: 7 },
            JoiningReply::Change { whose, nonce: 7 },
            JoiningReply::SentForOther { summary, on: today(), request: request_id() },
        ]);
    }
    let nothing = EntryTerms { principal: Money::ZERO, mandatory: Money::ZERO };
    replies.extend([
        JoiningReply::PhoneTaken,
        JoiningReply::NoPhotos,
        JoiningReply::NoOfficers,
        JoiningReply::Sent,
        JoiningReply::AlreadySent,
        JoiningReply::Waiting { sent_on: today(), request: request_id() },
        JoiningReply::NothingOpen,
        JoiningReply::AlreadyMember(who()),
        JoiningReply::StillToPay { member: candidate.clone(), missing: terms },
        JoiningReply::StillToPay { member: candidate.clone(), missing: later },
        JoiningReply::StillToPay { member: candidate.clone(), missing: nothing },
        JoiningReply::Admitted(admitted(terms)),
        JoiningReply::Admitted(admitted(later)),
        JoiningReply::AdmittedOther(admitted(terms)),
        JoiningReply::AdmittedOther(admitted(later)),
        JoiningReply::NowMember(candidate.clone()),
        JoiningReply::NowMemberOther(candidate),
        JoiningReply::Invitation,
        JoiningReply::Agreed,
        JoiningReply::Register,
        JoiningReply::WhichCard { typed: "sari <b>".to_owned(), unclear: several(3) },
        JoiningReply::WhichCard { typed: "sari".to_owned(), unclear: several(5) },
        JoiningReply::CardUnknown { typed: "A-999 <b>".to_owned() },
        JoiningReply::Card(card.clone()),
        JoiningReply::Card(bare_card),
    ]);
    let statuses = domain::member::MemberStatus::ALL;
    replies.extend(statuses.map(|status| JoiningReply::Card(MemberCardView { status, ..card.clone() })));
    replies
}

pub(crate) fn tasks() -> Vec<RequestsReply> {
    let request = RequestId::from_u128(3);
    let [full, bare] = summaries().map(Summary::for_officers);
    let own = TaskSubject::Application { summary: full, whose: Whose::Own, doubts: Vec::new() };
    let doubts = vec![NikDoubt::Address, NikDoubt::Age];
    let others = TaskSubject::Application { summary: bare, whose: Whose::Others, doubts };
    let reason = "belum <lengkap>".to_owned();
    let mut replies = vec![RequestsReply::Tasks(vec![(request, own.clone()), (request_id(), others.clone())])];
    for subject in [own, others] {
        replies.extend([
            RequestsReply::Request {
                request,
                subject: subject.clone(),
                reason: String::new(),
                asked_by: None,
                missing: 1,
            },
            RequestsReply::AskReason { subject: subject.clone(), nonce: 7 },
            RequestsReply::Own { request, subject: subject.clone(), reason: String::new(), missing: 1 },
            RequestsReply::AskTakeBack { request, subject: subject.clone() },
            RequestsReply::TakenBack { subject: subject.clone() },
            RequestsReply::Refused { subject: subject.clone() },
            RequestsReply::MakerRefused { subject, reason: reason.clone() },
        ]);
    }
    replies
}

pub(crate) fn buttons() -> Vec<JoiningButton> {
    let mut buttons = JoinTap::ALL.map(|tap| JoiningButton::Tap { nonce: NONCE, tap }).to_vec();
    buttons.extend([
        JoiningButton::InviteFriend,
        JoiningButton::Register,
        JoiningButton::Agreed,
        JoiningButton::Card(MemberId::from_u128(17)),
    ]);
    buttons
}
