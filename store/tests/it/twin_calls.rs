//! One call of every function of the store that belongs to a cooperative: for cooperative 1, with ids that its twin has,
//! too (1, 2, person 5), and with ids that only the twin has (9). They run in this order, each in a unit of its own.

use domain::ids::{BotId, ChatId};
use domain::invitation::Proof;
use domain::locale::Locale;
use domain::nik::Nik;
use domain::question::QuestionNumber;
use domain::role::Role;
use store::dialogues::{self, Save};
use store::invitations::{self, Grant, Invitation};
use store::letters::{self, NewLetter};
use store::outbox::{self, ChatMark, ClaimTimes, Mark, MarkState};
use store::requests::{self, Decision, Verdict};
use store::{
    Tx, UnitFuture, admissions, applications, bots, cooperatives, duties, fences, groups, inbox, jobs, journals,
    ledger, members, people, questions, register, statement_pages,
};

use crate::twin_office::{answer, asked, binding, group_code, question, run};
use crate::world::{
    NIK, NOW, admission, application, bot, coop, day, deposit, invitation, journal, keys, member, message,
    new_application, new_member, person, request, reversal_request, savings, update,
};

/// Of an application that only the twin has.
pub const TWINS_NIK: &str = "3515144508680009";

/// A call, and what came back as a text.
pub struct Call {
    /// `module::function`.
    pub name: &'static str,
    /// The call.
    pub call: for<'a> fn(&'a mut Tx) -> UnitFuture<'a, String>,
}

macro_rules! calls {
    ($($module:ident :: $function:ident, $tx:ident => $body:expr;)+) => {
        pub const CALLS: &[Call] = &[$(Call {
            name: concat!(stringify!($module), "::", stringify!($function)),
            call: |$tx| Box::pin(async move { Ok(format!("{:?}", $body.await?)) }),
        }),+];
    };
}

/// Functions that belong to no cooperative, each with its reason.
pub const OF_THE_DEPLOYMENT: &[(&str, &str)] = &[
    ("audit::run_in", "looks at everybody's records, and each finding names its owner"),
    ("bots::list_in", "the bots of the deployment"),
    ("bots::revision_in", "a number about all bots"),
    ("cooperatives::add_in", "makes a cooperative"),
    ("cooperatives::list_in", "the cooperatives of the deployment"),
    ("housekeeping::drop_finished_in", "sweeps by age alone"),
    ("inbox::claim_in", "a batch serves many bots, and each update carries its own"),
    ("inbox::finish_in", "by arrival number, which is one update's in the whole deployment"),
    ("inbox::retry_later_in", "by arrival number"),
    ("inbox::depth_in", "a number about all bots"),
    ("inbox::depths_in", "numbers about each bot, for the operator"),
    ("inbox::next_ready_in", "an instant about all bots"),
    ("outbox::depth_in", "a number about all bots"),
    ("outbox::depths_in", "numbers about each bot, for the operator"),
    ("outbox::next_due_in", "an instant about all bots"),
];

const MONTH: (&str, &str) = ("2026-11-01", "2026-12-01");

fn code(id: u128) -> Invitation {
    let grant = Grant::Member(member(2));
    Invitation { invitation_id: invitation(id), grant, proof: Proof::Code, expires_at_us: NOW + 9, used_by: None }
}

/// To members 2 and 9 (of whom only the twin's has a letter already), under codes of their own.
fn letter(id: u128) -> NewLetter {
    NewLetter {
        invitation_id: invitation(id),
        member_id: member(if id == 7 { 2 } else { 9 }),
        code: format!("surat{id}"),
    }
}

fn page(of: u128) -> statement_pages::Wanted {
    let (since, until) = (day(MONTH.0), day(MONTH.1));
    statement_pages::Wanted { cooperative: coop(1), member: member(of), since, until, skip: 0, take: 9 }
}

fn decision(id: u128) -> Decision {
    Decision { person: person(1, 5), request_id: request(id), version: 1, verdict: Verdict::Approve }
}

