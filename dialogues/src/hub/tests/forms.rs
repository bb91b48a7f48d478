//! Transcripts: forms that hold, whatever is asked on the way.

use expect_test::expect;

use super::check;
use super::world::World;
use crate::home::HomeReply;
use crate::hub::{Button, Ctx, Dialogue, Input};
use crate::samples;

#[test]
fn joining_goes_on_after_whatever_was_looked_at() {
    check(
        &World::stranger(),
        expect![[r#"
            > /daftar
            < Ask { question: Consent, whose: Own, problem: None, heard: None }
            > setuju
            < Ask { question: Name, whose: Own, problem: None, heard: None }
            > Wati
            < Ask { question: Address, whose: Own, problem: None, heard: Some(Name("Wati")) }
            > status
            < NothingOpen [Continue]
            > saldo
            < NotLinked
            < FormWaits
            > bu
            < Ask { question: Phone, whose: Own, problem: None, heard: None }
            > mau lihat saldo
            < NotLinked
            < FormWaits
            > [Continue]
            < Ask { question: Phone, whose: Own, problem: None, heard: None }
            > {own 6281200000099}
            < Ask { question: Nik, whose: Own, problem: None, heard: None }
            > 3515144508680002
            < Ask { question: Heir, whose: Own, problem: None, heard: None }
            $ EraseInput
            > nanti
            < Ask { question: Payout, whose: Own, problem: None, heard: None }
            > nanti saja
            < Summary { summary: Summary { name: "Wati", address: Bu, phone, nik, heir: None, payout: None, terms: terms }, whose: Own }
            > /start
            < Welcome
            < FormWaits
            > kirim
            < Summary { summary: Summary { name: "Wati", address: Bu, phone, nik, heir: None, payout: None, terms: terms }, whose: Own }
            > kirim
            < Sent
            $ Apply(NewApplication { application: ApplicationId(new), whose: Own, consent: Consent { version: 1, locale: Id }, name: "Wati", address: Bu, phone: Some(Phone(+62•••••••0099)), nik: Nik(3515••••••••0002), heir: None, payout: None, terms: terms })
            $ OpenRequest { request: RequestId(new), subject: Application(ApplicationId(new)), reason: "", policy: ApprovalPolicy { needed: 1, roles: [Chair, Secretary] } }
            $ tell 2: Requests(Request { request: RequestId(new), subject: Application { summary: Summary { name: "Wati", address: Bu, phone, nik, heir: None, payout: None, terms: terms }, whose: Own, doubts: [] }, reason: "", missing: 1 })
            $ tell 3: Requests(Request { request: RequestId(new), subject: Application { summary: Summary { name: "Wati", address: Bu, phone, nik, heir: None, payout: None, terms: terms }, whose: Own, doubts: [] }, reason: "", missing: 1 })
        "#]],
    );
}

#[test]
fn talk_is_no_answer() {
    check(
        &World::stranger(),
        expect![[r#"
            > /daftar
            < Ask { question: Consent, whose: Own, problem: None, heard: None }
            > setuju
            < Ask { question: Name, whose: Own, problem: None, heard: None }
            > ini yang mana?
            < Ask { question: Name, whose: Own, problem: Some(Talk), heard: None }
            > ya
            < Ask { question: Name, whose: Own, problem: Some(Talk), heard: None }
            > Wati
            < Ask { question: Address, whose: Own, problem: None, heard: Some(Name("Wati")) }
            > bu
            < Ask { question: Phone, whose: Own, problem: None, heard: None }
            > {own 6281200000099}
            < Ask { question: Nik, whose: Own, problem: None, heard: None }
            > 3515144508680002
            < Ask { question: Heir, whose: Own, problem: None, heard: None }
            $ EraseInput
            > salah NIK, mau ganti
            < Ask { question: Nik, whose: Own, problem: None, heard: None }
            > 3515144508680002
            < Ask { question: Heir, whose: Own, problem: None, heard: None }
            $ EraseInput
            > saya mau isi anak saya
            < Ask { question: Heir, whose: Own, problem: Some(Talk), heard: None }
            > Budi Contoh
            < Ask { question: Relation, whose: Own, problem: None, heard: Some(Heir("Budi Contoh")) }
            > kembali
            < Ask { question: Heir, whose: Own, problem: None, heard: None }
            > Budi Ahli
            < Ask { question: Relation, whose: Own, problem: None, heard: Some(Heir("Budi Ahli")) }
            > kembali ke sebelumnya
            < Ask { question: Heir, whose: Own, problem: None, heard: None }
            > Budi Ahli
            < Ask { question: Relation, whose: Own, problem: None, heard: Some(Heir("Budi Ahli")) }
            > kembali dulu ya
            < Ask { question: Relation, whose: Own, problem: Some(Talk), heard: None }
            > anak
            < Ask { question: Payout, whose: Own, problem: None, heard: Some(Related(Heir(..))) }
        "#]],
    );
}

#[test]
fn any_answer_is_changed_by_word_or_button() {
    check(
        &World::stranger(),
        expect![[r#"
            > /daftar
            < Ask { question: Consent, whose: Own, problem: None, heard: None }
            > setuju
            < Ask { question: Name, whose: Own, problem: None, heard: None }
            > Wati
            < Ask { question: Address, whose: Own, problem: None, heard: Some(Name("Wati")) }
            > bu
            < Ask { question: Phone, whose: Own, problem: None, heard: None }
            > {own 6281200000099}
            < Ask { question: Nik, whose: Own, problem: None, heard: None }
            > 3515144508680002
            < Ask { question: Heir, whose: Own, problem: None, heard: None }
            $ EraseInput
            > Budi Ahli
            < Ask { question: Relation, whose: Own, problem: None, heard: Some(Heir("Budi Ahli")) }
            > anak
            < Ask { question: Payout, whose: Own, problem: None, heard: Some(Related(Heir(..))) }
            > ubah
            < Change { whose: Own }
            > [Field Heir]
            < Ask { question: Heir, whose: Own, problem: None, heard: None }
            > Siti Ahli
            < Ask { question: Relation, whose: Own, problem: None, heard: Some(Heir("Siti Ahli")) }
            > anak
            < Ask { question: Payout, whose: Own, problem: None, heard: Some(Related(Heir(..))) }
            > [Back]
            < Ask { question: Relation, whose: Own, problem: None, heard: Some(Heir("Siti Ahli")) }
            > anak
            < Ask { question: Payout, whose: Own, problem: None, heard: Some(Related(Heir(..))) }
            > BRI 1234567890
            < Summary { summary: Summary { name: "Wati", address: Bu, phone, nik, heir: Named(Heir(..)), payout: Some("BRI ••••••7890"), terms: terms }, whose: Own }
            $ EraseInput
            > ganti
            < Change { whose: Own }
            > [Field Name]
            < Ask { question: Name, whose: Own, problem: None, heard: None }
            > Wati Contoh
            < Summary { summary: Summary { name: "Wati Contoh", address: Bu, phone, nik, heir: Named(Heir(..)), payout: Some("BRI ••••••7890"), terms: terms }, whose: Own }
            > nama saya salah
            < Ask { question: Name, whose: Own, problem: None, heard: None }
            > Wati
            < Summary { summary: Summary { name: "Wati", address: Bu, phone, nik, heir: Named(Heir(..)), payout: Some("BRI ••••••7890"), terms: terms }, whose: Own }
            > [Back]
            < Ask { question: Payout, whose: Own, problem: None, heard: Some(Related(Heir(..))) }
            > nanti
            < Summary { summary: Summary { name: "Wati", address: Bu, phone, nik, heir: Named(Heir(..)), payout: None, terms: terms }, whose: Own }
            > tidak jadi
            < Cancelled
        "#]],
    );
}

#[test]
fn a_question_is_no_yes_and_the_letter_stays_at_hand() {
    check(
        &World::sari().asked(),
        expect![[r#"
            > /tanya
            < AskWords
            > ok
            < AskWords
            > kapan kantor buka
            < Sent { number: Asked, reading: Told }
            $ Ask { question: QuestionId(new), words: "kapan kantor buka", follows: None, roles: [Secretary, Chair] }
            $ tell 2: Questions(Card { card: AskedCard { question: QuestionId(new), number: Asked, from: Some(Sari), words: "kapan kantor buka", follows: None }, next: None })
            $ tell 3: Questions(Card { card: AskedCard { question: QuestionId(new), number: Asked, from: Some(Sari), words: "kapan kantor buka", follows: None }, next: None })
        "#]],
    );
    check(
        &World::stranger(),
        expect![[r#"
            > K7MP-3XQT
            < NotUnderstood(Standing { member: None, roles: [] })
            > /kode K7MP-3XQT
            < AskPhoneOfLetter
            > bantuan
            < Help(Standing { member: None, roles: [] }) [Continue]
            > [Continue]
            < AskPhoneOfLetter
            > {own 6281000000020}
            < Linked(Budi)
            < Menu(Standing { member: Some(Budi), roles: [] })
            $ LinkMember { member: MemberId(budi), invitation: Some(InvitationId(inv)) }
        "#]],
    );
}

#[test]
fn a_lost_phone_waits_for_no_question() {
    let mut world = World::treasurer();
    world.person = samples::person(1017, Some(samples::sari()), &[domain::role::Role::Treasurer]);
    check(
        &world,
        expect![[r#"
            > /loket A-020 wajib 20rb
            < Confirm { deposit: DepositLine { member: Budi, savings: Mandatory, amount: 20000 } }
            > hp hilang
            < FormAbandoned
            < ConfirmFreeze { members: [Sari] }
            > bantuan
            < Help(Standing { member: Some(Sari), roles: [Treasurer] }) [Continue]
            > ya
            < ConfirmFreeze { members: [Sari] }
            > ya
            < Frozen
            $ Set { door: Door { lock: Frozen, cooling_until: None, version: 0 }, event: DoorEvent { member: MemberId(sari), deed: Lost, old: Some(PersonId(1017)), new: Some(PersonId(1017)), words: "" } }
            $ tell 2: Access(NewsFrozen { card: DoorCard { member_id: MemberId(sari), member: Sari, access: Frozen, account: Own }, by: Member })
            $ tell 3: Access(NewsFrozen { card: DoorCard { member_id: MemberId(sari), member: Sari, access: Frozen, account: Own }, by: Member })
        "#]],
    );
}

#[test]
fn whoever_is_somebody_else_now_goes_on_with_nothing() {
    check(
        &World::two_on_one_phone(5),
        expect![[r#"
            > /tanya
            < AskWords
            > /ganti
            < WhoIsIt([(1, Sari), (2, Budi)])
            $ PutOut
            > [cont]
            < NothingToContinue
        "#]],
    );
}

/// An open form of the release before is gone on with, too: its bytes are those of the samples.
#[test]
fn every_open_form_comes_back_by_one_button() {
    for state in samples::dialogues().into_iter().filter(|state| state.hold().goes_on()) {
        for world in [World::treasurer(), World::chair(), World::stranger(), World::sari()] {
            let ctx = Ctx { seed: [3; 16], ..samples::ctx() };
            let input = Input::Press(Button::CONTINUE);
            let outcome = super::answer(&world, &state, &input, &ctx);
            assert_ne!(outcome.replies, [HomeReply::NothingToContinue.into()], "{state:?}");
            assert!(!matches!(outcome.next, Dialogue::Waiting(_)) || outcome.next == state, "{state:?}");
        }
    }
}
