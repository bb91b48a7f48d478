//! Applications are kept sealed, once for each NIK and person, and end as a candidate or as nothing.

use domain::entry::EntryTerms;
use domain::ids::PersonId;
use domain::ledger::{Journal, JournalKind};
use domain::locale::Locale;
use domain::member::{MemberStatus, Savings};
use domain::member_number::Pattern;
use domain::nik::Nik;
use domain::request::RequestStatus;
use store::admissions::{admit_in, forget_in};
use store::applications::{Taken, add_in, find_open_in, taken_in, terms_in, waiting_since_in};
use store::people;
use store::register::{activate_in, cards_in, fall_back_in, next_number_in, set_pattern_in};
use store::requests;
use store::{StoreError, members};

use crate::support::{Fresh, both_databases, in_unit};
use crate::world::{
    CASH, NIK, NOW, admission, application, application_request, coop, day, found, keys, member, money,
    new_application, new_member, person, post, posting, reversal, savings, transfer,
};

const OTHER_NIK: &str = "3515144508680003";

async fn apply(fresh: &Fresh, id: u128, who: Option<i64>, nik: &str) -> Result<(), StoreError> {
    let new = new_application(1, id, who, nik);
    in_unit!(fresh.db, tx => add_in(tx, &keys(), &[new], NOW).await)
}

async fn admit(fresh: &Fresh, of: u128, who: u128, number: &str) -> Result<(), StoreError> {
    let admission = admission(1, of, who, number);
    in_unit!(fresh.db, tx => admit_in(tx, &keys(), &[admission], NOW).await)
}

async fn taken(fresh: &Fresh, cooperative: u128, nik: &str, phone: &str) -> Taken {
    let asked = [(coop(cooperative), (Nik::parse(nik), Some(phone.to_owned())))];
    in_unit!(fresh.db, tx => taken_in(tx, &keys(), &asked).await).unwrap()[0]
}

fn is_stale<T: std::fmt::Debug>(result: &Result<T, StoreError>) -> bool {
    matches!(result, Err(StoreError::Stale { .. }))
}