fn talk(who: i64, read_version: i64) -> Save {
    Save { key: (BotId(1), who, who, 0), state: b"lain".to_vec(), read_version }
}

async fn claimed(tx: &mut Tx) -> Result<Vec<outbox::Claimed>, store::StoreError> {
    let times = ClaimTimes { now_us: NOW, lease_until_us: NOW + 1 };
    outbox::claim_in(tx, &keys(), &[(BotId(1), 1)], times, 99).await
}

/// Claimed rows without the numbers that the database gives.
async fn claims(tx: &mut Tx) -> Result<Vec<String>, store::StoreError> {
    let rows = claimed(tx).await?;
    Ok(rows.iter().map(|row| format!("{} {} {} {:?}", row.bot, row.chat, row.cause_key, row.payload)).collect())
}

/// Marks all that cooperative 1 can claim as sent.
async fn marks(tx: &mut Tx) -> Result<(), store::StoreError> {
    outbox::add_in(tx, &keys(), &[message(5, "in:7:0")], NOW).await?;
    let sent = |row: &outbox::Claimed| Mark {
        outbox_id: row.outbox_id,
        fence: 1,
        state: MarkState::Sent,
        refused: 0,
        ambiguous: 0,
        not_before: 0,
        message_id: 70,
        error: String::new(),
    };
    let rows: Vec<Mark> = claimed(tx).await?.iter().map(sent).collect();
    let chat =
        ChatMark { bot_id: BotId(1), chat_id: ChatId(5), last_message_id: 70, screen_message_id: 0, unreachable: 0 };
    outbox::mark_in(tx, &rows, &[chat], NOW).await
}

