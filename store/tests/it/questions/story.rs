//! Questions and their answers, groups and their codes, runs of jobs: each once, and each in its own cooperative.

use domain::ids::{ChatId, PersonId, QuestionId};
use domain::locale::Locale;
use domain::question::{AskedIn, QuestionNumber, QuestionStatus};
use domain::role::Role;
use store::groups::{self, NewBinding, NewCode};
use store::jobs::{self, Run};
use store::questions::{self, Found, NewAnswer, NewQuestion, Wanted};
use store::requests::{self, Decision, Verdict};
use store::{StoreError, people, tasks};

use crate::support::{Fresh, both_databases, in_unit};
use crate::world::{NOW, bot, coop, deposit, found, keys, person, post, request, reversal_request};

const fn question(n: u128) -> QuestionId {
    QuestionId::from_u128(0x4000 + n)
}

fn asks(cooperative: u128, n: u128, who: i64) -> NewQuestion {
    NewQuestion {
        asker: person(cooperative, who),
        question_id: question(n),
        asked_in: AskedIn::Group { chat: ChatId(-5), topic: 3 },
        words: format!("kapan {n}?"),
        follows: (n > 1).then_some(QuestionNumber(1)),
        roles: vec![Role::Secretary, Role::Chair],
    }
}

async fn ask(fresh: &Fresh, asked: Vec<NewQuestion>, now_us: i64) -> Vec<QuestionNumber> {
    in_unit!(fresh.db, tx => questions::ask_in(tx, &keys(), &asked, now_us).await).unwrap()
}

async fn read(fresh: &Fresh, cooperative: u128, n: u128) -> Option<Found> {
    in_unit!(fresh.db, tx => questions::find_in(tx, &keys(), &[(coop(cooperative), Wanted::Id(question(n)))]).await)
        .unwrap()
        .remove(0)
}

fn answer(cooperative: u128, n: u128, version: i64) -> NewAnswer {
    NewAnswer {
        person: person(cooperative, 30),
        question_id: question(n),
        version,
        role: Role::Chair,
        words: "jam 8".into(),
    }
}

async fn grant(fresh: &Fresh, cooperative: u128, who: i64, role: Role) {
    in_unit!(fresh.db, tx => people::grant_in(tx, &[(person(cooperative, who), role)], NOW).await).unwrap();
}

