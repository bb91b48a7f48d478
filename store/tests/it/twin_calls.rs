//! One call of every function of the store that belongs to a cooperative: for cooperative 1, with ids that its twin has,
//! too (1, 2, person 5), and with ids that only the twin has (9). They run in this order, each in a unit of its own.

use domain::access::{Deed, Door, Lock};
use domain::ids::{BotId, ChatId, QuestionId};
use domain::invitation::Proof;
use domain::locale::Locale;
use domain::lookup::Sought;
use domain::member_number::Pattern;
use domain::nik::Nik;
use domain::question::{AskedIn, QuestionNumber};
use domain::request::RequestStatus;
use domain::role::Role;
use domain::secret::{Pin, Tries};
use domain::setting::{Setting, Value};
use store::dialogues::{self, Save};
use store::doors::{self, NewEvent, Put};
use store::groups::{self, NewBinding, NewCode};
use store::invitations::{self, Grant, Invitation};
use store::jobs::{self, Run};
use store::leases::{self, Work};
use store::letters::{self, NewLetter};
use store::links::{self, Link, Opening};
use store::outbox::{self, ChatMark, ClaimTimes, Mark, MarkState};
use store::people::PersonKey;
use store::pins::{self, NewPin};
use store::questions::{self, NewAnswer, NewQuestion};
use store::requests::{self, Decision, Verdict};
use store::settings::{self, NewChange, Put as SettingPut};
use store::tries::{self, Secret};
use store::{
    Tx, UnitFuture, admissions, applications, bots, cooperatives, duties, fences, inbox, journals, ledger, lookup,
    members, people, register, statement_pages,
};

use crate::sender;
use crate::world::{
    NIK, NOW, admission, application, bot, coop, day, deposit, invitation, journal, keys, member, message,
    new_application, new_member, person, request, reversal_request, savings, update,
};

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
            // A function each: as closures all would be one body, and the compiler slow with it.
            call: {
                fn call($tx: &mut Tx) -> UnitFuture<'_, String> {
                    Box::pin(async move { Ok(format!("{:?}", $body.await?)) })
                }
                call
            },
        }),+];
    };
}

/// Of whom only the twin knows an application.
pub const TWINS_NIK: &str = "3515144508680003";

const MONTH: (&str, &str) = ("2026-11-01", "2026-12-01");

fn code(id: u128) -> Invitation {
    let grant = Grant::Member(member(2));
    Invitation {
        invitation_id: invitation(id),
        grant,
        proof: Proof::Code,
        expires_at_us: NOW + 9,
        used_by: None,
        made_by: None,
    }
}

/// To members 2 and 9 (of whom only the twin's has a letter already), under codes of their own.
fn letter(id: u128) -> NewLetter {
    NewLetter {
        invitation_id: invitation(id),
        member_id: member(if id == 7 { 2 } else { 9 }),
        code: format!("surat{id}"),
    }
}

pub const fn question(n: u128) -> QuestionId {
    QuestionId::from_u128(0x4000 + n)
}

/// A question that person `who` asks in the group.
pub fn asks(cooperative: u128, n: u128, who: i64) -> NewQuestion {
    NewQuestion {
        asker: person(cooperative, who),
        question_id: question(n),
        asked_in: AskedIn::Group { chat: ChatId(-5), topic: 0 },
        words: format!("kapan {n}?"),
        follows: None,
        roles: vec![Role::Chair],
    }
}

fn answer(n: u128) -> NewAnswer {
    let (question_id, role) = (question(n), Role::Chair);
    NewAnswer { person: person(1, 5), question_id, version: 1, role, words: "jam 8".into() }
}

pub fn group_code(cooperative: u128, code: &str) -> NewCode {
    NewCode { maker: person(cooperative, 5), code: code.into(), expires_at_us: NOW + 9 }
}

