//! Transcripts: in groups.

use crate::hub::Chat;
use crate::hub::tests::check;
use crate::hub::tests::world::World;
use expect_test::expect;

#[test]
fn a_group_is_bound_by_a_code() {
    let unbound = World { chat: Chat::Group, ..World::stranger() };
    check(
        &unbound,
        expect![[r#"
            > {added}
            < Greeting
            > /saldo
            < NotBound
            > /tanya kapan?
            < NotBound
            > saldo saya berapa?
            > /hubungkan grup-gone
            < CodeSpent
            > /hubungkan grup-late
            < CodeSpent
            > /hubungkan grup-used
            < CodeSpent
            > /hubungkan grup-none
            < CodeUnknown
            > /hubungkan ?
            < CodeUnknown
            > /hubungkan grup-good
            < Bound
            $ Bind { code: "grup-good" }
            > /start grup-good
            < Bound
            $ Bind { code: "grup-good" }
            > {anonymous}
            < NotBound
        "#]],
    );
    check(
        &World::stranger().in_group(),
        expect![[r#"
        > /start grup-used
        < Bound
        > /hubungkan
        < Bound
"#]],
    );
}

#[test]
fn a_code_is_made_in_private_by_those_who_may() {
    check(
        &World::chair(),
        expect![[r#"
            > /hubungkan
            < Offer { code: "322222222223" }
            $ Offer { code: "322222222223", expires_at: 2026-11-24T02:00:00Z }
        "#]],
    );
    for world in [World::treasurer(), World::sari()] {
        check(
            &world,
            expect![[r#"
            > /hubungkan
            < NotYourRole
"#]],
        );
    }
}

#[test]
fn in_a_bound_group_figures_stay_private() {
    check(
        &World::sari().in_group(),
        expect![[r#"
            > /saldo
            < PrivatePlease
            > /loket A-017 wajib 100rb
            < PrivatePlease
            > /tugas
            < PrivatePlease
            > [bal]
            < PrivatePlease
            > /bantuan
            < Help
            > /tanya
            < HowToAsk
            > {photo}
            > {anonymous}
            < AskAsYourself
            > {moved to -9}
            $ MoveTo(ChatId(-9))
            > {moved from -5}
            $ MoveFrom(ChatId(-5))
        "#]],
    );
}

#[test]
fn a_question_in_a_group_is_not_repeated_there() {
    check(
        &World::sari().in_group(),
        expect![[r#"
            > /tanya kapan kantor buka?
            < QuestionTaken { number: Asked }
            $ Ask { question: QuestionId(new), words: "kapan kantor buka?", follows: None, roles: [Secretary, Chair] }
            $ tell 2: Questions(Card { card: AskedCard { question: QuestionId(new), number: Asked, from: Some(Sari), words: "kapan kantor buka?", follows: None }, next: None })
            $ tell 3: Questions(Card { card: AskedCard { question: QuestionId(new), number: Asked, from: Some(Sari), words: "kapan kantor buka?", follows: None }, next: None })
        "#]],
    );
    check(
        &World { asked: 5, ..World::sari() }.in_group(),
        expect![[r#"
        > /tanya kapan kantor buka?
        < TooMany
"#]],
    );
    check(
        &World { officers: vec![], ..World::sari() }.in_group(),
        expect![[r#"
        > /tanya kapan kantor buka?
        < NobodyToAsk
"#]],
    );
}

#[test]
fn officers_hear_that_we_are_out_of_a_bound_group() {
    check(
        &World::stranger().in_group(),
        expect![[r#"
        > {removed}
        $ Leave
        $ tell 2: Groups(Left { title: "Warga" })
        $ tell 3: Groups(Left { title: "Warga" })
"#]],
    );
    check(
        &World { chat: Chat::Group, ..World::stranger() },
        expect![[r#"
        > {removed}
        $ Leave
"#]],
    );
}
