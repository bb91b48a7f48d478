//! Transcripts: questions to the office, and their answers.

use domain::ids::ChatId;
use domain::question::{Answer, AskedIn, QuestionStatus};
use domain::role::Role;

use crate::hub::tests::check;
use crate::hub::tests::world::World;
use crate::questions::facts::Reach;

#[test]
fn a_question_is_one_message() {
    check(
        &World::sari(),
        "
        > /tanya
        < AskWords { nonce: 1 }
        > kapan   kantor
        < Sent { number: Asked, reading: Told }
        $ Ask { question: new, words: \"kapan kantor\", follows: None, roles: [Secretary, Chair] }
        $ tell 2: Question(Card { card: AskedCard { question: new, number: Asked, from: Some(Sari), words: \"kapan kantor\", follows: None }, next: None })
        $ tell 3: Question(Card { card: AskedCard { question: new, number: Asked, from: Some(Sari), words: \"kapan kantor\", follows: None }, next: None })
        > kapan kantor
        < NotUnderstood(Standing { member: Some(Sari), roles: [] })
        ",
    );
}

#[test]
fn too_many_that_wait_and_nobody_to_answer() {
    check(
        &World { asked: 5, ..World::sari() },
        "
        > /tanya kapan?
        < TooMany { max: 5 }
        ",
    );
    check(
        &World { officers: vec![], ..World::sari() },
        "
        > /tanya kapan?
        < AskOffice
        > [ask]
        < AskOffice
        > kapan kantor
        < NotUnderstood(Standing { member: Some(Sari), roles: [] })
        > [ask]
        < AskOffice
        ",
    );
}

#[test]
fn at_night_nobody_is_woken() {
    let mut world = World::sari();
    world.cooperative.quiet_hours = domain::hours::QuietHours { from_hour: 0, until_hour: 23 };
    check(
        &world,
        "
        > /tanya kapan?
        < Sent { number: Asked, reading: InTheMorning }
        $ Ask { question: new, words: \"kapan?\", follows: None, roles: [Secretary, Chair] }
        ",
    );
}

#[test]
fn an_answer_is_read_again_before_it_goes() {
    check(
        &World::secretary().asked(),
        "
        > [qa:1111456789abcdef0123456789abcdef]
        < AskAnswer { number: T-12, words: \"Kapan kantor buka?\", nonce: 1 }
        > jam 8
        < ConfirmAnswer { number: T-12, words: \"jam 8\", nonce: 2 }
        > jam 9
        < ConfirmAnswer { number: T-12, words: \"jam 9\", nonce: 3 }
        > [qy:0000000000000002]
        < StaleButton
        > [qz:0000000000000003]
        < AskAnswer { number: T-12, words: \"Kapan kantor buka?\", nonce: 5 }
        > jam 10
        < ConfirmAnswer { number: T-12, words: \"jam 10\", nonce: 6 }
        > [qy:0000000000000006]
        < AnswerSent { number: T-12 }
        $ Answer { question: question, version: 1, role: Secretary, words: \"jam 10\" }
        $ tell 1017: Question(Answered { question: question, number: T-12, asked: \"Kapan kantor buka?\", words: \"jam 10\", by: Answerer { role: Secretary, member: None } })
        > [qy:0000000000000006]
        < StaleButton
        ",
    );
}

#[test]
fn an_answer_may_quote_the_question() {
    check(
        &World::secretary().asked(),
        "
        > {quote T-12} saldo
        < ConfirmAnswer { number: T-12, words: \"saldo\", nonce: 1 }
        > {quote T-99} jam 8
        < Unknown
        ",
    );
    check(
        &World::sari().asked(),
        "
        > {quote T-12} saldo
        < Balance { member: Sari, total: 4350000, withdrawable: 1150000 }
        ",
    );
    check(
        &World::treasurer().asked(),
        "
        > {quote T-12} jam 8
        < NotYourRole
        ",
    );
}

#[test]
fn the_second_officer_is_told() {
    let mut world = World::secretary().asked();
    world.questions[0].question.status = QuestionStatus::Answered;
    world.questions[0].question.answer = Some(Answer { role: Role::Chair, words: "jam 8".to_owned() });
    check(
        &world,
        "
        > [qa:1111456789abcdef0123456789abcdef]
        < AnsweredAlready { number: T-12, role: Some(Chair) }
        > [ql:0]
        < NoneOpen
        ",
    );
    let mut asker = World::sari();
    asker.questions = world.questions;
    check(
        &asker,
        "
        > [qm:1111456789abcdef0123456789abcdef]
        < AskWords { nonce: 1 }
        > hari Sabtu juga?
        < Sent { number: Asked, reading: Told }
        $ Ask { question: new, words: \"hari Sabtu juga?\", follows: Some(T-12), roles: [Secretary, Chair] }
        $ tell 2: Question(Card { card: AskedCard { question: new, number: Asked, from: Some(Sari), words: \"hari Sabtu juga?\", follows: Some(T-12) }, next: None })
        $ tell 3: Question(Card { card: AskedCard { question: new, number: Asked, from: Some(Sari), words: \"hari Sabtu juga?\", follows: Some(T-12) }, next: None })
        > [qc:1111456789abcdef0123456789abcdef]
        < Cleared
        $ Clear { question: question, version: 1 }
        > /start t-12
        < Answered { question: question, number: T-12, asked: \"Kapan kantor buka?\", words: \"jam 8\", by: Chair }
        ",
    );
    check(
        &World { questions: asker.questions, ..World::stranger() },
        "
        > [qm:1111456789abcdef0123456789abcdef]
        < Unknown
        > [qc:1111456789abcdef0123456789abcdef]
        < Unknown
        > /start t-12
        < Welcome
        ",
    );
}

#[test]
fn whoever_can_not_be_reached_is_led_to_the_answer_in_the_group() {
    let mut world = World::secretary().asked();
    world.questions[0].reach = Reach::Unreachable;
    world.questions[0].question.asked_in = AskedIn::Group { chat: ChatId(-5), topic: 3 };
    check(
        &world,
        "
        > {quote T-12} jam 8
        < ConfirmAnswer { number: T-12, words: \"jam 8\", nonce: 1 }
        > [qy:0000000000000001]
        < AnswerKept { number: T-12 }
        $ Answer { question: question, version: 1, role: Secretary, words: \"jam 8\" }
        $ tell -5/3: Question(AnswerWaits { number: T-12 })
        ",
    );
}

#[test]
fn what_waits_is_told_by_kind() {
    check(
        &World::chair().asked(),
        "
        > /tugas
        < Waiting(TaskSummary { greeting: None, lines: [TaskLine { kind: Questions, count: 1 }, TaskLine { kind: Requests, count: 1 }], oldest_days: 0 })
        > [ql:0]
        < Card { card: AskedCard { question: question, number: T-12, from: Some(Sari), words: \"Kapan kantor buka?\", follows: None }, next: None }
        ",
    );
    check(
        &World::secretary().asked(),
        "
        > /tugas
        < Card { card: AskedCard { question: question, number: T-12, from: Some(Sari), words: \"Kapan kantor buka?\", follows: None }, next: None }
        > [reqs]
        < NoTasks
        ",
    );
}
