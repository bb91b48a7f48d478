//! Updates that are worked on as they come in: done with their transaction, or kept like any other.

use domain::ids::BotId;
use store::StoreError;
use store::dialogues::Save;
use store::inbox::{self, Added, Arrival, Head, NewUpdate, Taken};

use crate::support::{Fresh, both_databases, in_unit, postgres};
use crate::world::{NOW, found, keys, update};

const LANES_MAX: usize = 128;

async fn take(fresh: &Fresh, updates: &[NewUpdate], lanes_max: usize) -> Taken {
    let updates = updates.to_vec();
    in_unit!(fresh.db, tx => inbox::take_in(tx, &keys(), &updates, lanes_max, NOW).await).unwrap()
}

async fn put_back(fresh: &Fresh, arrival: i64, update: NewUpdate) -> Result<(), StoreError> {
    in_unit!(fresh.db, tx => inbox::put_back_in(tx, &keys(), &[(arrival, &update)], NOW).await)
}

async fn waiting(fresh: &Fresh) -> Vec<Head> {
    in_unit!(fresh.db, tx => inbox::claim_in(tx, &keys(), 100, NOW).await).unwrap()
}

fn bodies(heads: &[Head]) -> Vec<String> {
    heads.iter().map(|head| String::from_utf8(head.body.clone().unwrap()).unwrap()).collect()
}

const STATES: &str = "SELECT update_id || ' ' || state || ' ' || CASE body WHEN '' THEN 'empty' ELSE 'sealed' END \
        || ' ' || CASE finished_at WHEN 0 THEN 'open' ELSE 'finished' END FROM inbox ORDER BY arrival";

async fn states(fresh: &Fresh) -> Vec<String> {
    fresh.side().await.texts(STATES).await
}

both_databases! {
    async fn the_first_of_each_lane_is_done_at_once_and_its_body_never_written(fresh) {
        found(&fresh.db, 1).await;
        let odd = NewUpdate { arrival: Arrival::Unparsed, ..update(4, 7) };
        let taken = take(fresh, &[update(1, 5), update(2, 6), update(3, 5), odd], LANES_MAX).await;
        assert_eq!(taken.added, Added { ready: 3, unparsed: 1, duplicate: 0 });
        assert_eq!(bodies(&taken.heads), [r#"{"update_id":1}"#, r#"{"update_id":2}"#]);
        let places: Vec<usize> = taken.heads.iter().map(|head| taken.fresh[&head.arrival]).collect();
        assert_eq!(places, [0, 1]);
        let kept = ["1 done empty finished", "2 done empty finished", "3 ready sealed open", "4 unparsed sealed open"];
        assert_eq!(states(fresh).await, kept);
    }

    async fn no_more_lanes_are_taken_than_wanted(fresh) {
        found(&fresh.db, 1).await;
        let taken = take(fresh, &[update(1, 5), update(2, 6)], 1).await;
        assert_eq!((bodies(&taken.heads), taken.added.ready), (vec![r#"{"update_id":1}"#.to_owned()], 2));
        assert_eq!(states(fresh).await, ["1 done empty finished", "2 ready sealed open"]);
    }

    async fn what_waits_in_a_lane_goes_before_what_comes(fresh) {
        found(&fresh.db, 1).await;
        take(fresh, &[update(1, 5)], 0).await;
        let taken = take(fresh, &[update(2, 5), update(3, 6)], LANES_MAX).await;
        assert_eq!(bodies(&taken.heads), [r#"{"update_id":1}"#, r#"{"update_id":3}"#], "the oldest of each");
        assert!(!taken.fresh.contains_key(&taken.heads[0].arrival), "it came before");
        assert_eq!(states(fresh).await, ["1 ready sealed open", "2 ready sealed open", "3 done empty finished"]);
    }

    async fn a_lane_that_waits_for_its_next_try_is_not_worked_on(fresh) {
        found(&fresh.db, 1).await;
        take(fresh, &[update(1, 5)], 0).await;
        let arrival = waiting(fresh).await[0].arrival;
        in_unit!(fresh.db, tx => inbox::retry_later_in(tx, arrival, NOW + 500).await).unwrap();
        assert_eq!(take(fresh, &[update(2, 5)], LANES_MAX).await.heads.len(), 0);
        assert_eq!(states(fresh).await, ["1 ready sealed open", "2 ready sealed open"]);
    }

    async fn an_update_that_is_brought_again_is_not_worked_on_again(fresh) {
        found(&fresh.db, 1).await;
        let taken = take(fresh, &[update(1, 5), update(1, 5)], LANES_MAX).await;
        assert_eq!((taken.heads.len(), taken.added.duplicate), (1, 1));
        let taken = take(fresh, &[update(1, 5), update(2, 5)], LANES_MAX).await;
        assert_eq!((taken.heads.len(), taken.added), (0, Added { ready: 1, unparsed: 0, duplicate: 1 }));
        assert_eq!(states(fresh).await, ["1 done empty finished", "2 ready sealed open"]);
    }

    async fn what_is_not_done_is_put_back_and_found_again_as_it_came(fresh) {
        found(&fresh.db, 1).await;
        let taken = take(fresh, &[update(1, 5), update(2, 6)], LANES_MAX).await;
        put_back(fresh, taken.heads[0].arrival, update(1, 5)).await.unwrap();
        assert_eq!(states(fresh).await, ["1 ready sealed open", "2 done empty finished"]);
        assert_eq!(format!("{:?}", waiting(fresh).await), format!("{:?}", &taken.heads[..1]));
        let again = put_back(fresh, taken.heads[0].arrival, update(1, 5)).await;
        assert!(matches!(again, Err(StoreError::Stale { .. })), "it waits: {again:?}");
        let arrival = taken.heads[1].arrival;
        let late = in_unit!(fresh.db, tx => inbox::put_back_in(tx, &keys(), &[(arrival, &update(2, 6))], NOW + 1).await);
        assert!(matches!(late, Err(StoreError::Stale { .. })), "it was done at another instant: {late:?}");
    }

    async fn the_dialogue_comes_with_it(fresh) {
        found(&fresh.db, 1).await;
        let save = Save { key: (BotId(1), 5, 5, 0), state: b"asked".to_vec(), read_version: 0 };
        in_unit!(fresh.db, tx => store::dialogues::save_in(tx, &keys(), &[save], NOW).await).unwrap();
        let heads = take(fresh, &[update(1, 5), update(2, 6)], LANES_MAX).await.heads;
        assert_eq!((heads[0].dialogue.as_deref(), heads[0].dialogue_version), (Some(&b"asked"[..]), 1));
        assert_eq!((heads[1].dialogue.as_deref(), heads[1].dialogue_version), (None, 0));
    }
}

/// A lane that another worker holds is left to it.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_lane_in_other_hands_is_left_alone() {
    let fresh = postgres().await;
    found(&fresh.db, 1).await;
    take(&fresh, &[update(1, 5)], LANES_MAX).await;
    let mut other = fresh.side().await;
    other.must("BEGIN; SELECT lane FROM lanes WHERE lane = 5 FOR UPDATE").await;
    let taken = take(&fresh, &[update(2, 5), update(3, 6)], LANES_MAX).await;
    let people: Vec<i64> = taken.heads.iter().map(|head| head.person.0).collect();
    assert_eq!(people, [6]);
    assert_eq!(states(&fresh).await[1..], ["2 ready sealed open", "3 done empty finished"]);
    other.must("ROLLBACK").await;
    fresh.gone().await;
}
