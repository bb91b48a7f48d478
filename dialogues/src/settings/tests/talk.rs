//! Setting a cooperative up, and changing what is set.

use domain::role::Role;
use domain::setting::{Setting, Value};
use expect_test::expect;

use crate::home::HomeReply;
use crate::hub::tests::world::World;
use crate::hub::tests::{answer, check};
use crate::hub::{Button, Command, Ctx, Dialogue, Effect, Input, Reply};
use crate::joining::JoiningButton;
use crate::joining::{Draft, JoinTap, Joining, JoiningReply, Problem, Question, Whose};
use crate::samples;
use crate::settings::{Asked, Note, SettingsButton, SettingsEffect, SettingsReply, SettingsTap, Walk};

/// A chair whose cooperative has nothing set but its name.
fn new_cooperative() -> World {
    let mut world = World::chair();
    world.cooperative.contact = String::new();
    world.cooperative.settings.legal_number = String::new();
    world.cooperative.settings.payment = String::new();
    world
}

#[test]
fn a_first_chair_is_led_through_all_of_it() {
    check(
        &new_cooperative(),
        expect![[r#"
            > /atur
            < Offer
            > [Begin]
            < Ask { asked: Value(Name("Koperasi Contoh Maju")), walk: All, note: None }
            > Koperasi Contoh Rukun
            < Ask { asked: Value(LegalNumber("")), walk: All, note: Some(Saved(Name("Koperasi Contoh Rukun"))) }
            $ Set { value: Name("Koperasi Contoh Rukun"), before: Name("Koperasi Contoh Maju"), version: 4, role: Chair }
            $ tell 3: Settings(News { by: Chair, news: Changed { before: Name("Koperasi Contoh Maju"), after: Name("Koperasi Contoh Rukun") } })
            > [Skip]
            < Ask { asked: Value(Contact("")), walk: All, note: None }
            > Jl. Contoh 1, Bu Ani 0812-0000-0000
            < Ask { asked: Value(Zone(Wib)), walk: All, note: Some(Saved(Contact("Jl. Contoh 1, Bu Ani 0812-0000-0000"))) }
            $ Set { value: Contact("Jl. Contoh 1, Bu Ani 0812-0000-0000"), before: Contact(""), version: 4, role: Chair }
            $ tell 3: Settings(News { by: Chair, news: Changed { before: Contact(""), after: Contact("Jl. Contoh 1, Bu Ani 0812-0000-0000") } })
            > [Zone Wita]
            < Ask { asked: Value(Principal(100000)), walk: All, note: Some(Saved(Zone(Wita))) }
            $ Set { value: Zone(Wita), before: Zone(Wib), version: 4, role: Chair }
            $ tell 3: Settings(News { by: Chair, news: Changed { before: Zone(Wib), after: Zone(Wita) } })
            > 150rb
            < Confirm { value: Principal(150000) }
            > [Yes]
            < Ask { asked: Value(Mandatory(20000)), walk: All, note: Some(Saved(Principal(150000))) }
            $ Set { value: Principal(150000), before: Principal(100000), version: 4, role: Chair }
            $ tell 3: Settings(News { by: Chair, news: Changed { before: Principal(100000), after: Principal(150000) } })
            > lewati
            < Ask { asked: Value(FirstMandatory(AtEntry)), walk: All, note: None }
            > [First Later]
            < Ask { asked: Value(Approvals(1)), walk: All, note: Some(Saved(FirstMandatory(Later))) }
            $ Set { value: FirstMandatory(Later), before: FirstMandatory(AtEntry), version: 4, role: Chair }
            $ tell 3: Settings(News { by: Chair, news: Changed { before: FirstMandatory(AtEntry), after: FirstMandatory(Later) } })
            > [Approvals 2]
            < Ask { asked: Value(QuietHours(20-8)), walk: All, note: Some(Saved(Approvals(2))) }
            $ Set { value: Approvals(2), before: Approvals(1), version: 4, role: Chair }
            $ tell 3: Settings(News { by: Chair, news: Changed { before: Approvals(1), after: Approvals(2) } })
            > 21.00-06.00
            < Ask { asked: Value(Payment("")), walk: All, note: Some(Saved(QuietHours(21-6))) }
            $ Set { value: QuietHours(21-6), before: QuietHours(20-8), version: 4, role: Chair }
            $ tell 3: Settings(News { by: Chair, news: Changed { before: QuietHours(20-8), after: QuietHours(21-6) } })
            > BRI 1234567890 a.n. Koperasi Contoh
            < Confirm { value: Payment("BRI 1234567890 a.n. Koperasi Contoh") }
            > [Yes]
            < Ask { asked: Officers { officers: [Chair, Secretary Sari], more: 0, open: [OpenInvitation { invitation_id: six, role: Treasurer, expires_at: 2026-11-23T07:00:00Z }] }, walk: All, note: Some(Saved(Payment("BRI 1234567890 a.n. Koperasi Contoh"))) }
            $ Set { value: Payment("BRI 1234567890 a.n. Koperasi Contoh"), before: Payment(""), version: 4, role: Chair }
            $ tell 3: Settings(News { by: Chair, news: Changed { before: Payment(""), after: Payment("BRI 1234567890 a.n. Koperasi Contoh") } })
            > [Invite]
            < ChooseRole
            > [Role Treasurer]
            < Invited { office: Treasurer, code: "J2222222222J", expires_at: 2026-11-24T02:00:00Z }
            < Ask { asked: Officers { officers: [Chair, Secretary Sari], more: 0, open: [OpenInvitation { invitation_id: six, role: Treasurer, expires_at: 2026-11-23T07:00:00Z }, OpenInvitation { invitation_id: InvitationId(01a20621-ad00-7909-8909-090909090000), role: Treasurer, expires_at: 2026-11-24T02:00:00Z }] }, walk: All, note: None }
            $ Invite { invitation: InvitationId(01a20621-ad00-7909-8909-090909090000), office: Treasurer, code: "J2222222222J", expires_at: 2026-11-24T02:00:00Z, role: Chair }
            $ tell 3: Settings(News { by: Chair, news: Staff(Invited(Treasurer)) })
            > [Skip]
            < Ask { asked: Groups(1), walk: All, note: None }
            > [Bind]
            < Offer { code: "M2222222222M" }
            < List { lines: [Value(Name("Koperasi Contoh Maju")), Value(LegalNumber("")), Value(Contact("")), Value(Zone(Wib)), Value(Principal(100000)), Value(Mandatory(20000)), Value(FirstMandatory(AtEntry)), Value(Approvals(1)), Value(QuietHours(20-8)), Value(Payment("")), Officers(2), Groups(1)], note: Some(Finished) }
            $ Offer { code: "M2222222222M", expires_at: 2026-11-24T02:00:00Z }
            > halo
            < NotUnderstood(Standing { member: None, roles: [Chair] })
        "#]],
    );
}

#[test]
fn a_second_tap_is_told_so() {
    check(
        &World::secretary(),
        expect![[r#"
            > [so:zone]
            < Ask { asked: Value(Zone(Wib)), walk: One, note: None }
            > [Zone Wit]
            < List { lines: [name, number, contact, Value(Zone(Wit)), Value(Principal(100000)), Value(Mandatory(20000)), Value(FirstMandatory(AtEntry)), Value(Approvals(1)), Value(QuietHours(20-8)), payment, Officers(2), Groups(1)], note: Some(Saved(Zone(Wit))) }
            $ Set { value: Zone(Wit), before: Zone(Wib), version: 4, role: Secretary }
            $ tell 2: Settings(News { by: Answerer { role: Secretary, member: None }, news: Changed { before: Zone(Wib), after: Zone(Wit) } })
            > [Zone Wit]
            < AlreadyAnswered
            > [Zone Wita]
            < AlreadyAnswered
            > [Principal]
            < Ask { asked: Value(Principal(100000)), walk: One, note: None }
            > 150rb
            < Confirm { value: Principal(150000) }
            > [Yes]
            < List { lines: [name, number, contact, Value(Zone(Wib)), Value(Principal(150000)), Value(Mandatory(20000)), Value(FirstMandatory(AtEntry)), Value(Approvals(1)), Value(QuietHours(20-8)), payment, Officers(2), Groups(1)], note: Some(Saved(Principal(150000))) }
            $ Set { value: Principal(150000), before: Principal(100000), version: 4, role: Secretary }
            $ tell 2: Settings(News { by: Answerer { role: Secretary, member: None }, news: Changed { before: Principal(100000), after: Principal(150000) } })
            > [Yes]
            < AlreadyAnswered
            > [sa:0000000000000006:1250]
            < AlreadyAnswered
        "#]],
    );
}

#[test]
fn what_can_not_be_read_is_asked_again_kindly() {
    check(
        &World::chair(),
        expect![[r#"
            > [so:name]
            < Ask { asked: Value(Name("Koperasi Contoh Maju")), walk: One, note: None }
            > 518
            < Ask { asked: Value(Name("Koperasi Contoh Maju")), walk: One, note: Some(Problem(Name)) }
            > [so:legal_number]
            < Ask { asked: Value(LegalNumber("518/BH/XVI.7/2019")), walk: One, note: None }
            > belum ada
            < Ask { asked: Value(LegalNumber("518/BH/XVI.7/2019")), walk: One, note: Some(Problem(LegalNumber)) }
            > [so:contact]
            < Ask { asked: Value(Contact("Jl. Contoh 1, Senin-Jumat 08.00-15.00")), walk: One, note: None }
            > Ani
            < Ask { asked: Value(Contact("Jl. Contoh 1, Senin-Jumat 08.00-15.00")), walk: One, note: Some(Problem(Contact)) }
            > [so:zone]
            < Ask { asked: Value(Zone(Wib)), walk: One, note: None }
            > London
            < Ask { asked: Value(Zone(Wib)), walk: One, note: Some(Problem(UseButtons)) }
            > [so:principal]
            < Ask { asked: Value(Principal(100000)), walk: One, note: None }
            > banyak
            < Ask { asked: Value(Principal(100000)), walk: One, note: Some(Problem(NotAnAmount)) }
            > 0
            < Ask { asked: Value(Principal(100000)), walk: One, note: Some(Problem(Zero)) }
            > 100,5
            < Ask { asked: Value(Principal(100000)), walk: One, note: Some(Problem(HasSen)) }
            > 99999999999
            < Ask { asked: Value(Principal(100000)), walk: One, note: Some(Problem(TooLarge { maximum: 50000000 })) }
            > 1.250
            < Ask { asked: Value(Principal(100000)), walk: One, note: Some(Problem(Unclear { low: 1250, high: 1250000 })) }
            > [Amount 1250000]
            < Confirm { value: Principal(1250000) }
            > mungkin
            < Confirm { value: Principal(1250000) }
            > [Change]
            < Ask { asked: Value(Principal(100000)), walk: One, note: None }
            > [so:first_mandatory]
            < Ask { asked: Value(FirstMandatory(AtEntry)), walk: One, note: None }
            > bulan depan
            < Ask { asked: Value(FirstMandatory(AtEntry)), walk: One, note: Some(Problem(UseButtons)) }
            > [so:approvals]
            < Ask { asked: Value(Approvals(1)), walk: One, note: None }
            > 9
            < Ask { asked: Value(Approvals(1)), walk: One, note: Some(Problem(UseButtons)) }
            > [so:quiet_hours]
            < Ask { asked: Value(QuietHours(20-8)), walk: One, note: None }
            > malam
            < Ask { asked: Value(QuietHours(20-8)), walk: One, note: Some(Problem(Hours)) }
            > [so:payment]
            < Ask { asked: payment, walk: One, note: None }
            > rekening koperasi
            < Ask { asked: payment, walk: One, note: Some(Problem(Payment)) }
            > [so:groups]
            < Ask { asked: Groups(1), walk: One, note: None }
            > grup warga
            < Ask { asked: Groups(1), walk: One, note: Some(Problem(UseButtons)) }
        "#]],
    );
}

#[test]
fn one_is_changed_at_a_time_from_the_list() {
    check(
        &World::chair(),
        expect![[r#"
            > pengaturan
            < List { lines: [name, number, contact, Value(Zone(Wib)), Value(Principal(100000)), Value(Mandatory(20000)), Value(FirstMandatory(AtEntry)), Value(Approvals(1)), Value(QuietHours(20-8)), payment, Officers(2), Groups(1)], note: None }
            > [Payment]
            < Ask { asked: payment, walk: One, note: None }
            > [Clear]
            < List { lines: [name, number, contact, Value(Zone(Wib)), Value(Principal(100000)), Value(Mandatory(20000)), Value(FirstMandatory(AtEntry)), Value(Approvals(1)), Value(QuietHours(20-8)), Value(Payment("")), Officers(2), Groups(1)], note: Some(Saved(Payment(""))) }
            $ Set { value: Payment(""), before: Payment("BRI 1234567890 a.n. Koperasi Contoh Maju"), version: 4, role: Chair }
            $ tell 3: Settings(News { by: Chair, news: Changed { before: Payment("BRI 1234567890 a.n. Koperasi Contoh Maju"), after: Payment("") } })
            > [Name]
            < Ask { asked: Value(Name("Koperasi Contoh Maju")), walk: One, note: None }
            > Koperasi Contoh Maju
            < List { lines: [name, number, contact, Value(Zone(Wib)), Value(Principal(100000)), Value(Mandatory(20000)), Value(FirstMandatory(AtEntry)), Value(Approvals(1)), Value(QuietHours(20-8)), payment, Officers(2), Groups(1)], note: Some(Unchanged(Name("Koperasi Contoh Maju"))) }
            > [QuietHours]
            < Ask { asked: Value(QuietHours(20-8)), walk: One, note: None }
            > [Skip]
            < List { lines: [name, number, contact, Value(Zone(Wib)), Value(Principal(100000)), Value(Mandatory(20000)), Value(FirstMandatory(AtEntry)), Value(Approvals(1)), Value(QuietHours(20-8)), payment, Officers(2), Groups(1)], note: None }
            > [History]
            < History([ChangeCard { setting: Principal, role: Secretary, at: 2026-11-22T02:00:00Z, old: "100000", new: "150000" }, ChangeCard { setting: Payment, role: Secretary, at: 2026-11-22T02:00:00Z, old: "", new: "BRI 1234567890 a.n. Koperasi Contoh Maju Bersama" }, ChangeCard { setting: Name, role: Secretary, at: 2026-11-22T02:00:00Z, old: "Koperasi Contoh <Lama>", new: "Koperasi Contoh Maju" }, ChangeCard { setting: QuietHours, role: Secretary, at: 2026-11-22T02:00:00Z, old: "20-8", new: "21-6" }, ChangeCard { setting: FirstMandatory, role: Secretary, at: 2026-11-22T02:00:00Z, old: "at_entry", new: "later" }, ChangeCard { setting: Contact, role: Secretary, at: 2026-11-22T02:00:00Z, old: "", new: "Jl. Contoh Raya Nomor 12, Bu Ani, 0812-0000-0000" }, ChangeCard { setting: Officers, role: Secretary, at: 2026-11-22T02:00:00Z, old: "", new: "treasurer" }, ChangeCard { setting: Officers, role: Secretary, at: 2026-11-22T02:00:00Z, old: "credit_committee", new: "" }])
        "#]],
    );
}

#[test]
fn whoever_stops_keeps_what_was_answered() {
    check(
        &World::chair(),
        expect![[r#"
            > [sb]
            < Ask { asked: Value(Name("Koperasi Contoh Maju")), walk: All, note: None }
            > Koperasi Contoh Rukun
            < Ask { asked: Value(LegalNumber("518/BH/XVI.7/2019")), walk: All, note: Some(Saved(Name("Koperasi Contoh Rukun"))) }
            $ Set { value: Name("Koperasi Contoh Rukun"), before: Name("Koperasi Contoh Maju"), version: 4, role: Chair }
            $ tell 3: Settings(News { by: Chair, news: Changed { before: Name("Koperasi Contoh Maju"), after: Name("Koperasi Contoh Rukun") } })
            > /batal
            < Left
            > [Skip]
            < StaleButton
            > [sb]
            < Ask { asked: Value(Name("Koperasi Contoh Maju")), walk: All, note: None }
            > [Stop]
            < Left
            > /batal
            < NothingToCancel
            > [sb]
            < Ask { asked: Value(Name("Koperasi Contoh Maju")), walk: All, note: None }
            > /bantuan
            < Help(Standing { member: None, roles: [Chair] }) [Continue]
            > [Skip]
            < Ask { asked: Value(LegalNumber("518/BH/XVI.7/2019")), walk: All, note: None }
            > /menu
            < Menu(Standing { member: None, roles: [Chair] }) [Continue]
        "#]],
    );
}

#[test]
fn whoever_may_not_set_anything_is_told_so() {
    let members = [World::sari(), World::treasurer(), World::stranger()];
    for world in members {
        check(
            &world,
            expect![[r#"
            > /atur
            < NotYourRole
            > [sl]
            < NotYourRole
            > [sb]
            < NotYourRole
            > [so:payment]
            < NotYourRole
            > [sh]
            < NotYourRole
            > [se:0000000000000001:skip]
            < StaleButton
"#]],
        );
    }
}

#[test]
fn who_may_set_is_a_policy() {
    let mut treasurer = World::treasurer();
    treasurer.cooperative.settings.roles = vec![Role::Treasurer];
    check(
        &treasurer,
        expect![[r#"
            > [so:zone]
            < Ask { asked: Value(Zone(Wib)), walk: One, note: None }
            > [Zone Wita]
            < List { lines: [name, number, contact, Value(Zone(Wita)), Value(Principal(100000)), Value(Mandatory(20000)), Value(FirstMandatory(AtEntry)), Value(Approvals(1)), Value(QuietHours(20-8)), payment, Officers(2), Groups(1)], note: Some(Saved(Zone(Wita))) }
            $ Set { value: Zone(Wita), before: Zone(Wib), version: 4, role: Treasurer }
            $ tell 2: Settings(News { by: Answerer { role: Treasurer, member: None }, news: Changed { before: Zone(Wib), after: Zone(Wita) } })
            $ tell 3: Settings(News { by: Answerer { role: Treasurer, member: None }, news: Changed { before: Zone(Wib), after: Zone(Wita) } })
        "#]],
    );
}

#[test]
fn a_new_officer_of_a_cooperative_that_is_not_set_up_is_offered_to_do_it() {
    let mut world = new_cooperative();
    world.person = samples::person(99, None, &[]);
    check(
        &world,
        expect![[r#"
        > /start chair-code
        < RoleGranted(Chair)
        < Offer
        $ GrantRole { role: Chair, invitation: InvitationId(inv) }
"#]],
    );
}

/// The secretary looks at what stands while the chair changes it.
#[test]
fn of_two_officers_at_once_the_second_is_told_what_stands() {
    let (before, mut since) = (World::secretary(), World::secretary());
    since.cooperative.joining.entry.principal = samples::rupiah(150_000);
    let ctx = |nonce| Ctx { seed: [nonce, 0, 0, 0, 0, 0, 0, 0, 9, 9, 9, 9, 9, 9, 9, 9], ..samples::ctx() };
    let principal = |minor| Asked::Value(Value::Principal(samples::rupiah(minor)));
    let press = |button| Input::Press(Button::Settings(button));
    let shown = answer(&before, &Dialogue::Idle, &press(SettingsButton::Open(Setting::Principal)), &ctx(1));
    let told = answer(&before, &shown.next, &Input::Text("125rb".to_owned()), &ctx(2));
    let yes = press(SettingsButton::Tap { nonce: 2, tap: SettingsTap::Yes });
    let late = answer(&since, &told.next, &yes, &ctx(3));
    let asked = SettingsReply::Ask { asked: principal(150_000), walk: Walk::One, note: Some(Note::MovedOn), nonce: 3 };
    assert_eq!((late.effects, late.replies), (vec![], vec![asked.into()]));
    // With what stands now before their eyes, the answer counts.
    let told = answer(&since, &late.next, &Input::Text("125rb".to_owned()), &ctx(4));
    let yes = press(SettingsButton::Tap { nonce: 4, tap: SettingsTap::Yes });
    let set = answer(&since, &told.next, &yes, &ctx(5));
    assert!(matches!(set.effects.first(), Some(Effect::Settings(SettingsEffect::Set { .. }))), "{:?}", set.effects);
    // Whoever wants what stands by now has nothing to change.
    let same = answer(&since, &shown.next, &Input::Text("150rb".to_owned()), &ctx(6));
    assert!(same.effects.is_empty() && same.replies.len() == 1, "{:?}", same.replies);
}

/// Whoever loses the office while a question is open sets nothing any more.
#[test]
fn an_office_that_is_lost_ends_the_form() {
    let ctx = |nonce| Ctx { seed: [nonce; 16], ..samples::ctx() };
    let begin = Input::Press(Button::Settings(SettingsButton::Open(Setting::Name)));
    let shown = answer(&World::chair(), &Dialogue::Idle, &begin, &ctx(1));
    let mut former = World::chair();
    former.person.roles = vec![Role::Educator];
    let nonce = u64::from_le_bytes([1; 8]);
    for late in [
        Input::Text("Koperasi Contoh Rukun".to_owned()),
        Input::Text("lewati".to_owned()),
        Input::Press(Button::Settings(SettingsButton::Tap { nonce, tap: SettingsTap::Skip })),
    ] {
        let outcome = answer(&former, &shown.next, &late, &ctx(2));
        assert_eq!((outcome.next, outcome.replies), (Dialogue::Idle, vec![HomeReply::NotYourRole.into()]), "{late:?}");
    }
}

/// What is kept of a consent is the hash of the text that was shown: with the name that stood in it.
#[test]
fn whoever_agreed_under_another_name_is_asked_once_more() {
    let ctx = |nonce| Ctx { seed: [nonce, 0, 0, 0, 0, 0, 0, 0, 9, 9, 9, 9, 9, 9, 9, 9], ..samples::ctx() };
    let press = |nonce, tap| Input::Press(JoiningButton::Tap { nonce, tap }.into());
    let draft = Draft { named: "Koperasi Contoh Lama".to_owned(), ..samples::draft(Whose::Own) };
    let filled = Dialogue::Joining(Joining::Confirm { nonce: 7, draft });
    let late = answer(&World::stranger(), &filled, &press(7, JoinTap::Send), &ctx(1));
    let asked = JoiningReply::Ask {
        question: Question::Consent,
        whose: Whose::Own,
        problem: Some(Problem::Renamed),
        heard: None,
        nonce: 1,
    };
    assert_eq!((late.effects, late.replies), (vec![], vec![asked.into()]));
    let agreed = answer(&World::stranger(), &late.next, &press(1, JoinTap::Agree), &ctx(2));
    assert!(matches!(agreed.replies[..], [Reply::Joining(JoiningReply::Summary { .. })]), "{:?}", agreed.replies);
    let sent = answer(&World::stranger(), &agreed.next, &press(2, JoinTap::Send), &ctx(3));
    assert_eq!(sent.replies, [JoiningReply::Sent.into()]);
    // It was renamed while the text with its name was on the screen.
    let mut renamed = World::stranger();
    renamed.cooperative.name = "Koperasi Contoh Rukun".to_owned();
    let join = Input::Command { command: Command::Join, rest: String::new() };
    let shown = answer(&World::stranger(), &Dialogue::Idle, &join, &ctx(5));
    let late = answer(&renamed, &shown.next, &press(5, JoinTap::Agree), &ctx(6));
    let asked = JoiningReply::Ask {
        question: Question::Consent,
        whose: Whose::Own,
        problem: Some(Problem::Renamed),
        heard: None,
        nonce: 6,
    };
    assert_eq!(late.replies, [asked.into()]);
    let agreed = answer(&renamed, &late.next, &press(6, JoinTap::Agree), &ctx(7));
    assert!(matches!(agreed.replies[..], [Reply::Joining(JoiningReply::Ask { question: Question::Name, .. })]));
    // A draft of an earlier release does not tell the name, and no name had changed then.
    let earlier = Dialogue::Joining(Joining::Confirm { nonce: 7, draft: samples::draft(Whose::Own) });
    let sent = answer(&World::stranger(), &earlier, &press(7, JoinTap::Send), &ctx(4));
    assert_eq!(sent.replies, [JoiningReply::Sent.into()]);
}
