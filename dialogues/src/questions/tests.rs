//! Transcripts: questions to the office, and their answers.

use domain::ids::ChatId;
use domain::question::{Answer, AskedIn, QuestionStatus};
use domain::role::Role;
use expect_test::expect;

use crate::hub::tests::check;
use crate::hub::tests::world::World;
use crate::questions::facts::Reach;

/// How its values read in a transcript.
pub(crate) const SHORT: &[(&str, &str)] = &[
    ("QuestionId(11114567-89ab-cdef-0123-456789abcdef)", "question"),
    ("QuestionNumber(12)", "T-12"),
    ("Known(T-12)", "T-12"),
    ("QuestionId(01a20621-ad00-7000-8000-090909090909)", "new"),
    ("Answerer { role: Chair, member: None }", "Chair"),
    ("Answerer { role: Secretary, member: Some(Sari) }", "Secretary Sari"),
];

#[test]
fn a_question_is_one_message() {
    check(
        &World::sari(),
        expect![[r#"
            > /tanya
            < AskWords
            > kapan   kantor
            < Sent { number: Asked, reading: Told }
            $ Ask { question: QuestionId(new), words: "kapan kantor", follows: None, roles: [Secretary, Chair] }
            $ tell 2: Questions(Card { card: AskedCard { question: QuestionId(new), number: Asked, from: Some(Sari), words: "kapan kantor", follows: None }, next: None })
            $ tell 3: Questions(Card { card: AskedCard { question: QuestionId(new), number: Asked, from: Some(Sari), words: "kapan kantor", follows: None }, next: None })
            > kapan kantor
            < NotUnderstood(Standing { member: Some(Sari), roles: [] })
        "#]],
    );
}

#[test]
fn too_many_that_wait_and_nobody_to_answer() {
    check(
        &World { asked: 5, ..World::sari() },
        expect![[r#"
        > /tanya kapan?
        < TooMany { max: 5 }
"#]],
    );
    check(
        &World { officers: vec![], ..World::sari() },
        expect![[r#"
            > /tanya kapan?
            < AskOffice
            > [ask]
            < AskOffice
            > kapan kantor
            < NotUnderstood(Standing { member: Some(Sari), roles: [] })
            > [AskOffice]
            < AskOffice
        "#]],
    );
}

#[test]
fn at_night_nobody_is_woken() {
    let mut world = World::sari();
    world.cooperative.quiet_hours = domain::hours::QuietHours { from_hour: 0, until_hour: 23 };
    check(
        &world,
        expect![[r#"
            > /tanya kapan?
            < Sent { number: Asked, reading: InTheMorning }
            $ Ask { question: QuestionId(new), words: "kapan?", follows: None, roles: [Secretary, Chair] }
        "#]],
    );
}

#[test]
fn an_answer_is_read_again_before_it_goes() {
    check(
        &World::secretary().asked(),
        expect![[r#"
            > [qa:1111456789abcdef0123456789abcdef]
            < AskAnswer { number: T-12, words: "Kapan kantor buka?" }
            > jam 8
            < ConfirmAnswer { number: T-12, words: "jam 8" }
            > jam 9
            < ConfirmAnswer { number: T-12, words: "jam 9" }
            > [qy:0000000000000002]
            < StaleButton
            > [ChangeAnswer]
            < AskAnswer { number: T-12, words: "Kapan kantor buka?" }
            > jam 10
            < ConfirmAnswer { number: T-12, words: "jam 10" }
            > [SendAnswer]
            < AnswerSent { number: T-12 }
            $ Answer { question: question, version: 1, role: Secretary, words: "jam 10" }
            $ tell 1017: Questions(Answered { question: question, number: T-12, asked: "Kapan kantor buka?", words: "jam 10", by: Answerer { role: Secretary, member: None } })
            > [SendAnswer]
            < StaleButton
        "#]],
    );
}

#[test]
fn an_answer_may_quote_the_question() {
    check(
        &World::secretary().asked(),
        expect![[r#"
            > {quote T-12} saldo
            < ConfirmAnswer { number: T-12, words: "saldo" }
            > {quote T-99} jam 8
            < Unknown [Continue]
        "#]],
    );
    check(
        &World::sari().asked(),
        expect![[r#"
        > {quote T-12} saldo
        < Balance { member: Sari, total: 4350000, withdrawable: 1150000 }
"#]],
    );
    check(
        &World::treasurer().asked(),
        expect![[r#"
        > {quote T-12} jam 8
        < NotYourRole
"#]],
    );
}

#[test]
fn the_second_officer_is_told() {
    let mut world = World::secretary().asked();
    world.questions[0].question.status = QuestionStatus::Answered;
    world.questions[0].question.answer = Some(Answer { role: Role::Chair, words: "jam 8".to_owned() });
    check(
        &world,
        expect![[r#"
        > [qa:1111456789abcdef0123456789abcdef]
        < AnsweredAlready { number: T-12, role: Some(Chair) }
        > [ql:0]
        < NoneOpen
"#]],
    );
    let mut asker = World::sari();
    asker.questions = world.questions;
    check(
        &asker,
        expect![[r#"
            > [qm:1111456789abcdef0123456789abcdef]
            < AskWords
            > hari Sabtu juga?
            < Sent { number: Asked, reading: Told }
            $ Ask { question: QuestionId(new), words: "hari Sabtu juga?", follows: Some(T-12), roles: [Secretary, Chair] }
            $ tell 2: Questions(Card { card: AskedCard { question: QuestionId(new), number: Asked, from: Some(Sari), words: "hari Sabtu juga?", follows: Some(T-12) }, next: None })
            $ tell 3: Questions(Card { card: AskedCard { question: QuestionId(new), number: Asked, from: Some(Sari), words: "hari Sabtu juga?", follows: Some(T-12) }, next: None })
            > [qc:1111456789abcdef0123456789abcdef]
            < Cleared
            $ Clear { question: question, version: 1 }
            > /start t-12
            < Answered { question: question, number: T-12, asked: "Kapan kantor buka?", words: "jam 8", by: Chair }
        "#]],
    );
    check(
        &World { questions: asker.questions, ..World::stranger() },
        expect![[r#"
        > [qm:1111456789abcdef0123456789abcdef]
        < Unknown
        > [qc:1111456789abcdef0123456789abcdef]
        < Unknown
        > /start t-12
        < Welcome
"#]],
    );
}

#[test]
fn whoever_can_not_be_reached_is_led_to_the_answer_in_the_group() {
    let mut world = World::secretary().asked();
    world.questions[0].reach = Reach::Unreachable;
    world.questions[0].question.asked_in = AskedIn::Group { chat: ChatId(-5), topic: 3 };
    check(
        &world,
        expect![[r#"
            > {quote T-12} jam 8
            < ConfirmAnswer { number: T-12, words: "jam 8" }
            > [SendAnswer]
            < AnswerKept { number: T-12 }
            $ Answer { question: question, version: 1, role: Secretary, words: "jam 8" }
            $ tell -5/3: Questions(AnswerWaits { number: T-12 })
        "#]],
    );
}

#[test]
fn what_waits_is_told_by_kind() {
    check(
        &World::chair().asked(),
        expect![[r#"
            > /tugas
            < Waiting(TaskSummary { greeting: None, lines: [TaskLine { kind: Questions, count: 1 }, TaskLine { kind: Requests, count: 1 }], oldest_days: 0 })
            > [List 0]
            < Card { card: AskedCard { question: question, number: T-12, from: Some(Sari), words: "Kapan kantor buka?", follows: None }, next: None }
        "#]],
    );
    check(
        &World::secretary().asked(),
        expect![[r#"
            > /tugas
            < Card { card: AskedCard { question: question, number: T-12, from: Some(Sari), words: "Kapan kantor buka?", follows: None }, next: None }
            > [reqs]
            < Card { card: AskedCard { question: question, number: T-12, from: Some(Sari), words: "Kapan kantor buka?", follows: None }, next: None }
        "#]],
    );
}
