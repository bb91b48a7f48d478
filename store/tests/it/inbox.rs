//! Updates are kept once, worked in the order of their lane, and emptied when done.

use domain::ids::BotId;
use store::StoreError;
use store::dialogues::Save;
use store::inbox::{self, Arrival, Ending, Head, NewUpdate};

use crate::support::{Fresh, both_databases, in_unit};
use crate::world::{NOW, found, keys, update};

async fn add(fresh: &Fresh, updates: Vec<NewUpdate>) {
    in_unit!(fresh.db, tx => inbox::add_in(tx, &keys(), &updates, NOW).await).unwrap();
}

/// What could be claimed now; nothing is held on to.
async fn heads(fresh: &Fresh, now_us: i64) -> Vec<Head> {
    in_unit!(fresh.db, tx => inbox::claim_in(tx, &keys(), 100, now_us).await).unwrap()
}

async fn finish(fresh: &Fresh, arrival: i64, ending: Ending) -> Result<(), StoreError> {
    in_unit!(fresh.db, tx => inbox::finish_in(tx, &[(arrival, ending)], NOW).await)
}

fn body(head: &Head) -> String {
    String::from_utf8(head.body.clone().unwrap()).unwrap()
}

both_databases! {
    async fn a_repeated_update_is_kept_once(fresh) {
        found(&fresh.db, 1).await;
        add(fresh, vec![update(10, 5), update(11, 5), update(10, 5)]).await;
        add(fresh, vec![update(11, 5), update(9, 6)]).await;
        let mut side = fresh.side().await;
        // Neither by a high-water mark: 9 comes after 11 and is new.
        assert_eq!(side.numbers("SELECT update_id FROM inbox ORDER BY arrival").await, [10, 11, 9]);
    }

    async fn the_head_of_each_lane_is_claimed_in_order_of_arrival(fresh) {
        found(&fresh.db, 1).await;
        add(fresh, vec![update(30, 5), update(20, 6), update(10, 5)]).await;
        let claimed = heads(fresh, NOW).await;
        assert_eq!(claimed.iter().map(body).collect::<Vec<_>>(), [r#"{"update_id":30}"#, r#"{"update_id":20}"#]);
        finish(fresh, claimed[0].arrival, Ending::Done).await.unwrap();
        let claimed = heads(fresh, NOW).await;
        assert_eq!(claimed.iter().map(body).collect::<Vec<_>>(), [r#"{"update_id":20}"#, r#"{"update_id":10}"#]);
    }

    async fn an_update_ends_once_and_its_body_goes(fresh) {
        found(&fresh.db, 1).await;
        add(fresh, vec![update(1, 5), update(2, 6)]).await;
        let arrivals: Vec<i64> = heads(fresh, NOW).await.iter().map(|head| head.arrival).collect();
        finish(fresh, arrivals[0], Ending::Done).await.unwrap();
        finish(fresh, arrivals[1], Ending::Dead).await.unwrap();
        let again = finish(fresh, arrivals[0], Ending::Done).await;
        assert!(matches!(again, Err(StoreError::Stale { .. })), "{again:?}");
        let mut side = fresh.side().await;
        assert_eq!(side.texts("SELECT state || body FROM inbox ORDER BY arrival").await, ["done", "dead"]);
        assert_eq!(side.numbers("SELECT finished_at FROM inbox ORDER BY arrival").await, [NOW, NOW]);
    }

    async fn what_was_not_understood_keeps_its_body_and_holds_no_lane_up(fresh) {
        found(&fresh.db, 1).await;
        add(fresh, vec![NewUpdate { arrival: Arrival::Unparsed, ..update(1, 5) }, update(2, 5), update(3, 5)]).await;
        let claimed = heads(fresh, NOW).await;
        assert_eq!(claimed.len(), 1);
        assert_eq!(body(&claimed[0]), r#"{"update_id":2}"#);
        // A worker that finds out later keeps it, too.
        finish(fresh, claimed[0].arrival, Ending::Unparsed).await.unwrap();
        let mut side = fresh.side().await;
        assert_eq!(side.number("SELECT COUNT(*) FROM inbox WHERE state = 'unparsed' AND body <> ''").await, 2);
        assert_eq!(body(&heads(fresh, NOW).await[0]), r#"{"update_id":3}"#);
        assert_eq!(in_unit!(fresh.db, tx => store::audit::run_in(tx).await).unwrap(), []);
    }

    async fn a_failed_try_lets_its_lane_wait_and_no_other(fresh) {
        found(&fresh.db, 1).await;
        add(fresh, vec![update(1, 5), update(2, 5), update(3, 6)]).await;
        let arrival = heads(fresh, NOW).await[0].arrival;
        in_unit!(fresh.db, tx => inbox::retry_later_in(tx, arrival, NOW + 500).await).unwrap();
        assert_eq!(heads(fresh, NOW).await.iter().map(body).collect::<Vec<_>>(), [r#"{"update_id":3}"#]);
        let later = heads(fresh, NOW + 500).await;
        assert_eq!((later.len(), later[0].arrival, later[0].attempts), (2, arrival, 1));
        assert_eq!(in_unit!(fresh.db, tx => inbox::depth_in(tx).await).unwrap(), (3, NOW));
    }

    async fn a_body_under_another_key_is_none_and_a_dialogue_empty(fresh) {
        found(&fresh.db, 1).await;
        add(fresh, vec![update(1, 5)]).await;
        let save = Save { key: (BotId(1), 5, 5, 0), state: b"asked".to_vec(), read_version: 0 };
        in_unit!(fresh.db, tx => store::dialogues::save_in(tx, &keys(), &[save], NOW).await).unwrap();
        let head = heads(fresh, NOW).await.remove(0);
        assert_eq!((head.dialogue.as_deref(), head.dialogue_version), (Some(&b"asked"[..]), 1));
        let other = store::Keyring::new(&[8; 32]);
        let head = in_unit!(fresh.db, tx => inbox::claim_in(tx, &other, 1, NOW).await).unwrap().remove(0);
        assert_eq!((head.body, head.dialogue), (None, Some(Vec::new())));
    }

    async fn a_dialogue_is_saved_only_over_the_version_that_was_read(fresh) {
        found(&fresh.db, 1).await;
        let save = |state: &str, read_version| {
            vec![Save { key: (BotId(1), 5, 5, 0), state: state.into(), read_version }]
        };
        for (state, version) in [("a", 0), ("b", 1), ("c", 2)] {
            let saves = save(state, version);
            in_unit!(fresh.db, tx => store::dialogues::save_in(tx, &keys(), &saves, NOW).await).unwrap();
        }
        for version in [0, 1, 2, 4] {
            let saves = save("late", version);
            let late = in_unit!(fresh.db, tx => store::dialogues::save_in(tx, &keys(), &saves, NOW).await);
            assert!(matches!(late, Err(StoreError::Stale { what: "a dialogue" })), "{version}: {late:?}");
        }
        assert_eq!(fresh.side().await.number("SELECT version FROM dialogues").await, 3);
    }

    async fn nothing_readable_of_an_update_is_at_rest(fresh) {
        found(&fresh.db, 1).await;
        add(fresh, vec![NewUpdate { body: b"NIK 3201".to_vec(), ..update(1, 5) }]).await;
        let stored = fresh.side().await.texts("SELECT body FROM inbox").await;
        assert!(!stored[0].is_empty() && !stored[0].contains("3201"), "{stored:?}");
    }

    async fn housekeeping_drops_what_is_done_and_nothing_else(fresh) {
        found(&fresh.db, 1).await;
        add(fresh, (1..=5).map(|id| update(id, id)).collect()).await;
        let arrivals: Vec<i64> = heads(fresh, NOW).await.iter().map(|head| head.arrival).collect();
        finish(fresh, arrivals[0], Ending::Done).await.unwrap();
        finish(fresh, arrivals[1], Ending::Dead).await.unwrap();
        finish(fresh, arrivals[2], Ending::Unparsed).await.unwrap();
        let early = in_unit!(fresh.db, tx => store::housekeeping::drop_finished_in(tx, NOW).await).unwrap();
        let due = in_unit!(fresh.db, tx => store::housekeeping::drop_finished_in(tx, NOW + 1).await).unwrap();
        assert_eq!((early, due), (0, 1));
        assert_eq!(fresh.side().await.numbers("SELECT update_id FROM inbox ORDER BY arrival").await, [2, 3, 4, 5]);
    }
}

both_databases! {
    async fn what_has_ended_is_not_tried_again(fresh) {
        found(&fresh.db, 1).await;
        add(fresh, vec![update(1, 5)]).await;
        let arrival = heads(fresh, NOW).await[0].arrival;
        finish(fresh, arrival, Ending::Done).await.unwrap();
        let late = in_unit!(fresh.db, tx => inbox::retry_later_in(tx, arrival, NOW + 500).await);
        assert!(matches!(late, Err(StoreError::Stale { .. })), "{late:?}");
        assert_eq!(fresh.side().await.number("SELECT attempts + not_before FROM inbox").await, 0);
    }
}
