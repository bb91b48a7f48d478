//! Doors, who is on an account, PINs and wrong tries.

use chrono::DateTime;
use domain::access::{Deed, Door, Lock};
use domain::ids::PersonId;
use domain::invitation::Proof;
use domain::request::{ApprovalPolicy, Subject};
use domain::role::Role;
use domain::secret::{Pin, Tries};
use store::StoreError;
use store::doors::{self, NewEvent, Put};
use store::invitations::{self, Grant, Invitation};
use store::links::{self, Link, Opening};
use store::members::{self, Wanted};
use store::people;
use store::pins::{self, NewPin};
use store::requests::{self, NewRequest};
use store::tries::{self, Secret};

use crate::support::{both_databases, in_unit};
use crate::world::{NOW, coop, found, invitation, keys, member, person, request};

fn put(lock: Lock, version: i64) -> Put {
    Put { cooperative: coop(1), member: member(1), door: Door { lock, cooling_until: None, version } }
}

fn event(cause_key: &str, deed: Deed) -> NewEvent {
    NewEvent {
        cause_key: cause_key.into(),
        by: person(1, 30),
        member: member(1),
        deed,
        old: Some(PersonId(5)),
        new: None,
        words: "KTP cocok".into(),
    }
}

fn digits(text: &str) -> Pin {
    Pin::read(text).unwrap()
}

fn new_pin(text: &str) -> NewPin {
    NewPin { cooperative: coop(1), member: member(1), pin: digits(text), salt: [3; 16] }
}