both_databases! {
    async fn an_application_is_read_back_and_nothing_of_it_in_clear(fresh) {
        found(&fresh.db, 1).await;
        apply(fresh, 1, Some(70), NIK).await.unwrap();
        in_unit!(fresh.db, tx => people::set_locales_in(tx, &[(person(1, 70), Locale::En)]).await).unwrap();
        let asked = [(coop(1), application(1)), (coop(1), application(2)), (coop(2), application(1))];
        let found = in_unit!(fresh.db, tx => find_open_in(tx, &keys(), &asked).await).unwrap();
        let read = found[0].as_ref().unwrap();
        let new = new_application(1, 1, Some(70), NIK);
        assert_eq!((&read.name, read.address, &read.phone, read.terms), (&new.name, new.address, &new.phone, new.terms));
        assert_eq!((&read.details, read.applicant), (&new.details, Some((PersonId(70), Some(Locale::En)))));
        assert_eq!((&found[1], &found[2]), (&None, &None));
        let kept = fresh.side().await.texts("SELECT personal_key || phone || details || nik_hash FROM applications").await;
        assert!(!kept[0].contains(NIK) && !kept[0].contains("8120000") && !kept[0].contains("BRI"), "{kept:?}");
        let waits = in_unit!(fresh.db, tx => waiting_since_in(tx, &[person(1, 70), person(1, 71)]).await).unwrap();
        assert_eq!(waits, [Some((application(1), NOW)), None]);
    }

    async fn a_nik_and_a_person_apply_once_at_a_time(fresh) {
        found(&fresh.db, 1).await;
        apply(fresh, 1, Some(70), NIK).await.unwrap();
        assert!(is_stale(&apply(fresh, 2, Some(71), NIK).await));
        assert!(is_stale(&apply(fresh, 3, Some(70), OTHER_NIK).await));
        assert_eq!(taken(fresh, 1, NIK, "").await, Taken { nik_of_application: true, ..Taken::default() });
        assert_eq!(taken(fresh, 2, NIK, "+62811").await, Taken::default());
        assert_eq!(taken(fresh, 1, OTHER_NIK, "+62811").await, Taken { phone_of_member: true, ..Taken::default() });
        in_unit!(fresh.db, tx => forget_in(tx, &[(coop(1), application(1), RequestStatus::Refused)]).await).unwrap();
        assert!(is_stale(&in_unit!(fresh.db, tx => forget_in(tx, &[(coop(1), application(1), RequestStatus::Refused)]).await)));
        apply(fresh, 2, Some(70), NIK).await.unwrap();
    }

    async fn an_admitted_applicant_is_a_linked_candidate_and_the_application_is_empty(fresh) {
        found(&fresh.db, 1).await;
        apply(fresh, 1, Some(70), NIK).await.unwrap();
        let number = in_unit!(fresh.db, tx => next_number_in(tx, coop(1)).await).unwrap();
        assert_eq!(number, "A-004");
        admit(fresh, 1, 9, &number).await.unwrap();
        let cards = in_unit!(fresh.db, tx => cards_in(tx, &keys(), &[(coop(1), number.clone())]).await).unwrap();
        let card = cards[0].as_ref().unwrap();
        assert_eq!((card.member.status, card.member.joined_on), (MemberStatus::Candidate, day("2026-11-24")));
        assert!(card.is_linked);
        assert_eq!(card.details.as_ref(), Some(&new_application(1, 1, None, NIK).details));
        assert_eq!(taken(fresh, 1, NIK, "+6281200000099").await,
            Taken { nik_of_member: true, nik_of_application: false, phone_of_member: true });
        let left = "SELECT name || personal_key || phone || details || nik_hash FROM applications";
        assert_eq!(fresh.side().await.texts(left).await, [""]);
        let asked = [(coop(1), member(9)), (coop(1), member(1)), (coop(2), member(9))];
        let terms = EntryTerms { principal: money(100_000), mandatory: money(20_000) };
        assert_eq!(in_unit!(fresh.db, tx => terms_in(tx, &asked).await).unwrap(), [Some(terms), None, None]);
        assert!(is_stale(&admit(fresh, 1, 10, "A-005").await), "it is decided");
    }

    async fn the_next_number_is_behind_the_highest_of_the_pattern_that_is_set(fresh) {
        found(&fresh.db, 1).await;
        found(&fresh.db, 2).await;
        let mut id: u128 = 20;
        let extraordinary: Vec<String> = (3..=60).map(|n| format!("A-LB-{n:03}")).collect();
        let some = |numbers: &[&str]| numbers.iter().map(|it| (*it).to_owned()).collect::<Vec<String>>();
        for (pattern, numbers, next) in [
            // Where nothing is set, most of the newest numbers tell, and not the last of them.
            ("", some(&["PENDIRI-1"]), "A-004"),
            ("", some(&["A-LB-001", "A-LB-002", "A-0005"]), "A-006"),
            ("A-###", extraordinary, "A-006"),
            ("A-LB-##", some(&["A-LB-9", "A-LB-00061"]), "A-LB-62"),
            ("###/KSP/2026", some(&["007/KSP/2026", "999/KSP/2025", "/KSP/2026", "X7/KSP/2026"]), "008/KSP/2026"),
            ("K#", some(&["K", "K9"]), "K10"),
            ("#", some(&["00000000000000000007", "12"]), "13"),
            ("A-###", some(&["A-999999999999999999"]), "B-001"),
        ] {
            let entry = |number: String| {
                id += 1;
                members::NewMember { number, ..new_member(id, "") }
            };
            let entries: Vec<members::NewMember> = numbers.into_iter().map(entry).collect();
            in_unit!(fresh.db, tx => {
                if let Some(pattern) = Pattern::parse(pattern) {
                    set_pattern_in(tx, coop(1), &pattern).await?;
                }
                members::add_in(tx, &keys(), coop(1), &entries, NOW).await
            })
            .unwrap();
            assert_eq!(in_unit!(fresh.db, tx => next_number_in(tx, coop(1)).await).unwrap(), next, "{pattern}");
        }
        assert_eq!(in_unit!(fresh.db, tx => next_number_in(tx, coop(2)).await).unwrap(), "A-004");
        assert_eq!(in_unit!(fresh.db, tx => next_number_in(tx, coop(9)).await).unwrap(), "A-001");
    }

    async fn a_number_or_a_nik_that_another_was_given_is_stale(fresh) {
        found(&fresh.db, 1).await;
        apply(fresh, 1, None, NIK).await.unwrap();
        assert!(is_stale(&admit(fresh, 1, 9, "A-003").await));
        admit(fresh, 1, 9, "A-004").await.unwrap();
        // The form looks before; whoever got past it meets the register.
        apply(fresh, 2, None, NIK).await.unwrap();
        assert!(is_stale(&admit(fresh, 2, 10, "A-005").await));
    }

    async fn a_candidate_becomes_a_member_once(fresh) {
        found(&fresh.db, 1).await;
        found(&fresh.db, 2).await;
        apply(fresh, 1, None, NIK).await.unwrap();
        admit(fresh, 1, 9, "A-004").await.unwrap();
        for (cooperative, who, is_new) in [(1, 1, false), (2, 9, false), (1, 9, true), (1, 9, false)] {
            let activated = [(coop(cooperative), member(who), day("2026-12-01"))];
            let done = in_unit!(fresh.db, tx => activate_in(tx, &activated).await);
            assert_eq!(done.is_ok(), is_new, "{cooperative} {who}: {done:?}");
        }
        let wanted = [(coop(1), members::Wanted::Id(member(9)))];
        let read = in_unit!(fresh.db, tx => members::find_in(tx, &wanted).await).unwrap().remove(0).unwrap();
        assert_eq!((read.member.status, read.member.joined_on), (MemberStatus::Active, day("2026-12-01")));
    }

    async fn who_no_longer_has_the_entry_paid_is_a_candidate_again(fresh) {
        found(&fresh.db, 1).await;
        apply(fresh, 1, None, NIK).await.unwrap();
        admit(fresh, 1, 9, "A-004").await.unwrap();
        let paid = [(Savings::Principal, 100_000), (Savings::Mandatory, 20_000)];
        let transfers = paid.map(|(kind, minor)| transfer(CASH, savings(kind, 9), minor)).to_vec();
        let payment = posting(1, 1, Journal::try_new(JournalKind::Deposit, day("2026-12-01"), transfers).unwrap());
        post(&fresh.db, vec![payment.clone()]).await.unwrap();
        in_unit!(fresh.db, tx => activate_in(tx, &[(coop(1), member(9), day("2026-12-01"))]).await).unwrap();
        let both = [(coop(1), member(9)), (coop(1), member(1))];
        assert_eq!(in_unit!(fresh.db, tx => fall_back_in(tx, &both).await).unwrap(), 0, "all is paid");
        post(&fresh.db, vec![reversal(&payment, 2, "2026-12-02")]).await.unwrap();
        assert_eq!(in_unit!(fresh.db, tx => fall_back_in(tx, &both).await).unwrap(), 1, "and nobody else falls back");
        let wanted = [(coop(1), members::Wanted::Id(member(9)))];
        let read = in_unit!(fresh.db, tx => members::find_in(tx, &wanted).await).unwrap().remove(0).unwrap();
        assert_eq!(read.member.status, MemberStatus::Candidate);
    }

    async fn a_person_who_was_linked_meanwhile_stays_linked(fresh) {
        found(&fresh.db, 1).await;
        apply(fresh, 1, Some(70), NIK).await.unwrap();
        in_unit!(fresh.db, tx => people::link_in(tx, &[(person(1, 70), member(2))], NOW).await).unwrap();
        admit(fresh, 1, 9, "A-004").await.unwrap();
        let read = in_unit!(fresh.db, tx => people::load_in(tx, &[person(1, 70)]).await).unwrap().remove(0);
        assert_eq!(read.links.iter().map(|it| it.member.member_id).collect::<Vec<_>>(), [member(2)]);
    }

    async fn a_twin_keeps_its_applications(fresh) {
        found(&fresh.db, 1).await;
        found(&fresh.db, 2).await;
        for cooperative in [1, 2] {
            let new = new_application(cooperative, 1, Some(70), NIK);
            in_unit!(fresh.db, tx => {
                add_in(tx, &keys(), &[new], NOW).await?;
                requests::open_in(tx, &keys(), &[application_request(cooperative, 1, 1)], NOW).await
            })
            .unwrap();
        }
        admit(fresh, 1, 9, "A-004").await.unwrap();
        let asked = [(coop(2), application(1))];
        assert!(in_unit!(fresh.db, tx => find_open_in(tx, &keys(), &asked).await).unwrap()[0].is_some());
        let card = [(coop(2), "A-004".to_owned())];
        assert_eq!(in_unit!(fresh.db, tx => cards_in(tx, &keys(), &card).await).unwrap(), [None]);
        assert_eq!(in_unit!(fresh.db, tx => next_number_in(tx, coop(2)).await).unwrap(), "A-004");
        let other = in_unit!(fresh.db, tx => requests::open_in(tx, &keys(), &[application_request(1, 2, 7)], NOW).await);
        assert!(is_stale(&other), "{other:?}");
    }
}

