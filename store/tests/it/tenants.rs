//! Twin cooperatives whose local ids are all the same: what is asked or done in one touches nothing of the other.

use domain::access::{Deed, Door};
use domain::ids::{BotId, PersonId};
use domain::invitation::Proof;
use domain::locale::Locale;
use domain::member::Balances;
use domain::role::Role;
use domain::secret::{Pin, Tries};
use store::StoreError;
use store::doors::{NewEvent, Put};
use store::invitations::{self, Grant, Invitation};
use store::links::{Link, Opening};
use store::pins::NewPin;
use store::requests::{self, Decision, Verdict};
use store::tries::Secret;
use store::{doors, fences, journals, ledger, links, members, outbox, people, pins, statement_pages, tries};

use crate::constraint_rows::tables;
use crate::side::Side;
use crate::support::{Fresh, both_databases, in_unit};
use crate::world::{
    NOW, coop, day, deposit, found, invitation, journal, keys, member, message, person, post, request,
    reversal_request, update,
};

/// All rows of one cooperative or its bot, as texts.
async fn everything(side: &mut Side, cooperative: u128) -> Vec<String> {
    let mut rows = Vec::new();
    for table in tables() {
        let columns = side.columns(table.name).await;
        let owned = if columns.iter().any(|column| column == "cooperative_id") {
            format!("cooperative_id = '{}'", coop(cooperative))
        } else if columns.iter().any(|column| column == "bot_id") {
            format!("bot_id = {cooperative}")
        } else {
            continue;
        };
        let all: Vec<String> = columns.iter().map(|column| format!("CAST({column} AS TEXT)")).collect();
        let sql = format!(
            "SELECT '{}|' || {} FROM {} WHERE {owned} ORDER BY 1",
            table.name,
            all.join(" || '|' || "),
            table.name
        );
        rows.extend(side.texts(&sql).await);
    }
    rows
}

/// A door that cools down; nobody stands before it frozen.
fn put(cooperative: u128) -> Put {
    let cooling_until = chrono::DateTime::from_timestamp_micros(NOW);
    Put { cooperative: coop(cooperative), member: member(1), door: Door { cooling_until, ..Door::default() } }
}

fn event(cooperative: u128) -> NewEvent {
    NewEvent {
        cause_key: "in:1:0".into(),
        by: person(cooperative, 5),
        member: member(1),
        deed: Deed::Lost,
        old: None,
        new: None,
        words: "hilang".into(),
    }
}

fn pin(cooperative: u128) -> NewPin {
    let pin = Pin::read("274913").unwrap();
    NewPin { cooperative: coop(cooperative), member: member(1), pin, salt: [3; 16] }
}

const WRONG: Tries = Tries { wrong: 2, last_at: chrono::DateTime::from_timestamp_micros(NOW) };

/// Cooperative 2 with something of everything; cooperative 1 with members only.
async fn twins(fresh: &Fresh) {
    found(&fresh.db, 1).await;
    found(&fresh.db, 2).await;
    post(&fresh.db, vec![deposit(2, 1, 1, 5_000, "2026-11-01")]).await.unwrap();
    let code = Invitation {
        invitation_id: invitation(1),
        grant: Grant::Role(Role::Chair),
        proof: Proof::Code,
        expires_at_us: NOW + 1,
        used_by: None,
        made_by: None,
    };
    in_unit!(fresh.db, tx => {
        invitations::add_in(tx, &keys(), coop(2), &[(code, "kode".to_owned())]).await?;
        people::set_locales_in(tx, &[(person(2, 5), Locale::En)]).await?;
        people::link_in(tx, &[(person(2, 5), member(1))], NOW).await?;
        people::grant_in(tx, &[(person(2, 5), Role::Chair)], NOW).await?;
        doors::put_in(tx, &[put(2)]).await?;
        doors::add_events_in(tx, &keys(), &[event(2)], NOW).await?;
        pins::put_in(tx, &keys(), &[pin(2)], NOW).await?;
        tries::put_in(tx, &[(person(2, 5), Secret::Code, WRONG)]).await?;
        requests::open_in(tx, &keys(), &[reversal_request(2, 1, 1)], NOW).await
    })
    .unwrap();
}

