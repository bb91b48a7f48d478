//! Letters with a code: who gets one, and which of a member's letters is good.

use domain::ids::CooperativeId;
use domain::invitation::Proof;
use store::invitations::{Grant, Invitation};
use store::letters::{self, NewLetter};
use store::members::{self, Wanted};
use store::{Db, invitations, people};

use crate::support::{both_databases, in_unit};
use crate::world::{NOW, coop, found, invitation, keys, member, person};

const MONTH: i64 = 30 * 24 * 3_600 * 1_000_000;

async fn to_write_to(db: &Db, cooperative: CooperativeId, now_us: i64, limit: i64) -> Vec<String> {
    let members = in_unit!(db, tx => letters::without_letter_in(tx, cooperative, now_us, limit).await).unwrap();
    members.into_iter().map(|member| member.number).collect()
}

async fn write(db: &Db, id: u128, code: &str, now_us: i64) {
    let letters = [NewLetter { invitation_id: invitation(id), member_id: member(1), code: code.to_owned() }];
    in_unit!(db, tx => letters::issue_in(tx, &keys(), coop(1), &letters, now_us + MONTH, now_us).await).unwrap();
}

both_databases! {
    async fn a_letter_goes_to_members_with_a_phone_who_are_not_linked(fresh) {
        found(&fresh.db, 1).await;
        found(&fresh.db, 2).await;
        assert_eq!(to_write_to(&fresh.db, coop(1), NOW, 9).await, ["A-001", "A-002"]);
        assert_eq!(to_write_to(&fresh.db, coop(1), NOW, 1).await, ["A-001"]);
        in_unit!(fresh.db, tx => people::link_in(tx, &[(person(1, 5), member(2))], NOW).await).unwrap();
        assert_eq!(to_write_to(&fresh.db, coop(1), NOW, 9).await, ["A-001"]);
        let linked = in_unit!(fresh.db, tx => letters::by_number_in(tx, coop(1), "A-002".to_owned()).await).unwrap();
        assert_eq!(linked, None);
        assert_eq!(to_write_to(&fresh.db, coop(2), NOW, 9).await, ["A-001", "A-002"], "the twin has no links");
    }

    async fn whoever_has_a_letter_that_is_good_gets_none(fresh) {
        found(&fresh.db, 1).await;
        write(&fresh.db, 1, "K7MP-3XQT", NOW).await;
        assert_eq!(to_write_to(&fresh.db, coop(1), NOW, 9).await, ["A-002"]);
        assert_eq!(to_write_to(&fresh.db, coop(1), NOW + MONTH, 9).await, ["A-001", "A-002"]);
        assert_eq!(to_write_to(&fresh.db, coop(1), i64::MAX, 9).await, ["A-001", "A-002"], "written to anew");
    }

    async fn only_the_newest_letter_is_good(fresh) {
        found(&fresh.db, 1).await;
        found(&fresh.db, 2).await;
        let twin = [NewLetter { invitation_id: invitation(1), member_id: member(1), code: "K7MP-3XQT".to_owned() }];
        in_unit!(fresh.db, tx => letters::issue_in(tx, &keys(), coop(2), &twin, NOW + MONTH, NOW).await).unwrap();
        write(&fresh.db, 1, "K7MP-3XQT", NOW).await;
        write(&fresh.db, 2, "22222222", NOW + 7).await;
        let asked = [(coop(1), "K7MP-3XQT"), (coop(1), "22222222"), (coop(2), "K7MP-3XQT")]
            .map(|(cooperative, code)| (cooperative, code.to_owned()));
        let found = in_unit!(fresh.db, tx => invitations::find_in(tx, &keys(), &asked).await).unwrap();
        let ends: Vec<i64> = found.iter().map(|letter| letter.unwrap().expires_at_us).collect();
        assert_eq!(ends, [NOW + 7, NOW + 7 + MONTH, NOW + MONTH]);
        assert!(found.iter().all(|letter| letter.unwrap().proof == Proof::CodeAndPhone), "{found:?}");
    }

    async fn a_phone_is_compared_with_the_register_of_that_member(fresh) {
        found(&fresh.db, 1).await;
        found(&fresh.db, 2).await;
        let hash = |cooperative, phone: &str| members::phone_hash(&keys(), cooperative, phone);
        let asked = [
            (coop(1), (member(1), hash(coop(1), "+62811"))),
            (coop(1), (member(2), hash(coop(1), "+62811"))),
            (coop(1), (member(1), hash(coop(2), "+62811"))),
            (coop(1), (member(3), String::new())),
            (coop(2), (member(1), hash(coop(2), "+62811"))),
        ];
        let have = in_unit!(fresh.db, tx => members::have_phone_in(tx, &asked).await).unwrap();
        assert_eq!(have, [true, false, false, false, true]);
        let wanted = [(coop(1), Wanted::Number("A-003".to_owned()))];
        assert!(in_unit!(fresh.db, tx => members::find_in(tx, &wanted).await).unwrap()[0].is_some());
    }
}

both_databases! {
    async fn nobody_whose_membership_has_ended_is_written_to(fresh) {
        found(&fresh.db, 1).await;
        let end = format!("UPDATE members SET status = 'ended' WHERE member_id = '{}'", member(1));
        fresh.side().await.must(&end).await;
        assert_eq!(to_write_to(&fresh.db, coop(1), NOW, 9).await, ["A-002"]);
    }

    /// A code from the office is no letter, and what is over already keeps its end.
    async fn a_new_letter_ends_letters_only_and_those_that_are_good(fresh) {
        found(&fresh.db, 1).await;
        write(&fresh.db, 1, "K7MP-3XQT", NOW - 2 * MONTH).await;
        let code = Invitation {
            invitation_id: invitation(2),
            grant: Grant::Member(member(1)),
            proof: Proof::Code,
            expires_at_us: NOW + 9,
            used_by: None,
            made_by: None,
        };
        let codes = [(code, "kode".to_owned())];
        in_unit!(fresh.db, tx => invitations::add_in(tx, &keys(), coop(1), &codes).await).unwrap();
        write(&fresh.db, 3, "22222222", NOW).await;
        let ends = fresh.side().await.numbers("SELECT expires_at FROM invitations ORDER BY invitation_id").await;
        assert_eq!(ends, [NOW - MONTH, NOW + 9, NOW + MONTH]);
    }
}
