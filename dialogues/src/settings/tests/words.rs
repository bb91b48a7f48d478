//! Transcripts: words instead of buttons.

use expect_test::expect;

use crate::hub::tests::check;
use crate::hub::tests::world::World;

#[test]
fn words_count_as_the_buttons_of_a_setting() {
    check(
        &World::chair(),
        expect![[r#"
            > [sb]
            < Ask { asked: Value(Name("Koperasi Contoh Maju")), walk: All, note: None }
            > lanjut
            < Ask { asked: Value(LegalNumber("518/BH/XVI.7/2019")), walk: All, note: None }
            > nanti
            < Ask { asked: Value(Contact("Jl. Contoh 1, Senin-Jumat 08.00-15.00")), walk: All, note: None }
            > [Back]
            < Ask { asked: Value(LegalNumber("518/BH/XVI.7/2019")), walk: All, note: None }
            > kembali
            < Ask { asked: Value(Name("Koperasi Contoh Maju")), walk: All, note: None }
            > betul
            < Ask { asked: Value(Name("Koperasi Contoh Maju")), walk: All, note: None }
            > saldo
            < NotLinked
            < FormWaits
            > lanjut
            < Keys(Officer)
            < Ask { asked: Value(Name("Koperasi Contoh Maju")), walk: All, note: None }
            > [so:principal]
            < Ask { asked: Value(Principal(100000)), walk: One, note: None }
            > 150rb
            < Confirm { value: Principal(150000) }
            > ubah
            < Ask { asked: Value(Principal(100000)), walk: One, note: None }
            > 150rb
            < Confirm { value: Principal(150000) }
            > status
            < NothingOpen [Continue]
            > ya
            < Confirm { value: Principal(150000) }
            > ya
            < List { lines: [name, number, contact, Value(Zone(Wib)), Value(Principal(150000)), Value(Mandatory(20000)), Value(FirstMandatory(AtEntry)), Value(Approvals(1)), Value(QuietHours(20-8)), payment, Officers(2), Groups(1)], note: Some(Saved(Principal(150000))) }
            $ Set { value: Principal(150000), before: Principal(100000), version: 4, role: Chair }
            $ tell 3: Settings(News { by: Chair, news: Changed { before: Principal(100000), after: Principal(150000) } })
        "#]],
    );
}