both_databases! {
    async fn questions_are_numbered_within_their_cooperative(fresh) {
        found(&fresh.db, 1).await;
        found(&fresh.db, 2).await;
        let numbers = ask(fresh, vec![asks(2, 1, 5), asks(1, 1, 5), asks(2, 2, 6)], NOW).await;
        assert_eq!(numbers.iter().map(|number| number.0).collect::<Vec<_>>(), [1, 1, 2]);
        assert_eq!(ask(fresh, vec![asks(1, 2, 5)], NOW).await, [QuestionNumber(2)]);
        let found = read(fresh, 1, 2).await.unwrap();
        assert!(!found.reachable, "nothing of ours ever arrived there");
        let it = found.question;
        assert_eq!((it.words.as_str(), it.follows, it.status), ("kapan 2?", Some(QuestionNumber(1)), QuestionStatus::Open));
        assert_eq!((it.asked_in, it.roles), (AskedIn::Group { chat: ChatId(-5), topic: 3 }, vec![Role::Secretary, Role::Chair]));
        let stored = fresh.side().await.texts("SELECT words FROM questions").await;
        assert!(stored.iter().all(|words| !words.contains("kapan")), "{stored:?}");
        let by_number = [(coop(2), Wanted::Number(QuestionNumber(2))), (coop(2), Wanted::Number(QuestionNumber(9)))];
        let found = in_unit!(fresh.db, tx => questions::find_in(tx, &keys(), &by_number).await).unwrap();
        assert_eq!(found.iter().map(Option::is_some).collect::<Vec<_>>(), [true, false]);
    }

    async fn the_second_answer_is_stale(fresh) {
        found(&fresh.db, 1).await;
        ask(fresh, vec![asks(1, 1, 5)], NOW).await;
        let give = async |version| {
            let answers = vec![answer(1, 1, version)];
            in_unit!(fresh.db, tx => questions::answer_in(tx, &keys(), &answers, NOW + 1).await)
        };
        give(1).await.unwrap();
        assert!(matches!(give(1).await, Err(StoreError::Stale { what: "a question" })));
        assert!(matches!(give(2).await, Err(StoreError::Stale { .. })), "it has its answer");
        let it = read(fresh, 1, 1).await.unwrap().question;
        let answer = it.answer.unwrap();
        assert_eq!((answer.role, answer.words.as_str(), it.status), (Role::Chair, "jam 8", QuestionStatus::Answered));
        let clear = async |version| {
            in_unit!(fresh.db, tx => questions::clear_in(tx, &[(coop(1), question(1), version)]).await)
        };
        assert!(matches!(clear(1).await, Err(StoreError::Stale { .. })));
        clear(2).await.unwrap();
        assert_eq!(read(fresh, 1, 1).await.unwrap().question.status, QuestionStatus::Clear);
    }

    async fn officers_find_what_their_roles_may_answer(fresh) {
        found(&fresh.db, 1).await;
        grant(fresh, 1, 30, Role::Chair).await;
        grant(fresh, 1, 30, Role::Secretary).await;
        grant(fresh, 1, 31, Role::Treasurer).await;
        ask(fresh, vec![asks(1, 2, 5)], NOW).await;
        ask(fresh, vec![asks(1, 1, 5)], NOW - 10).await;
        let people = [person(1, 31), person(1, 30), person(2, 30)];
        let lists = in_unit!(fresh.db, tx => questions::list_open_in(tx, &keys(), &people, 9).await).unwrap();
        let ids: Vec<Vec<_>> = lists.iter().map(|list| list.iter().map(|it| it.question.question_id).collect()).collect();
        assert_eq!(ids, [vec![], vec![question(1), question(2)], vec![]], "the oldest first, each once");
        let waiting = async || {
            let since = (NOW - 1, NOW - 20);
            let found =
                in_unit!(fresh.db, tx => questions::list_waiting_in(tx, &keys(), coop(1), since, 9).await).unwrap();
            found.into_iter().map(|it| it.question.question_id).collect::<Vec<_>>()
        };
        assert_eq!(waiting().await, [question(1)]);
        let reminded = vec![Run { subject: question(1).to_string(), period: "1d".into() }];
        in_unit!(fresh.db, tx => jobs::claim_in(tx, coop(1), "question", &reminded, NOW).await).unwrap();
        assert_eq!(waiting().await, [], "once a step");
        let asked = [person(1, 5), person(1, 6), person(2, 5)];
        assert_eq!(in_unit!(fresh.db, tx => questions::count_asked_in(tx, &asked).await).unwrap(), [2, 0, 0]);
    }

    async fn tasks_are_counted_by_kind(fresh) {
        found(&fresh.db, 1).await;
        found(&fresh.db, 2).await;
        post(&fresh.db, vec![deposit(1, 1, 1, 5_000, "2026-11-01")]).await.unwrap();
        in_unit!(fresh.db, tx => requests::open_in(tx, &keys(), &[reversal_request(1, 1, 1)], NOW).await).unwrap();
        ask(fresh, vec![asks(1, 1, 5), asks(1, 2, 5)], NOW - 7).await;
        grant(fresh, 1, 30, Role::Chair).await;
        grant(fresh, 1, 30, Role::Secretary).await;
        grant(fresh, 1, 100, Role::Chair).await;
        grant(fresh, 2, 30, Role::Chair).await;
        let people = [person(1, 30), person(1, 100), person(1, 31), person(2, 30)];
        let found = in_unit!(fresh.db, tx => tasks::count_in(tx, &people).await).unwrap();
        let of = |at: usize| -> Vec<_> { found[at].iter().map(|duty| (duty.kind, duty.count, duty.oldest_us)).collect() };
        assert_eq!(of(0), [(tasks::Kind::Questions, 2, NOW - 7), (tasks::Kind::Requests, 1, NOW)]);
        assert_eq!(of(1), [(tasks::Kind::Questions, 2, NOW - 7)], "nobody decides their own request");
        assert_eq!((of(2), of(3)), (vec![], vec![]));
    }

    async fn a_code_binds_one_group(fresh) {
        found(&fresh.db, 1).await;
        grant(fresh, 1, 30, Role::Chair).await;
        let code = NewCode { maker: person(1, 30), code: "kode-satu".into(), expires_at_us: NOW + 5 };
        in_unit!(fresh.db, tx => groups::add_codes_in(tx, &keys(), &[code]).await).unwrap();
        let asked = [(coop(1), "kode-satu".to_owned()), (coop(1), "kode-dua".to_owned()), (coop(2), "kode-satu".to_owned())];
        let state = async || in_unit!(fresh.db, tx => groups::find_codes_in(tx, &keys(), &[
            (coop(1), "kode-satu".to_owned()), (coop(1), "kode-dua".to_owned()), (coop(2), "kode-satu".to_owned()),
        ]).await).unwrap();
        let codes = state().await;
        assert_eq!(codes.len(), asked.len());
        let first = codes[0].clone().unwrap();
        assert_eq!((first.maker_roles, first.expires_at_us, first.used), (vec![Role::Chair], NOW + 5, false));
        assert_eq!((&codes[1], &codes[2]), (&None, &None));
        let bind = async |chat, topic| {
            let binding = NewBinding { cooperative_id: coop(1), chat: ChatId(chat), topic, code: "kode-satu".into() };
            in_unit!(fresh.db, tx => groups::bind_in(tx, &keys(), &[binding], NOW).await)
        };
        bind(-5, 3).await.unwrap();
        assert!(matches!(bind(-6, 0).await, Err(StoreError::Stale { .. })), "a code works once");
        assert!(state().await[0].as_ref().unwrap().used);
        let bound = async || in_unit!(fresh.db, tx => groups::find_in(tx, &[(coop(1), ChatId(-5)), (coop(1), ChatId(-6)), (coop(2), ChatId(-5))]).await).unwrap();
        assert_eq!(bound().await, [Some(3), None, None]);
        assert_eq!(fresh.side().await.number("SELECT bound_by FROM group_bindings").await, 30);
        in_unit!(fresh.db, tx => groups::leave_in(tx, coop(1), ChatId(-5), NOW).await).unwrap();
        assert_eq!(bound().await, [None, None, None]);
    }

    async fn a_group_that_moves_takes_everything_with_it(fresh) {
        found(&fresh.db, 1).await;
        ask(fresh, vec![asks(1, 1, 5)], NOW).await;
        let mut side = fresh.side().await;
        let cooperative = coop(1);
        for sql in [
            format!("INSERT INTO group_bindings (cooperative_id, chat_id, topic_id, bound_by, bound_at, left_at) VALUES ('{cooperative}', -5, 0, 30, 0, 0)"),
            "INSERT INTO chats (bot_id, chat_id, last_message_id, screen_message_id, unreachable) VALUES (1, -5, 9, 9, 0)".to_owned(),
            "INSERT INTO dialogues (bot_id, chat_id, person_id, topic_id, state, version, updated_at) VALUES (1, -5, 5, 0, 'x', 1, 0)".to_owned(),
        ] {
            side.must(&sql).await;
        }
        in_unit!(fresh.db, tx => store::outbox::add_in(tx, &keys(), &[crate::world::message(-5, "in:1:0")], NOW).await).unwrap();
        for _ in 0..2 {
            in_unit!(fresh.db, tx => groups::moved_in(tx, bot(1).bot_id, ChatId(-5), ChatId(-1005)).await).unwrap();
        }
        for table in ["group_bindings", "questions", "dialogues", "outbox"] {
            assert_eq!(side.number(&format!("SELECT chat_id FROM {table}")).await, -1005, "{table}");
        }
        assert_eq!(side.number("SELECT COUNT(*) FROM chats").await, 0, "its messages are numbered anew");
    }

    async fn a_run_is_claimed_once(fresh) {
        found(&fresh.db, 1).await;
        found(&fresh.db, 2).await;
        let run = |subject: &str, period: &str| Run { subject: subject.into(), period: period.into() };
        let claim = async |cooperative, runs: Vec<Run>| {
            in_unit!(fresh.db, tx => jobs::claim_in(tx, coop(cooperative), "summary", &runs, NOW).await).unwrap()
        };
        assert_eq!(claim(1, vec![run("", "mon")]).await, [run("", "mon")]);
        assert_eq!(claim(1, vec![run("", "mon"), run("", "tue")]).await, [run("", "tue")]);
        assert_eq!(claim(2, vec![run("", "mon")]).await, [run("", "mon")]);
        in_unit!(fresh.db, tx => jobs::drop_old_in(tx, coop(1), NOW + 1).await).unwrap();
        assert_eq!(fresh.side().await.number("SELECT COUNT(*) FROM job_runs").await, 1);
    }

    async fn doing_it_in_one_touches_nothing_of_its_twin(fresh) {
        found(&fresh.db, 1).await;
        found(&fresh.db, 2).await;
        ask(fresh, vec![asks(2, 1, 5)], NOW).await;
        in_unit!(fresh.db, tx => people::set_locales_in(tx, &[(person(1, 5), Locale::En)]).await).unwrap();
        assert_eq!(read(fresh, 1, 1).await, None);
        let answers = vec![answer(1, 1, 1)];
        assert!(in_unit!(fresh.db, tx => questions::answer_in(tx, &keys(), &answers, NOW).await).is_err());
        assert!(in_unit!(fresh.db, tx => questions::clear_in(tx, &[(coop(1), question(1), 1)]).await).is_err());
        let waiting = in_unit!(fresh.db, tx => questions::list_waiting_in(tx, &keys(), coop(1), (NOW, NOW), 9).await).unwrap();
        assert!(waiting.is_empty());
        assert_eq!(read(fresh, 2, 1).await.unwrap().question.asked_by, PersonId(5));
    }
}

