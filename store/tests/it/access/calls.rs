//! Doors, shared accounts and codes: one call of every function beside a twin.

use domain::access::{Deed, Door, Lock};
use domain::invitation::Proof;
use domain::secret::{Pin, Tries};
use store::doors::{self, NewEvent, Put};
use store::invitations::{self, Grant, Invitation};
use store::letters::{self, NewLetter};
use store::links::{self, Link, Opening};
use store::people::PersonKey;
use store::pins::{self, NewPin};
use store::tries::{self, Secret};

use crate::twin_calls::calls;
use crate::world::{NOW, coop, invitation, keys, member, person};

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

calls! { READS:
    invitations::offices_in, tx => invitations::offices_in(tx, &[coop(1)], NOW);
    letters::without_letter_in, tx => letters::without_letter_in(tx, coop(1), NOW, 9);
    letters::by_number_in, tx => letters::by_number_in(tx, coop(1), "A-002".into());
    letters::by_number_in, tx => letters::by_number_in(tx, coop(1), "A-009".into());
    invitations::find_in, tx =>
        invitations::find_in(tx, &keys(), &[(coop(1), "kode".into()), (coop(1), "kode9".into())]);
    doors::events_in, tx => doors::events_in(tx, &keys(), &[(coop(1), member(1)), (coop(1), member(9))]);
    pins::check_in, tx =>
        pins::check_in(tx, &keys(), &[(coop(1), member(1), digits()), (coop(1), member(9), digits())]);
    tries::find_in, tx => tries::find_in(tx, &[(person(1, 5), Secret::Code), (person(1, 9), Secret::Code)]);
}

calls! { WRITES:
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
}
