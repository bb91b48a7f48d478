//! Members and officers: one call of every function beside a twin.

use domain::locale::Locale;
use domain::lookup::Sought;
use domain::role::Role;
use store::{lookup, members, people};

use crate::twin_calls::calls;
use crate::world::{NOW, coop, keys, member, new_member, person};

calls! { READS:
    people::load_in, tx => people::load_in(tx, &[person(1, 5), person(1, 9)]);
    people::offices_in, tx => people::offices_in(tx, &[coop(1)]);
    people::officers_in, tx => people::officers_in(tx, &[(coop(1), Role::ALL.to_vec())]);
    lookup::seek_in, tx => lookup::seek_in(tx, &keys(), &["1", "a9", "anggota", "+6281900000009"]
        .map(|text| (coop(1), Sought::of(text, None).unwrap_or_default())));
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
}

calls! { WRITES:
    people::set_locales_in, tx =>
        people::set_locales_in(tx, &[(person(1, 5), Locale::Id), (person(1, 9), Locale::Id)]);
    people::holders_in, tx => people::holders_in(tx, coop(1), &[person(1, 5), person(1, 6), person(1, 9)].map(|it| it.person_id));
    people::claim_in, tx => people::claim_in(tx, &[(person(1, 9), member(9))]);
    people::claim_in, tx => people::claim_in(tx, &[(person(1, 8), member(1))]);
    people::claim_in, tx => people::claim_in(tx, &[(person(1, 6), member(1))]);
    people::drop_claims_in, tx => people::drop_claims_in(tx, &[person(1, 6), person(1, 9)]);
    people::link_in, tx => people::link_in(tx, &[(person(1, 9), member(9))], NOW);
    people::link_in, tx => people::link_in(tx, &[(person(1, 8), member(2))], NOW);
    people::grant_in, tx => people::grant_in(tx, &[(person(1, 5), Role::Educator), (person(1, 9), Role::Chair)], NOW);
    members::add_in, tx => async {
        members::add_in(tx, &keys(), coop(1), &[new_member(9, "+62819")], NOW).await
    };
}