pub fn binding(cooperative: u128, chat: i64, code: &str) -> NewBinding {
    NewBinding { cooperative_id: coop(cooperative), chat: ChatId(chat), topic: 0, code: code.into() }
}

pub fn run(period: &str) -> Run {
    Run { subject: String::new(), period: period.into() }
}

/// An open door of cooperative 1, with another day to cool down to.
fn door(of: u128, version: i64) -> Put {
    let cooling_until = chrono::DateTime::from_timestamp_micros(NOW + 5);
    Put { cooperative: coop(1), member: member(of), door: Door { lock: Lock::Open, cooling_until, version } }
}

pub fn event(cooperative: u128, of: u128, cause_key: &str) -> NewEvent {
    NewEvent {
        cause_key: cause_key.into(),
        by: person(cooperative, 5),
        member: member(of),
        deed: Deed::Frozen,
        old: None,
        new: None,
        words: String::new(),
    }
}

/// Another name for cooperative 1.
fn named(name: &str, version: i64) -> SettingPut {
    SettingPut { cooperative_id: coop(1), value: Value::Name(name.into()), version }
}

pub fn change(cooperative: u128, cause_key: &str) -> NewChange {
    let (old, new) = ("Koperasi Lama".into(), format!("Koperasi {cooperative}"));
    NewChange {
        cause_key: cause_key.into(),
        by: person(cooperative, 5),
        role: Role::Chair,
        setting: Setting::Name,
        old,
        new,
    }
}

fn digits() -> Pin {
    Pin::read("280159").unwrap()
}

pub fn pin(cooperative: u128, of: u128) -> NewPin {
    NewPin { cooperative: coop(cooperative), member: member(of), pin: digits(), salt: [3; 16] }
}

pub fn wrong(cooperative: u128, who: i64, wrong: u8) -> (PersonKey, Secret, Tries) {
    let last_at = chrono::DateTime::from_timestamp_micros(NOW);
    (person(cooperative, who), Secret::Code, Tries { wrong, last_at })
}

const fn link(who: i64, of: u128) -> Link {
    Link { person: person(1, who), member: member(of) }
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
    sender::claim_in(tx, "p1", &[(BotId(1), 2)], times, 99).await
}

/// Claimed rows without the numbers that the database gives.
fn told(rows: &[outbox::Claimed]) -> Vec<String> {
    rows.iter().map(|row| format!("{} {} {} {:?}", row.bot, row.chat, row.cause_key, row.payload)).collect()
}

async fn claims(tx: &mut Tx) -> Result<Vec<String>, store::StoreError> {
    Ok(told(&claimed(tx).await?))
}

/// Marks all that cooperative 1 can claim as sent.
async fn marks(tx: &mut Tx) -> Result<(), store::StoreError> {
    outbox::add_in(tx, &keys(), &[message(5, "in:7:0")], NOW).await?;
    let sent = |row: &outbox::Claimed| Mark { message_id: 70, ..sender::mark(row.outbox_id, 2, MarkState::Sent) };
    let rows: Vec<Mark> = claimed(tx).await?.iter().map(sent).collect();
    let chat =
        ChatMark { bot_id: BotId(1), chat_id: ChatId(5), last_message_id: 70, screen_message_id: 0, unreachable: 0 };
    outbox::mark_in(tx, &rows, &[chat], NOW).await
}

/// Hands over for cooperative 1, whose bot has a neighbour with the same chats.
async fn hands(tx: &mut Tx) -> Result<Vec<String>, store::StoreError> {
    let hold = outbox::Hold { fences: [(BotId(1), 2)].into(), lease_until_us: NOW + 1 };
    let messages = [message(5, "in:8:0"), message(9, "in:8:1")];
    Ok(told(&outbox::hand_over_in(tx, &keys(), &messages, &hold, NOW).await?))
}

