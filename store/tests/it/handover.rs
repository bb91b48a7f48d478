//! What a worker hands over is in the sender's hands from the beginning, and is nobody else's to send.

use std::collections::HashMap;
use std::time::Duration;

use domain::ids::{BotId, ChatId};
use store::outbox::{self, ChatMark, ClaimTimes, Claimed, Hold, Mark, MarkState, NewMessage, Pace};

use crate::sender::{self, REPLICA};
use crate::support::{Fresh, both_databases, in_unit, postgres};
use crate::world::{NOW, found, keys, message};

const BOT: BotId = BotId(1);
const TIMES: ClaimTimes = ClaimTimes { now_us: NOW, lease_until_us: NOW + 9 };

fn hold(fence: i64) -> Hold {
    Hold { fences: HashMap::from([(BOT, fence)]), lease_until_us: NOW + 9 }
}

async fn hand_over(fresh: &Fresh, messages: Vec<NewMessage>, fence: i64) -> Vec<Claimed> {
    in_unit!(fresh.db, tx => outbox::hand_over_in(tx, &keys(), &messages, &hold(fence), NOW).await).unwrap()
}

async fn take_over(fresh: &Fresh) -> (i64, usize) {
    let (fences, recovered) = in_unit!(fresh.db, tx => sender::take_over_in(tx, &[BOT]).await).unwrap();
    (fences[0].1, recovered)
}

async fn claim(fresh: &Fresh, fence: i64) -> Vec<Claimed> {
    in_unit!(fresh.db, tx => sender::claim_in(tx, REPLICA, &[(BOT, fence)], TIMES, 99).await).unwrap()
}

fn causes(rows: &[Claimed]) -> Vec<&str> {
    rows.iter().map(|row| row.cause_key.as_str()).collect()
}

async fn sent(fresh: &Fresh, row: &Claimed, fence: i64) {
    let mark = Mark { message_id: 70, ..sender::mark(row.outbox_id, fence, MarkState::Sent) };
    let chat = ChatMark { bot_id: BOT, chat_id: row.chat, last_message_id: 70, screen_message_id: 60, unreachable: 0 };
    in_unit!(fresh.db, tx => outbox::mark_in(tx, &[mark], &[chat], NOW).await).unwrap();
}