both_databases! {
    async fn what_is_answered_or_decided_is_nobodys_task(fresh) {
        found(&fresh.db, 1).await;
        grant(fresh, 1, 30, Role::Chair).await;
        post(&fresh.db, vec![deposit(1, 1, 1, 5_000, "2026-11-01")]).await.unwrap();
        in_unit!(fresh.db, tx => requests::open_in(tx, &keys(), &[reversal_request(1, 1, 1)], NOW).await).unwrap();
        ask(fresh, vec![asks(1, 1, 5), asks(1, 2, 5)], NOW).await;
        let answers = vec![answer(1, 1, 1)];
        in_unit!(fresh.db, tx => questions::answer_in(tx, &keys(), &answers, NOW).await).unwrap();
        let refused = Decision {
            person: person(1, 30),
            request_id: request(1),
            version: 1,
            verdict: Verdict::Refuse { reason: "sudah benar".into() },
        };
        in_unit!(fresh.db, tx => requests::decide_in(tx, &keys(), &[refused], NOW).await).unwrap();
        let chair = [person(1, 30)];
        let listed = in_unit!(fresh.db, tx => questions::list_open_in(tx, &keys(), &chair, 9).await).unwrap();
        assert_eq!(listed[0].iter().map(|it| it.question.question_id).collect::<Vec<_>>(), [question(2)]);
        let waiting = in_unit!(fresh.db, tx => tasks::count_in(tx, &chair).await).unwrap();
        assert_eq!(waiting[0].iter().map(|it| (it.kind, it.count)).collect::<Vec<_>>(), [(tasks::Kind::Questions, 1)]);
        let asked = in_unit!(fresh.db, tx => questions::count_asked_in(tx, &[person(1, 5)]).await).unwrap();
        assert_eq!(asked, [1], "of those that wait");
    }

    async fn whoever_refused_us_can_not_be_reached(fresh) {
        found(&fresh.db, 1).await;
        ask(fresh, vec![asks(1, 1, 5)], NOW).await;
        let mut side = fresh.side().await;
        side.must("INSERT INTO chats (bot_id, chat_id, last_message_id, screen_message_id, unreachable) VALUES (1, 5, 9, 9, 0)").await;
        assert!(read(fresh, 1, 1).await.unwrap().reachable);
        side.must("UPDATE chats SET unreachable = 1").await;
        assert!(!read(fresh, 1, 1).await.unwrap().reachable);
    }

    async fn a_code_uses_up_no_other_and_binds_for_its_own_maker(fresh) {
        found(&fresh.db, 1).await;
        let code = |who, code: &str| NewCode { maker: person(1, who), code: code.into(), expires_at_us: NOW + 5 };
        let codes = [code(30, "kode-satu"), code(31, "kode-dua")];
        in_unit!(fresh.db, tx => groups::add_codes_in(tx, &keys(), &codes).await).unwrap();
        let binding = NewBinding { cooperative_id: coop(1), chat: ChatId(-5), topic: 3, code: "kode-dua".into() };
        in_unit!(fresh.db, tx => groups::bind_in(tx, &keys(), &[binding], NOW).await).unwrap();
        let asked = ["kode-satu", "kode-dua"].map(|code| (coop(1), code.to_owned()));
        let found = in_unit!(fresh.db, tx => groups::find_codes_in(tx, &keys(), &asked).await).unwrap();
        assert_eq!(found.iter().map(|code| code.as_ref().unwrap().used).collect::<Vec<_>>(), [false, true]);
        assert_eq!(fresh.side().await.numbers("SELECT bound_by FROM group_bindings").await, [31]);
        let count = async || in_unit!(fresh.db, tx => groups::count_in(tx, &[coop(1)]).await).unwrap();
        assert_eq!(count().await, [1]);
        for now_us in [NOW + 1, NOW + 2] {
            in_unit!(fresh.db, tx => groups::leave_in(tx, coop(1), ChatId(-5), now_us).await).unwrap();
        }
        assert_eq!(count().await, [0]);
        assert_eq!(fresh.side().await.number("SELECT left_at FROM group_bindings").await, NOW + 1);
    }

    /// The supergroup was bound, and spoken in, before the group told that it had become one.
    async fn a_group_that_moves_to_where_we_are_already_leaves_that_as_it_is(fresh) {
        found(&fresh.db, 1).await;
        let mut side = fresh.side().await;
        for (chat, topic) in [(-5, 1), (-1005, 2)] {
            side.must(&format!("INSERT INTO group_bindings (cooperative_id, chat_id, topic_id, bound_by, bound_at, left_at) VALUES ('{}', {chat}, {topic}, 30, 0, 0)", coop(1))).await;
            side.must(&format!("INSERT INTO dialogues (bot_id, chat_id, person_id, topic_id, state, version, updated_at) VALUES (1, {chat}, 5, 0, 'x', {topic}, 0)")).await;
        }
        in_unit!(fresh.db, tx => groups::moved_in(tx, bot(1).bot_id, ChatId(-5), ChatId(-1005)).await).unwrap();
        assert_eq!(side.numbers("SELECT topic_id FROM group_bindings WHERE chat_id = -1005").await, [2]);
        assert_eq!(side.numbers("SELECT version FROM dialogues WHERE chat_id = -1005").await, [2]);
        assert_eq!(side.number("SELECT (SELECT COUNT(*) FROM group_bindings) + (SELECT COUNT(*) FROM dialogues)").await, 2);
    }

    async fn a_run_of_today_is_not_forgotten(fresh) {
        found(&fresh.db, 1).await;
        let run = || vec![Run { subject: String::new(), period: "mon".into() }];
        in_unit!(fresh.db, tx => jobs::claim_in(tx, coop(1), "summary", &run(), NOW).await).unwrap();
        in_unit!(fresh.db, tx => jobs::drop_old_in(tx, coop(1), NOW).await).unwrap();
        let again = in_unit!(fresh.db, tx => jobs::claim_in(tx, coop(1), "summary", &run(), NOW + 1).await).unwrap();
        assert_eq!(again, []);
    }
}