calls! {
    outbox::hand_over_in, tx => hands(tx);
    people::load_in, tx => people::load_in(tx, &[person(1, 5), person(1, 9)]);
    people::offices_in, tx => people::offices_in(tx, &[coop(1)]);
    invitations::offices_in, tx => invitations::offices_in(tx, &[coop(1)], NOW);
    groups::count_in, tx => groups::count_in(tx, &[coop(1)]);
    settings::changes_in, tx => settings::changes_in(tx, &[coop(1)], 9);
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
    lookup::seek_in, tx => lookup::seek_in(tx, &keys(), &["1", "a9", "anggota", "+6281900000009"]
        .map(|text| (coop(1), Sought::of(text, None).unwrap_or_default())));
    letters::without_letter_in, tx => letters::without_letter_in(tx, coop(1), NOW, 9);
    letters::by_number_in, tx => letters::by_number_in(tx, coop(1), "A-002".into());
    letters::by_number_in, tx => letters::by_number_in(tx, coop(1), "A-009".into());
    invitations::find_in, tx =>
        invitations::find_in(tx, &keys(), &[(coop(1), "kode".into()), (coop(1), "kode9".into())]);
    requests::find_in, tx => requests::find_in(tx, &keys(), &[(coop(1), request(1)), (coop(1), request(9))]);
    requests::list_own_in, tx => requests::list_own_in(tx, &keys(), &[person(1, 100), person(1, 5)], 9);
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
    cooperatives::of_bots_in, tx => cooperatives::of_bots_in(tx, &[BotId(1)]);
    requests::reports_in, tx => requests::reports_in(tx, &[person(1, 5), person(1, 9)]);
    duties::count_in, tx => duties::count_in(tx, &[person(1, 5), person(1, 9)]);
    applications::find_open_in, tx =>
        applications::find_open_in(tx, &keys(), &[(coop(1), application(1)), (coop(1), application(9))]);
    applications::taken_in, tx => applications::taken_in(tx, &keys(), &[
        (coop(1), (Nik::parse(NIK), Some("+62811".into()))),
        (coop(1), (Nik::parse(TWINS_NIK), Some("+62819".into()))),
    ]);
    applications::waiting_since_in, tx => applications::waiting_since_in(tx, &[person(1, 71), person(1, 79)]);
    register::cards_in, tx => register::cards_in(tx, &keys(), &[(coop(1), "A-001".into()), (coop(1), "A-009".into())]);
    register::next_number_in, tx => register::next_number_in(tx, coop(1));
    register::pattern_in, tx => register::pattern_in(tx, coop(1));
    register::highest_in, tx => register::highest_in(tx, coop(1), &Pattern::usual());
    doors::events_in, tx => doors::events_in(tx, &keys(), &[(coop(1), member(1)), (coop(1), member(9))]);
    pins::check_in, tx =>
        pins::check_in(tx, &keys(), &[(coop(1), member(1), digits()), (coop(1), member(9), digits())]);
    tries::find_in, tx => tries::find_in(tx, &[(person(1, 5), Secret::Code), (person(1, 9), Secret::Code)]);
    groups::find_in, tx => groups::find_in(tx, &[(coop(1), ChatId(-5)), (coop(1), ChatId(-9))]);
    groups::find_codes_in, tx =>
        groups::find_codes_in(tx, &keys(), &[(coop(1), "grup".into()), (coop(1), "grup9".into())]);
    questions::find_in, tx => questions::find_in(tx, &keys(), &[
        (coop(1), questions::Wanted::Id(question(1))),
        (coop(1), questions::Wanted::Id(question(9))),
        (coop(1), questions::Wanted::Number(QuestionNumber(1))),
        (coop(1), questions::Wanted::Number(QuestionNumber(2))),
    ]);
    questions::list_open_in, tx => questions::list_open_in(tx, &keys(), &[person(1, 5), person(1, 9)], 9);
    questions::list_waiting_in, tx => questions::list_waiting_in(tx, &keys(), coop(1), (NOW, NOW), 9);
    questions::count_asked_in, tx => questions::count_asked_in(tx, &[person(1, 5), person(1, 9)]);

    invitations::revoke_in, tx => invitations::revoke_in(tx, &[(coop(1), invitation(9))], NOW);
    invitations::revoke_in, tx => invitations::revoke_in(tx, &[(coop(1), invitation(1))], NOW);
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
    people::holders_in, tx => people::holders_in(tx, coop(1), &[person(1, 5), person(1, 6), person(1, 9)].map(|it| it.person_id));
    register::set_pattern_in, tx => async {
        let pattern = Pattern::parse("B-##").unwrap_or_else(Pattern::usual);
        register::set_pattern_in(tx, coop(1), &pattern).await
    };
    people::claim_in, tx => people::claim_in(tx, &[(person(1, 9), member(9))]);
    people::claim_in, tx => people::claim_in(tx, &[(person(1, 8), member(1))]);
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
    doors::put_in, tx => doors::put_in(tx, &[door(9, 1)]);
    doors::put_in, tx => doors::put_in(tx, &[door(1, 1)]);
    doors::add_events_in, tx => async { doors::add_events_in(tx, &keys(), &[event(1, 1, "in:9:0")], NOW).await };
    pins::put_in, tx => async { pins::put_in(tx, &keys(), &[pin(1, 1)], NOW + 1).await };
    pins::drop_in, tx => pins::drop_in(tx, &[(coop(1), member(9))]);
    tries::put_in, tx => async { tries::put_in(tx, &[wrong(1, 5, 3), wrong(1, 9, 1)]).await };
    links::remove_in, tx => links::remove_in(tx, &[link(9, 9)]);
    links::add_in, tx => links::add_in(tx, &[(link(5, 3), 2)], NOW);
    links::open_in, tx => links::open_in(tx, &[
        Opening { person: person(1, 5), member: member(3), until_us: NOW + 7 },
        Opening { person: person(1, 9), member: member(9), until_us: NOW + 7 },
    ]);
    links::remove_in, tx => links::remove_in(tx, &[link(5, 3)]);
    invitations::void_in, tx => invitations::void_in(tx, &[(coop(1), member(2)), (coop(1), member(9))], NOW + 2);
    questions::ask_in, tx => async { questions::ask_in(tx, &keys(), &[asks(1, 9, 9)], NOW).await };
    questions::clear_in, tx => questions::clear_in(tx, &[(coop(1), question(1), 2)]);
    questions::answer_in, tx => async { questions::answer_in(tx, &keys(), &[answer(1), answer(9)], NOW).await };
    questions::clear_in, tx => questions::clear_in(tx, &[(coop(1), question(9), 2)]);
    groups::bind_in, tx => async { groups::bind_in(tx, &keys(), &[binding(1, -9, "grup9")], NOW).await };
    groups::add_codes_in, tx => async { groups::add_codes_in(tx, &keys(), &[group_code(1, "grup9")]).await };
    groups::bind_in, tx => async { groups::bind_in(tx, &keys(), &[binding(1, -9, "grup9")], NOW).await };
    groups::leave_in, tx => groups::leave_in(tx, coop(1), ChatId(-9), NOW);
    groups::move_in, tx => groups::move_in(tx, coop(1), BotId(1), ChatId(-5), ChatId(-6));
    groups::moved_in, tx => groups::moved_in(tx, BotId(1), ChatId(-6), ChatId(-7));
    jobs::claim_in, tx => async { jobs::claim_in(tx, coop(1), "question", &[run("1d"), run("9d")], NOW).await };
    jobs::drop_old_in, tx => jobs::drop_old_in(tx, coop(1), NOW + 9);
    admissions::forget_in, tx => admissions::forget_in(tx, &[(coop(1), application(9), RequestStatus::Refused)]);
    applications::add_in, tx => async {
        applications::add_in(tx, &keys(), &[new_application(1, 9, Some(79), TWINS_NIK)], NOW).await
    };
    admissions::forget_in, tx => admissions::forget_in(tx, &[(coop(1), application(9), RequestStatus::Refused)]);
    admissions::admit_in, tx => async {
        admissions::admit_in(tx, &keys(), &[admission(1, 1, 8, "A-008")], NOW).await
    };
    applications::terms_in, tx => applications::terms_in(tx, &[(coop(1), member(8)), (coop(1), member(9))]);
    register::activate_in, tx => async { register::activate_in(tx, &[(coop(1), member(9), day(MONTH.0))]).await };
    register::fall_back_in, tx => register::fall_back_in(tx, &[(coop(1), member(11)), (coop(1), member(9))]);
    register::activate_in, tx => async { register::activate_in(tx, &[(coop(1), member(8), day(MONTH.0))]).await };
    members::add_in, tx => async {
        members::add_in(tx, &keys(), coop(1), &[new_member(9, "+62819")], NOW).await
    };
    dialogues::save_in, tx => async { dialogues::save_in(tx, &keys(), &[talk(5, 1)], NOW).await };
    dialogues::save_in, tx => async { dialogues::save_in(tx, &keys(), &[talk(9, 0)], NOW).await };
    inbox::add_in, tx => async { inbox::add_in(tx, &keys(), &[update(1, 5), update(9, 9)], NOW).await };
    outbox::add_in, tx => async {
        outbox::add_in(tx, &keys(), &[message(5, "in:1:0"), message(9, "in:9:0")], NOW).await
    };
    fences::take_over_in, tx => fences::take_over_in(tx, &[BotId(1)], NOW);
    leases::take_in, tx => leases::take_in(tx, "p1", Work::Send, &[BotId(1)], NOW);
    outbox::find_in, tx => async { Ok::<_, store::StoreError>(outbox::find_in(tx, "p1", &[], (9, 9)).await?.len()) };
    outbox::claim_in, tx => claims(tx);
    fences::never_sent_in, tx => async {
        let lost = |outbox_id| fences::Written { bot_id: BotId(1), outbox_id, fence: 2, lease_until_us: NOW + 9 };
        fences::never_sent_in(tx, &[lost(1), lost(9)]).await
    };
    fences::free_in, tx => fences::free_in(tx, &[(BotId(1), 2)], &[], NOW + 9);
    outbox::mark_in, tx => marks(tx);
    outbox::migrate_chat_in, tx => outbox::migrate_chat_in(tx, BotId(1), ChatId(5), ChatId(6));
    outbox::drop_chat_in, tx => outbox::drop_chat_in(tx, BotId(1), ChatId(9), NOW);
    outbox::set_unreachable_in, tx => outbox::set_unreachable_in(tx, BotId(1), ChatId(9), 1);
    fences::lost_in, tx => fences::lost_in(tx, &[(BotId(1), 9)]);
    leases::give_back_in, tx => leases::give_back_in(tx, "p1", Work::Poll, &[BotId(1), BotId(2)]);
    bots::put_in, tx => async { bots::put_in(tx, &keys(), &bot(1)).await };
    bots::set_username_in, tx => bots::set_username_in(tx, BotId(1), "satu");
    settings::put_in, tx => settings::put_in(tx, &[named("Koperasi Lain", 1)]);
    settings::put_in, tx => settings::put_in(tx, &[named("Koperasi Lagi", 1)]);
    settings::record_in, tx => async { settings::record_in(tx, &[change(1, "in:1:0"), change(1, "in:9:0")], NOW).await };
    settings::record_in, tx => async { settings::record_in(tx, &[change(1, "in:9:0")], NOW).await };
    cooperatives::add_chart_in, tx => cooperatives::add_chart_in(tx, coop(1));
    cooperatives::suspend_in, tx => cooperatives::suspend_in(tx, coop(1), NOW);
    cooperatives::resume_in, tx => cooperatives::resume_in(tx, coop(1));
}