both_databases! {
    async fn an_answer_is_in_hand_as_a_claim_would_give_it(fresh) {
        found(&fresh.db, 1).await;
        let (fence, _) = take_over(fresh).await;
        let first = hand_over(fresh, vec![message(5, "in:1:0")], fence).await;
        sent(fresh, &first[0], fence).await;
        let held = hand_over(fresh, vec![message(6, "in:2:0"), message(5, "in:2:1"), message(5, "in:2:2")], fence).await;
        assert_eq!(causes(&held), ["in:2:0", "in:2:1", "in:2:2"]);
        assert_eq!(claim(fresh, fence).await.len(), 0, "nobody claims what is in hand");
        let claimed = {
            fresh.side().await.must("UPDATE outbox SET state = 'pending' WHERE state = 'sending'").await;
            claim(fresh, fence).await
        };
        assert_eq!(format!("{held:?}"), format!("{claimed:?}"));
        assert_eq!((held[1].last_message_id, held[1].screen_message_id), (70, 60));
    }

    async fn a_cause_is_handed_over_once_and_as_it_was_first_said(fresh) {
        found(&fresh.db, 1).await;
        let (fence, _) = take_over(fresh).await;
        let held = hand_over(fresh, vec![message(5, "in:1:0"), message(6, "in:1:0")], fence).await;
        assert_eq!((held.len(), held[0].chat), (1, ChatId(5)));
        assert_eq!(hand_over(fresh, vec![message(5, "in:1:0")], fence).await.len(), 0);
    }

    async fn what_was_decided_before_goes_before(fresh) {
        found(&fresh.db, 1).await;
        let (fence, _) = take_over(fresh).await;
        let news = NewMessage { pace: Pace::Paced, ..message(5, "in:1:0") };
        assert_eq!(hand_over(fresh, vec![news], fence).await.len(), 0, "news waits for its pace");
        assert_eq!(hand_over(fresh, vec![message(5, "in:2:0")], fence).await.len(), 0, "and the answer behind it");
        assert_eq!(hand_over(fresh, vec![message(-5, "in:3:0")], fence).await.len(), 0, "a group has many lanes");
        let claimed = claim(fresh, fence).await;
        assert_eq!(causes(&claimed), ["in:1:0", "in:2:0", "in:3:0"]);
        let waits = hand_over(fresh, vec![message(5, "in:4:0")], fence).await;
        assert_eq!(waits.len(), 0, "what is under way is settled first");
    }

    async fn what_is_decided_together_keeps_its_order(fresh) {
        found(&fresh.db, 1).await;
        let (fence, _) = take_over(fresh).await;
        let news = NewMessage { pace: Pace::Paced, ..message(5, "in:1:0") };
        let held = hand_over(fresh, vec![news, message(5, "in:2:0"), message(6, "in:3:0")], fence).await;
        assert_eq!(causes(&held), ["in:3:0"], "behind news of its chat an answer waits, too");
    }

    async fn nothing_is_handed_over_under_a_fence_that_was_raised(fresh) {
        found(&fresh.db, 1).await;
        let (old, _) = take_over(fresh).await;
        let (fence, recovered) = take_over(fresh).await;
        assert_eq!((fence, recovered), (old + 1, 0));
        assert_eq!(hand_over(fresh, vec![message(5, "in:1:0")], old).await.len(), 0);
        assert_eq!(causes(&claim(fresh, fence).await), ["in:1:0"], "it waits for whoever sends now");
    }

    async fn what_was_in_hand_is_taken_back_by_the_next_sender(fresh) {
        found(&fresh.db, 1).await;
        let (fence, _) = take_over(fresh).await;
        assert_eq!(hand_over(fresh, vec![message(5, "in:1:0")], fence).await.len(), 1);
        let (fence, recovered) = take_over(fresh).await;
        assert_eq!(recovered, 1);
        let again = claim(fresh, fence).await;
        assert_eq!((causes(&again), again[0].ambiguous), (vec!["in:1:0"], 1), "nobody knows whether it went out");
    }
}

/// A hand-over that is under way when another process takes the bot over: it is found and taken back, never missed.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_take_over_waits_for_a_hand_over_and_finds_it() {
    let fresh = postgres().await;
    found(&fresh.db, 1).await;
    let (fence, _) = take_over(&fresh).await;
    let (begun, go_on) = (tokio::sync::oneshot::channel(), tokio::sync::oneshot::channel());
    let (db, (tell, wait)) = (fresh.db.clone(), (begun.0, go_on.1));
    let handing = tokio::spawn(async move {
        in_unit!(db, tx => {
            let held = outbox::hand_over_in(tx, &keys(), &[message(5, "in:1:0")], &hold(fence), NOW).await?;
            tell.send(()).unwrap();
            wait.await.unwrap();
            Ok(held.len())
        })
    });
    begun.1.await.unwrap();
    let db = fresh.db.clone();
    let taking = tokio::spawn(async move { in_unit!(db, tx => sender::take_over_in(tx, &[BOT]).await) });
    let mut side = fresh.side().await;
    let waits = "SELECT COUNT(*) FROM pg_stat_activity \
        WHERE datname = current_database() AND wait_event_type = 'Lock' AND query LIKE 'SELECT bot_id FROM bots%'";
    tokio::time::timeout(Duration::from_secs(20), async {
        while side.number(waits).await == 0 {
            tokio::task::yield_now().await;
        }
    })
    .await
    .expect("the take-over waits");
    go_on.0.send(()).unwrap();
    assert_eq!(handing.await.unwrap().unwrap(), 1);
    assert_eq!(taking.await.unwrap().unwrap().1, 1, "taken back");
    fresh.gone().await;
}