calls! {
    people::load_in, tx => people::load_in(tx, &[person(1, 5), person(1, 9)]);
    people::officers_in, tx => people::officers_in(tx, &[(coop(1), Role::ALL.to_vec())]);
    members::find_in, tx => members::find_in(tx, &[
        (coop(1), members::Wanted::Id(member(1))),
        (coop(1), members::Wanted::Id(member(9))),
        (coop(1), members::Wanted::Number("A-009".into())),
        (coop(1), members::Wanted::PhoneHash(members::phone_hash(&keys(), coop(1), "+62819"))),
        (coop(1), members::Wanted::PhoneHash(members::phone_hash(&keys(), coop(2), "+62811"))),
    ]);
    members::numbers_taken_in, tx => members::numbers_taken_in(tx, coop(1), &["A-001".into(), "A-009".into()]);
    members::have_phone_in, tx => members::have_phone_in(tx, &[
        (coop(1), (member(1), members::phone_hash(&keys(), coop(1), "+62811"))),
        (coop(1), (member(9), members::phone_hash(&keys(), coop(2), "+62819"))),
    ]);
    applications::find_open_in, tx =>
        applications::find_open_in(tx, &keys(), &[(coop(1), application(1)), (coop(1), application(9))]);
    applications::waiting_since_in, tx =>
        applications::waiting_since_in(tx, &[person(1, 70), person(1, 79)]);
    applications::taken_in, tx => applications::taken_in(tx, &keys(), &[
        (coop(1), (Nik::parse(NIK), Some("+62811".into()))),
        (coop(1), (Nik::parse(TWINS_NIK), Some("+62819".into()))),
    ]);
    applications::terms_in, tx => applications::terms_in(tx, &[(coop(1), member(1)), (coop(1), member(9))]);
    register::next_number_in, tx => register::next_number_in(tx, coop(1));
    register::cards_in, tx =>
        register::cards_in(tx, &keys(), &[(coop(1), "A-001".into()), (coop(1), "A-009".into())]);
    letters::without_letter_in, tx => letters::without_letter_in(tx, coop(1), NOW, 9);
    letters::by_number_in, tx => letters::by_number_in(tx, coop(1), "A-002".into());
    letters::by_number_in, tx => letters::by_number_in(tx, coop(1), "A-009".into());
    invitations::find_in, tx =>
        invitations::find_in(tx, &keys(), &[(coop(1), "kode".into()), (coop(1), "kode9".into())]);
    requests::find_in, tx => requests::find_in(tx, &keys(), &[(coop(1), request(1)), (coop(1), request(9))]);
    requests::list_open_in, tx => requests::list_open_in(tx, &keys(), &[person(1, 5), person(1, 9)], 9);
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
    questions::find_in, tx => questions::find_in(tx, &keys(), &[
        (coop(1), questions::Wanted::Id(question(1))),
        (coop(1), questions::Wanted::Id(question(9))),
        (coop(1), questions::Wanted::Number(QuestionNumber(1))),
        (coop(1), questions::Wanted::Number(QuestionNumber(2))),
    ]);
    questions::list_open_in, tx => questions::list_open_in(tx, &keys(), &[person(1, 5), person(1, 9)], 9);
    questions::list_waiting_in, tx => questions::list_waiting_in(tx, &keys(), coop(1), (NOW, 0), 9);
    questions::count_asked_in, tx => questions::count_asked_in(tx, &[person(1, 5), person(1, 9)]);
    duties::count_in, tx => duties::count_in(tx, &[person(1, 5), person(1, 9)]);
    groups::find_in, tx => groups::find_in(tx, &[(coop(1), ChatId(-5)), (coop(1), ChatId(-9))]);
    groups::find_codes_in, tx =>
        groups::find_codes_in(tx, &keys(), &[(coop(1), "grup1".into()), (coop(1), "grup9".into())]);
    cooperatives::of_bots_in, tx => cooperatives::of_bots_in(tx, &[BotId(1)]);

    invitations::use_in, tx => invitations::use_in(tx, &[(person(1, 5), invitation(9))], NOW);
    invitations::use_in, tx => invitations::use_in(tx, &[(person(1, 5), invitation(1))], NOW);
    invitations::add_in, tx => async {
        invitations::add_in(tx, &keys(), coop(1), &[(code(9), "kode9".into())]).await
    };
    letters::issue_in, tx => async {
        letters::issue_in(tx, &keys(), coop(1), &[letter(7), letter(8)], NOW + 9, NOW).await
    };
    people::set_locales_in, tx =>
        people::set_locales_in(tx, &[(person(1, 5), Locale::Id), (person(1, 9), Locale::Id)]);
    people::claim_in, tx => people::claim_in(tx, &[(person(1, 9), member(9))]);
    people::claim_in, tx => people::claim_in(tx, &[(person(1, 6), member(1))]);
    people::drop_claims_in, tx => people::drop_claims_in(tx, &[person(1, 6), person(1, 9)]);
    people::link_in, tx => people::link_in(tx, &[(person(1, 9), member(9))], NOW);
    people::link_in, tx => people::link_in(tx, &[(person(1, 8), member(2))], NOW);
    people::grant_in, tx => people::grant_in(tx, &[(person(1, 5), Role::Educator), (person(1, 9), Role::Chair)], NOW);
    requests::open_in, tx => async {
        requests::open_in(tx, &keys(), &[reversal_request(1, 9, 9)], NOW).await
    };
    requests::open_in, tx => async {
        requests::open_in(tx, &keys(), &[reversal_request(1, 2, 2)], NOW).await
    };
    requests::decide_in, tx => async { requests::decide_in(tx, &keys(), &[decision(9)], NOW).await };
    requests::decide_in, tx => async { requests::decide_in(tx, &keys(), &[decision(1)], NOW).await };
    ledger::post_in, tx => async { ledger::post_in(tx, &[deposit(1, 1, 1, 5_000, "2026-11-01")], NOW).await };
    ledger::post_in, tx => async { ledger::post_in(tx, &[deposit(1, 21, 9, 300, "2026-11-09")], NOW).await };
    ledger::post_in, tx => async { ledger::post_in(tx, &[deposit(1, 9, 1, 100, "2026-11-09")], NOW).await };
    questions::ask_in, tx => async { questions::ask_in(tx, &keys(), &[asked(1, 9)], NOW).await };
    questions::answer_in, tx => async { questions::answer_in(tx, &keys(), &[answer(7)], NOW).await };
    questions::answer_in, tx => async { questions::answer_in(tx, &keys(), &[answer(1)], NOW).await };
    questions::clear_in, tx => questions::clear_in(tx, &[(coop(1), question(1), 2)]);
    groups::add_codes_in, tx => async { groups::add_codes_in(tx, &keys(), &[group_code(1, "grup9")]).await };
    groups::bind_in, tx => async { groups::bind_in(tx, &keys(), &[binding(1, -7, "grup8")], NOW).await };
    groups::bind_in, tx => async { groups::bind_in(tx, &keys(), &[binding(1, -9, "grup2")], NOW).await };
    groups::move_in, tx => groups::move_in(tx, coop(1), BotId(1), ChatId(-9), ChatId(-10));
    groups::moved_in, tx => groups::moved_in(tx, BotId(1), ChatId(-5), ChatId(-6));
    groups::leave_in, tx => groups::leave_in(tx, coop(1), ChatId(-6), NOW);
    jobs::claim_in, tx => async { jobs::claim_in(tx, coop(1), "summary", &[run(""), run("9")], NOW).await };
    jobs::drop_old_in, tx => jobs::drop_old_in(tx, coop(1), NOW + 1);
    members::add_in, tx => async {
        members::add_in(tx, &keys(), coop(1), &[new_member(9, "+62819")], NOW).await
    };
    admissions::admit_in, tx => async {
        admissions::admit_in(tx, &keys(), &[admission(1, 9, 19, "A-019")], NOW).await
    };
    admissions::forget_in, tx => admissions::forget_in(tx, &[(coop(1), application(9))]);
    applications::add_in, tx => async {
        applications::add_in(tx, &keys(), &[new_application(1, 9, Some(79), TWINS_NIK)], NOW).await
    };
    admissions::admit_in, tx => async {
        admissions::admit_in(tx, &keys(), &[admission(1, 1, 11, "A-011")], NOW).await
    };
    admissions::forget_in, tx => admissions::forget_in(tx, &[(coop(1), application(9))]);
    register::activate_in, tx => register::activate_in(tx, &[(coop(1), member(9), day("2026-12-01"))]);
    register::activate_in, tx => register::activate_in(tx, &[(coop(1), member(11), day("2026-12-01"))]);
    register::fall_back_in, tx => register::fall_back_in(tx, &[(coop(1), member(11)), (coop(1), member(9))]);
    dialogues::save_in, tx => async { dialogues::save_in(tx, &keys(), &[talk(5, 1)], NOW).await };
    dialogues::save_in, tx => async { dialogues::save_in(tx, &keys(), &[talk(9, 0)], NOW).await };
    inbox::add_in, tx => async { inbox::add_in(tx, &keys(), &[update(1, 5), update(9, 9)], NOW).await };
    outbox::add_in, tx => async {
        outbox::add_in(tx, &keys(), &[message(5, "in:1:0"), message(9, "in:9:0")], NOW).await
    };
    fences::take_over_in, tx => fences::take_over_in(tx, BotId(1), NOW);
    outbox::claim_in, tx => claims(tx);
    outbox::mark_in, tx => marks(tx);
    outbox::migrate_chat_in, tx => outbox::migrate_chat_in(tx, BotId(1), ChatId(5), ChatId(6));
    outbox::drop_chat_in, tx => outbox::drop_chat_in(tx, BotId(1), ChatId(9), NOW);
    outbox::set_unreachable_in, tx => outbox::set_unreachable_in(tx, BotId(1), ChatId(9), 1);
    bots::put_in, tx => async { bots::put_in(tx, &keys(), &bot(1)).await };
    bots::set_username_in, tx => bots::set_username_in(tx, BotId(1), "satu");
    cooperatives::add_chart_in, tx => cooperatives::add_chart_in(tx, coop(1));
    cooperatives::suspend_in, tx => cooperatives::suspend_in(tx, coop(1), NOW);
    cooperatives::resume_in, tx => cooperatives::resume_in(tx, coop(1));
}