both_databases! {
    async fn asking_in_one_tells_nothing_of_its_twin(fresh) {
        twins(fresh).await;
        in_unit!(fresh.db, tx => {
            assert_eq!(people::load_in(tx, &[person(1, 5)]).await?, [people::Person::default()]);
            assert_eq!(people::officers_in(tx, &[(coop(1), vec![Role::Chair])]).await?, [vec![]]);
            let wanted = [(coop(1), members::Wanted::Id(member(1)))];
            assert_eq!(members::find_in(tx, &wanted).await?[0].as_ref().unwrap().account, None);
            let of_twin = members::phone_hash(&keys(), coop(2), "+62811");
            assert_eq!(members::find_in(tx, &[(coop(1), members::Wanted::PhoneHash(of_twin))]).await?, [None]);
            assert_eq!(invitations::find_in(tx, &keys(), &[(coop(1), "kode".into())]).await?, [None]);
            assert_eq!(doors::events_in(tx, &keys(), &[(coop(1), member(1))]).await?, [vec![]]);
            let asked = [(coop(1), member(1), Pin::read("274913").unwrap())];
            assert_eq!(pins::check_in(tx, &keys(), &asked).await?, [None]);
            assert_eq!(tries::find_in(tx, &[(person(1, 5), Secret::Code)]).await?, [Tries::default()]);
            assert_eq!(requests::find_in(tx, &keys(), &[(coop(1), request(1))]).await?, [None]);
            assert_eq!(requests::list_open_in(tx, &keys(), &[person(1, 5)], 9).await?, [vec![]]);
            for wanted in [journals::Wanted::Id(journal(1)), journals::Wanted::Number(1)] {
                assert_eq!(journals::find_in(tx, &[(coop(1), wanted)]).await?, [None]);
            }
            assert_eq!(ledger::balances_in(tx, &[(coop(1), member(1))]).await?, [Balances::EMPTY]);
            let page = statement_pages::Wanted {
                cooperative: coop(1),
                member: member(1),
                since: day("2026-11-01"),
                until: day("2026-12-01"),
                skip: 0,
                take: 9,
            };
            assert_eq!(statement_pages::find_in(tx, &[page]).await?[0].lines, []);
            Ok(())
        })
        .unwrap();
    }

    async fn doing_in_one_changes_nothing_of_its_twin(fresh) {
        twins(fresh).await;
        let mut side = fresh.side().await;
        let before = everything(&mut side, 2).await;
        assert!(before.len() > 20, "{before:?}");
        // The same ids, cause keys, numbers, codes, people and updates as the twin has.
        let code = Invitation {
            invitation_id: invitation(1),
            grant: Grant::Member(member(2)),
            proof: Proof::Code,
            expires_at_us: NOW + 9,
            used_by: None,
            made_by: None,
        };
        post(&fresh.db, vec![deposit(1, 1, 1, 700, "2026-11-09")]).await.unwrap();
        in_unit!(fresh.db, tx => {
            invitations::add_in(tx, &keys(), coop(1), &[(code, "kode".to_owned())]).await?;
            invitations::use_in(tx, &[(person(1, 5), invitation(1))], NOW).await?;
            people::set_locales_in(tx, &[(person(1, 5), Locale::Id)]).await?;
            people::link_in(tx, &[(person(1, 5), member(2))], NOW).await?;
            people::grant_in(tx, &[(person(1, 5), Role::Educator)], NOW).await?;
            doors::put_in(tx, &[put(1)]).await?;
            doors::add_events_in(tx, &keys(), &[event(1)], NOW).await?;
            links::open_in(tx, &[Opening { person: person(1, 5), member: member(2), until_us: NOW }]).await?;
            links::remove_in(tx, &[Link { person: person(1, 5), member: member(2) }]).await?;
            links::add_in(tx, &[(Link { person: person(1, 5), member: member(1) }, 2)], NOW).await?;
            pins::put_in(tx, &keys(), &[pin(1)], NOW).await?;
            pins::drop_in(tx, &[(coop(1), member(1))]).await?;
            invitations::void_in(tx, &[(coop(1), member(1))], NOW).await?;
            tries::put_in(tx, &[(person(1, 5), Secret::Code, Tries::default())]).await?;
            requests::open_in(tx, &keys(), &[reversal_request(1, 1, 1)], NOW).await?;
            let verdict = Verdict::Refuse { reason: "tidak perlu".into() };
            let refuse =
                Decision { person: person(1, 5), request_id: request(1), version: 1, verdict };
            requests::decide_in(tx, &keys(), &[refuse], NOW).await?;
            store::inbox::add_in(tx, &keys(), &[update(1, 5)], NOW).await?;
            outbox::add_in(tx, &keys(), &[message(5, "in:1:0")], NOW).await?;
            fences::take_over_in(tx, &[BotId(1)], NOW).await?;
            outbox::migrate_chat_in(tx, BotId(1), domain::ids::ChatId(5), domain::ids::ChatId(6)).await?;
            outbox::drop_chat_in(tx, BotId(1), domain::ids::ChatId(6), NOW).await?;
            store::bots::set_username_in(tx, BotId(1), "satu").await
        })
        .unwrap();
        assert_eq!(everything(&mut side, 2).await, before);
    }

    async fn what_only_the_twin_has_can_not_be_used(fresh) {
        twins(fresh).await;
        let mut side = fresh.side().await;
        let before = everything(&mut side, 2).await;
        let uses = in_unit!(fresh.db, tx => invitations::use_in(tx, &[(person(1, 5), invitation(1))], NOW).await);
        assert!(matches!(uses, Err(StoreError::Stale { .. })), "{uses:?}");
        let gone = Link { person: person(1, 5), member: member(1) };
        let removed = in_unit!(fresh.db, tx => links::remove_in(tx, &[gone]).await);
        assert!(matches!(removed, Err(StoreError::Stale { .. })), "{removed:?}");
        let decision = Decision {
            person: person(1, 5),
            request_id: request(1),
            version: 1,
            verdict: Verdict::Approve,
        };
        let decided = in_unit!(fresh.db, tx => requests::decide_in(tx, &keys(), &[decision], NOW).await);
        assert!(matches!(decided, Err(StoreError::Stale { .. })), "{decided:?}");
        let opened = in_unit!(fresh.db, tx => requests::open_in(tx, &keys(), &[reversal_request(1, 2, 1)], NOW).await);
        assert!(matches!(opened, Err(StoreError::Stale { .. })), "{opened:?}");
        assert_eq!(everything(&mut side, 2).await, before);
    }

    async fn one_question_for_both_twins_keeps_their_answers_apart(fresh) {
        twins(fresh).await;
        in_unit!(fresh.db, tx => {
            let people = people::load_in(tx, &[person(1, 5), person(2, 5)]).await?;
            assert_eq!(people.iter().map(|it| it.locale).collect::<Vec<_>>(), [None, Some(Locale::En)]);
            let asked = [(coop(2), vec![Role::Chair]), (coop(1), vec![Role::Chair])];
            let officers = people::officers_in(tx, &asked).await?;
            assert_eq!(officers, [vec![(PersonId(5), Some(Locale::En))], vec![]]);
            let balances = ledger::balances_in(tx, &[(coop(1), member(1)), (coop(2), member(1))]).await?;
            assert_eq!(balances.iter().map(|it| it.voluntary.minor()).collect::<Vec<_>>(), [0, 5_000]);
            Ok(())
        })
        .unwrap();
    }
}