both_databases! {
    async fn a_door_changes_only_from_what_was_read(fresh) {
        found(&fresh.db, 1).await;
        in_unit!(fresh.db, tx => doors::put_in(tx, &[put(Lock::Frozen, 0)]).await).unwrap();
        for read in [0, 2] {
            let late = in_unit!(fresh.db, tx => doors::put_in(tx, &[put(Lock::Open, read)]).await);
            assert!(matches!(late, Err(StoreError::Stale { what: "a door" })), "{read}: {late:?}");
        }
        let door = |lock, cooling_until, version| Door { lock, cooling_until, version };
        let until = DateTime::from_timestamp_micros(NOW + 5);
        in_unit!(fresh.db, tx => {
            let wanted = [(coop(1), Wanted::Id(member(1)))];
            let link = members::find_in(tx, &wanted).await?.remove(0).unwrap();
            assert_eq!(link.door, door(Lock::Frozen, None, 1));
            let cooling = Put { door: door(Lock::Open, until, 1), ..put(Lock::Open, 1) };
            doors::put_in(tx, &[cooling]).await?;
            let link = members::find_in(tx, &wanted).await?.remove(0).unwrap();
            assert_eq!(link.door, door(Lock::Open, until, 2));
            Ok(())
        })
        .unwrap();
    }

    async fn what_was_done_is_kept_newest_first_and_each_cause_once(fresh) {
        found(&fresh.db, 1).await;
        in_unit!(fresh.db, tx => {
            doors::add_events_in(tx, &keys(), &[event("in:1:0", Deed::Lost)], NOW).await?;
            doors::add_events_in(tx, &keys(), &[event("in:2:0", Deed::Opened)], NOW + 1).await
        })
        .unwrap();
        let again = in_unit!(fresh.db, tx => {
            doors::add_events_in(tx, &keys(), &[event("in:2:0", Deed::Opened)], NOW + 2).await
        });
        assert!(matches!(again, Err(StoreError::Constraint(_))), "{again:?}");
        let events = in_unit!(fresh.db, tx => doors::events_in(tx, &keys(), &[(coop(1), member(1))]).await).unwrap();
        let deeds: Vec<_> = events[0].iter().map(|event| (event.deed, event.happened_at_us)).collect();
        assert_eq!(deeds, [(Deed::Opened, NOW + 1), (Deed::Lost, NOW)]);
        assert_eq!((events[0][0].words.as_str(), events[0][0].by), ("KTP cocok", PersonId(30)));
        let words = fresh.side().await.texts("SELECT words FROM door_events").await;
        assert!(words.iter().all(|sealed| !sealed.contains("KTP")), "{words:?}");
    }

    async fn nobody_before_a_frozen_door_is_told_what_officers_are_told(fresh) {
        found(&fresh.db, 1).await;
        let asked = [(coop(1), vec![Role::Chair])];
        in_unit!(fresh.db, tx => {
            people::link_in(tx, &[(person(1, 5), member(1))], NOW).await?;
            people::grant_in(tx, &[(person(1, 5), Role::Chair), (person(1, 6), Role::Chair)], NOW).await?;
            assert_eq!(people::officers_in(tx, &asked).await?[0].len(), 2);
            doors::put_in(tx, &[put(Lock::Frozen, 0)]).await?;
            assert_eq!(people::officers_in(tx, &asked).await?[0], [(PersonId(6), None)]);
            Ok(())
        })
        .unwrap();
    }

    async fn three_members_share_an_account_and_one_of_them_is_in(fresh) {
        found(&fresh.db, 1).await;
        let here = |n| Link { person: person(1, 5), member: member(n) };
        in_unit!(fresh.db, tx => {
            links::add_in(tx, &[(here(1), 1), (here(2), 2), (here(3), 3)], NOW).await?;
            links::open_in(tx, &[Opening { person: person(1, 5), member: member(3), until_us: NOW + 9 }]).await?;
            links::open_in(tx, &[Opening { person: person(1, 5), member: member(2), until_us: NOW + 9 }]).await?;
            let person = people::load_in(tx, &[person(1, 5)]).await?.remove(0);
            let open: Vec<_> = person.links.iter().map(|it| (it.slot, it.open_until_us)).collect();
            assert_eq!(open, [(1, 0), (2, NOW + 9), (3, 0)]);
            let link = members::find_in(tx, &[(coop(1), Wanted::Id(member(3)))]).await?.remove(0).unwrap();
            assert_eq!(link.on_account, 3);
            links::remove_in(tx, &[here(2)]).await
        })
        .unwrap();
        let twice = in_unit!(fresh.db, tx => links::remove_in(tx, &[here(2)]).await);
        assert!(matches!(twice, Err(StoreError::Stale { .. })), "{twice:?}");
        let taken = in_unit!(fresh.db, tx => links::add_in(tx, &[(here(2), 3)], NOW).await);
        assert!(matches!(taken, Err(StoreError::Constraint(_))), "{taken:?}");
    }

    // Whoever holds the phone that was lost must not hold the office again, once the membership has moved away.
    async fn an_office_goes_with_the_last_membership_that_is_taken_from_an_account(fresh) {
        found(&fresh.db, 1).await;
        found(&fresh.db, 2).await;
        let here = |n| Link { person: person(1, 5), member: member(n) };
        let roles = |people: Vec<people::Person>| people.into_iter().map(|it| it.roles).collect::<Vec<_>>();
        let (chair, all) = (vec![Role::Chair], [person(1, 5), person(1, 6), person(2, 5)]);
        in_unit!(fresh.db, tx => {
            links::add_in(tx, &[(here(1), 1), (here(2), 2)], NOW).await?;
            let grants = all.map(|who| (who, Role::Chair));
            people::grant_in(tx, &grants, NOW).await?;
            links::remove_in(tx, &[here(2)]).await?;
            assert_eq!(roles(people::load_in(tx, &all).await?), [chair.clone(), chair.clone(), chair.clone()]);
            links::remove_in(tx, &[here(1)]).await?;
            assert_eq!(roles(people::load_in(tx, &all).await?), [vec![], chair.clone(), chair]);
            Ok(())
        })
        .unwrap();
    }

    async fn a_pin_is_compared_and_never_kept(fresh) {
        found(&fresh.db, 1).await;
        let ask = |text: &str| [(coop(1), member(1), digits(text)), (coop(1), member(2), digits(text))];
        let (right, wrong, gone) = (ask("274913"), ask("274914"), ask("274913"));
        in_unit!(fresh.db, tx => {
            pins::put_in(tx, &keys(), &[new_pin("111222")], NOW).await?;
            pins::put_in(tx, &keys(), &[new_pin("274913")], NOW).await?;
            assert_eq!(pins::check_in(tx, &keys(), &right).await?, [Some(true), None]);
            assert_eq!(pins::check_in(tx, &keys(), &wrong).await?, [Some(false), None]);
            let others = store::Keyring::new(&[8; 32]);
            assert_eq!(pins::check_in(tx, &others, &right).await?, [Some(false), None]);
            Ok(())
        })
        .unwrap();
        let kept = fresh.side().await.texts("SELECT salt || hash FROM pins").await;
        assert!(kept.len() == 1 && !kept[0].contains("274913"), "{kept:?}");
        in_unit!(fresh.db, tx => {
            pins::drop_in(tx, &[(coop(1), member(1))]).await?;
            assert_eq!(pins::check_in(tx, &keys(), &gone).await?, [None, None]);
            Ok(())
        })
        .unwrap();
    }

    async fn tries_are_counted_for_each_secret_apart(fresh) {
        found(&fresh.db, 1).await;
        let tried = |wrong| Tries { wrong, last_at: DateTime::from_timestamp_micros(NOW) };
        in_unit!(fresh.db, tx => {
            let here = person(1, 5);
            tries::put_in(tx, &[(here, Secret::Code, tried(2)), (here, Secret::Pin(member(1)), tried(5))]).await?;
            tries::put_in(tx, &[(here, Secret::Code, tried(3))]).await?;
            let asked = [(here, Secret::Pin(member(1))), (here, Secret::Pin(member(2))), (here, Secret::Code)];
            assert_eq!(tries::find_in(tx, &asked).await?, [tried(5), Tries::default(), tried(3)]);
            Ok(())
        })
        .unwrap();
    }

    async fn a_person_has_one_open_report_and_their_twin_elsewhere_none(fresh) {
        found(&fresh.db, 1).await;
        found(&fresh.db, 2).await;
        let report = |id, about| NewRequest {
            maker: person(1, 5),
            request_id: request(id),
            subject: Subject::Lost { member: member(about), person: PersonId(5) },
            reason: "hilang di pasar".into(),
            policy: ApprovalPolicy { needed: 1, roles: vec![Role::Chair] },
        };
        let (one, other, nobody) = (report(1, 1), report(2, 2), report(3, 99));
        let missing = in_unit!(fresh.db, tx => requests::open_in(tx, &keys(), &[nobody], NOW).await);
        assert!(matches!(missing, Err(StoreError::Stale { .. })), "{missing:?}");
        in_unit!(fresh.db, tx => {
            requests::open_in(tx, &keys(), &[one], NOW).await?;
            let asked = [person(2, 5), person(1, 5), person(1, 6)];
            assert_eq!(requests::reports_in(tx, &asked).await?, [None, Some(request(1)), None]);
            Ok(())
        })
        .unwrap();
        let unknown = |by, whose| NewRequest {
            maker: person(1, by),
            request_id: request(u128::try_from(by).unwrap() + 3),
            subject: Subject::LostUnknown(PersonId(whose)),
            ..report(3, 1)
        };
        for second in [other, unknown(5, 5)] {
            let second = in_unit!(fresh.db, tx => requests::open_in(tx, &keys(), &[second], NOW).await);
            assert!(matches!(second, Err(StoreError::Constraint(_))), "{second:?}");
        }
        // About nobody in the register, and by whoever reports alone.
        let (theirs, anothers) = (unknown(6, 6), unknown(7, 8));
        let forged = in_unit!(fresh.db, tx => requests::open_in(tx, &keys(), &[anothers], NOW).await);
        assert!(matches!(forged, Err(StoreError::Stale { .. })), "{forged:?}");
        in_unit!(fresh.db, tx => {
            requests::open_in(tx, &keys(), &[theirs], NOW).await?;
            assert_eq!(requests::reports_in(tx, &[person(1, 6), person(2, 6)]).await?, [Some(request(9)), None]);
            let kept = requests::find_in(tx, &keys(), &[(coop(1), request(9))]).await?;
            assert_eq!(kept[0].as_ref().map(|it| it.subject), Some(Subject::LostUnknown(PersonId(6))));
            Ok(())
        })
        .unwrap();
    }

    async fn codes_that_were_given_out_before_are_worthless(fresh) {
        found(&fresh.db, 1).await;
        let code = |n, to| Invitation {
            invitation_id: invitation(n),
            grant: Grant::Member(member(to)),
            proof: Proof::Code,
            expires_at_us: NOW + 9,
            used_by: None,
            made_by: None,
        };
        in_unit!(fresh.db, tx => {
            invitations::add_in(tx, &keys(), coop(1), &[(code(1, 1), "satu".into()), (code(2, 2), "dua".into())]).await?;
            invitations::void_in(tx, &[(coop(1), member(1))], NOW + 1).await?;
            let asked = [(coop(1), "satu".to_owned()), (coop(1), "dua".to_owned())];
            let found = invitations::find_in(tx, &keys(), &asked).await?;
            let until: Vec<_> = found.into_iter().map(|it| it.unwrap().expires_at_us).collect();
            assert_eq!(until, [NOW + 1, NOW + 9]);
            Ok(())
        })
        .unwrap();
    }
}