both_databases! {
    async fn a_nik_and_a_phone_are_free_again_when_a_membership_has_ended(fresh) {
        found(&fresh.db, 1).await;
        apply(fresh, 1, Some(70), NIK).await.unwrap();
        admit(fresh, 1, 9, "A-004").await.unwrap();
        assert_eq!(taken(fresh, 1, OTHER_NIK, "").await, Taken::default(), "another's number is another's");
        let end = format!("UPDATE members SET status = 'ended' WHERE member_id = '{}'", member(9));
        fresh.side().await.must(&end).await;
        assert_eq!(taken(fresh, 1, NIK, "+6281200000099").await, Taken::default());
        apply(fresh, 2, Some(71), NIK).await.unwrap();
        admit(fresh, 2, 10, "A-005").await.unwrap();
    }

    async fn an_application_that_is_taken_back_is_forgotten_and_waits_no_longer(fresh) {
        found(&fresh.db, 1).await;
        apply(fresh, 1, Some(70), NIK).await.unwrap();
        let ends = [(coop(1), application(1), RequestStatus::TakenBack)];
        in_unit!(fresh.db, tx => forget_in(tx, &ends).await).unwrap();
        let mut side = fresh.side().await;
        let kept = side.texts("SELECT status || name || personal_key || phone || details FROM applications").await;
        assert_eq!(kept, ["taken_back"]);
        let waits = in_unit!(fresh.db, tx => waiting_since_in(tx, &[person(1, 70)]).await).unwrap();
        assert_eq!(waits, [None]);
        assert_eq!(taken(fresh, 1, NIK, "").await, Taken::default());
    }

    async fn whoever_is_a_candidate_does_not_fall_back(fresh) {
        found(&fresh.db, 1).await;
        apply(fresh, 1, None, NIK).await.unwrap();
        admit(fresh, 1, 9, "A-004").await.unwrap();
        assert_eq!(in_unit!(fresh.db, tx => fall_back_in(tx, &[(coop(1), member(9))]).await).unwrap(), 0);
    }
}
