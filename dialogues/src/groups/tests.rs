//! Transcripts: in groups.

use crate::hub::Chat;
use crate::hub::tests::check;
use crate::hub::tests::world::World;

#[test]
fn a_group_is_bound_by_a_code() {
    let unbound = World { chat: Chat::Group, ..World::stranger() };
    check(
        &unbound,
        "
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
        $ Bind { code: \"grup-good\" }
        > /start grup-good
        < Bound
        $ Bind { code: \"grup-good\" }
        ",
    );
    check(
        &World::stranger().in_group(),
        "
        > /start grup-used
        < Bound
        > /hubungkan
        < Bound
        ",
    );
}

#[test]
fn a_code_is_made_in_private_by_those_who_may() {
    check(
        &World::chair(),
        "
        > /hubungkan
        < Offer { code: \"kjcvteebkjcvaaaaaaaaaaaaba\" }
        $ Offer { code: \"kjcvteebkjcvaaaaaaaaaaaaba\", expires_at: 2026-11-24T02:00:00Z }
        ",
    );
    for world in [World::treasurer(), World::sari()] {
        check(
            &world,
            "
            > /hubungkan
            < NotYourRole
            ",
        );
    }
}

#[test]
fn in_a_bound_group_figures_stay_private() {
    check(
        &World::sari().in_group(),
        "
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
        > {moved to -9}
        $ MoveTo(ChatId(-9))
        > {moved from -5}
        $ MoveFrom(ChatId(-5))
        ",
    );
}

#[test]
fn a_question_in_a_group_is_not_repeated_there() {
    check(
        &World::sari().in_group(),
        "
        > /tanya kapan kantor buka?
        < QuestionTaken { number: Asked }
        $ Ask { question: new, words: \"kapan kantor buka?\", follows: None, roles: [Secretary, Chair] }
        $ tell 2: Question(Card { card: AskedCard { question: new, number: Asked, from: Some(Sari), words: \"kapan kantor buka?\", follows: None }, next: None })
        $ tell 3: Question(Card { card: AskedCard { question: new, number: Asked, from: Some(Sari), words: \"kapan kantor buka?\", follows: None }, next: None })
        ",
    );
    check(
        &World { asked: 5, ..World::sari() }.in_group(),
        "
        > /tanya kapan kantor buka?
        < TooMany
        ",
    );
    check(
        &World { officers: vec![], ..World::sari() }.in_group(),
        "
        > /tanya kapan kantor buka?
        < NobodyToAsk
        ",
    );
}

#[test]
fn officers_hear_that_we_are_out_of_a_bound_group() {
    check(
        &World::stranger().in_group(),
        "
        > {removed}
        $ Leave
        $ tell 2: Group(Left { title: \"Warga\" })
        $ tell 3: Group(Left { title: \"Warga\" })
        ",
    );
    check(
        &World { chat: Chat::Group, ..World::stranger() },
        "
        > {removed}
        $ Leave
        ",
    );
}
