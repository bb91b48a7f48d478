//! Messages go out in the order of their chat, by one sender at a time.

use domain::ids::{BotId, ChatId};
use store::leases::{self, Work};
use store::outbox::{self, ChatMark, ClaimTimes, Claimed, Mark, MarkState, NewMessage, Pace, Turn, Walk};
use store::{StoreError, fences};

use crate::sender::{self, REPLICA, mark};
use crate::support::{Fresh, both_databases, in_unit, postgres};
use crate::world::{NOW, found, keys, message};

const TIMES: ClaimTimes = ClaimTimes { now_us: NOW, lease_until_us: NOW + 60_000_000 };
const BOT: BotId = BotId(1);

async fn add(fresh: &Fresh, messages: Vec<NewMessage>) {
    in_unit!(fresh.db, tx => outbox::add_in(tx, &keys(), &messages, NOW).await).unwrap();
}

async fn take_over(fresh: &Fresh) -> (i64, usize) {
    let (fences, recovered) = in_unit!(fresh.db, tx => sender::take_over_in(tx, &[BOT]).await).unwrap();
    (fences[0].1, recovered)
}

async fn claim(fresh: &Fresh, fence: i64) -> Vec<Claimed> {
    in_unit!(fresh.db, tx => sender::claim_in(tx, REPLICA, &[(BOT, fence)], TIMES, 100).await).unwrap()
}

fn causes(claimed: &[Claimed]) -> Vec<&str> {
    claimed.iter().map(|row| row.cause_key.as_str()).collect()
}

async fn marked(fresh: &Fresh, mark: Mark) -> Result<(), StoreError> {
    in_unit!(fresh.db, tx => outbox::mark_in(tx, &[mark], &[], NOW).await)
}

both_databases! {
    async fn a_cause_speaks_once(fresh) {
        found(&fresh.db, 1).await;
        add(fresh, vec![message(5, "in:1:0"), message(5, "in:1:1"), message(5, "in:1:0")]).await;
        add(fresh, vec![message(6, "in:1:1"), message(6, "in:2:0")]).await;
        let (fence, _) = take_over(fresh).await;
        assert_eq!(causes(&claim(fresh, fence).await), ["in:1:0", "in:1:1", "in:2:0"]);
        assert_eq!(in_unit!(fresh.db, tx => outbox::depth_in(tx).await).unwrap(), (3, NOW));
    }

    async fn a_chat_waits_behind_what_is_under_way_and_others_do_not(fresh) {
        found(&fresh.db, 1).await;
        let (fence, _) = take_over(fresh).await;
        add(fresh, vec![message(5, "a")]).await;
        let first = claim(fresh, fence).await.remove(0);
        assert_eq!(first.payload.as_deref(), Some(&br#"{"to":5,"why":"a"}"#[..]));
        add(fresh, vec![message(5, "b"), message(6, "c")]).await;
        assert_eq!(causes(&claim(fresh, fence).await), ["c"]);
        let later = Mark { not_before: NOW + 9, refused: 1, ..mark(first.outbox_id, fence, MarkState::Pending) };
        marked(fresh, later).await.unwrap();
        assert_eq!(causes(&claim(fresh, fence).await), [""; 0]);
        let times = ClaimTimes { now_us: NOW + 9, ..TIMES };
        let claimed = in_unit!(fresh.db, tx => sender::claim_in(tx, REPLICA, &[(BOT, fence)], times, 9).await).unwrap();
        assert_eq!(causes(&claimed), ["a", "b"]);
        assert_eq!((claimed[0].refused, claimed[1].refused), (1, 0));
    }

    /// Two workers can commit in another order than they numbered their rows.
    async fn a_chat_is_in_one_chain_only_though_a_later_row_is_under_way(fresh) {
        found(&fresh.db, 1).await;
        add(fresh, vec![message(5, "a"), message(5, "b"), message(6, "c")]).await;
        let (fence, _) = take_over(fresh).await;
        let under_way = "UPDATE outbox SET state = 'sending', lease_until = 1 WHERE cause_key = 'b'";
        fresh.side().await.must(under_way).await;
        assert_eq!(causes(&claim(fresh, fence).await), ["c"]);
    }

    /// The commit was done, and its answer lost.
    async fn marking_again_changes_nothing(fresh) {
        found(&fresh.db, 1).await;
        add(fresh, vec![message(5, "a"), message(6, "b")]).await;
        let (fence, _) = take_over(fresh).await;
        let held = claim(fresh, fence).await;
        let later = Mark { not_before: NOW + 9, refused: 1, ..mark(held[0].outbox_id, fence, MarkState::Pending) };
        marked(fresh, later.clone()).await.unwrap();
        let marks = [later, mark(held[1].outbox_id, fence, MarkState::Sent)];
        in_unit!(fresh.db, tx => outbox::mark_in(tx, &marks, &[], NOW).await).unwrap();
        let states = "SELECT state || CAST(refused AS TEXT) FROM outbox ORDER BY outbox_id";
        assert_eq!(fresh.side().await.texts(states).await, ["pending1", "sent0"]);
    }

    async fn what_a_sender_claimed_and_does_not_hold_is_free_after_its_lease(fresh) {
        found(&fresh.db, 1).await;
        add(fresh, vec![message(5, "a"), message(6, "b")]).await;
        let (fence, _) = take_over(fresh).await;
        let held = claim(fresh, fence).await[0].outbox_id;
        let mine = [(BOT, fence)];
        let end = TIMES.lease_until_us;
        for (fences, held, now_us) in [(mine, vec![], end - 1), ([(BOT, fence + 1)], vec![], end)] {
            let freed = in_unit!(fresh.db, tx => fences::free_in(tx, &fences, &held, now_us).await).unwrap();
            assert_eq!(freed, 0);
        }
        let freed = in_unit!(fresh.db, tx => fences::free_in(tx, &mine, &[held], end).await).unwrap();
        assert_eq!(freed, 1, "all but what it holds");
        let again = claim(fresh, fence).await;
        assert_eq!((causes(&again), again[0].ambiguous), (vec!["b"], 1));
    }

    async fn what_a_commit_without_a_word_brought_waits_again_and_a_later_claim_stays(fresh) {
        found(&fresh.db, 1).await;
        add(fresh, vec![message(5, "a"), message(6, "b")]).await;
        let (fence, _) = take_over(fresh).await;
        let outbox_id = claim(fresh, fence).await[0].outbox_id;
        let written = fences::Written { bot_id: BOT, outbox_id, fence, lease_until_us: TIMES.lease_until_us };
        let others = [
            fences::Written { bot_id: BotId(2), ..written },
            fences::Written { fence: fence + 1, ..written },
            fences::Written { lease_until_us: TIMES.lease_until_us + 1, ..written },
        ];
        let back = in_unit!(fresh.db, tx => fences::never_sent_in(tx, &others).await).unwrap();
        assert_eq!(back, [0_i64; 0], "another's, or claimed anew");
        let back = in_unit!(fresh.db, tx => fences::never_sent_in(tx, &[written]).await).unwrap();
        assert_eq!(back, [outbox_id]);
        let again = claim(fresh, fence).await;
        assert_eq!((causes(&again), again[0].ambiguous), (vec!["a"], 0), "nothing about it is unknown");
    }

    async fn an_older_sender_can_neither_claim_nor_mark(fresh) {
        found(&fresh.db, 1).await;
        add(fresh, vec![message(5, "a"), message(6, "b")]).await;
        let (old, _) = take_over(fresh).await;
        let held = claim(fresh, old).await;
        let (new, recovered) = take_over(fresh).await;
        assert_eq!((new, recovered), (old + 1, 2));
        assert_eq!(causes(&claim(fresh, old).await), [""; 0]);
        let late = marked(fresh, mark(held[0].outbox_id, old, MarkState::Sent)).await;
        assert!(matches!(late, Err(StoreError::Fenced)), "{late:?}");
        let again = claim(fresh, new).await;
        assert_eq!(again.iter().map(|row| row.ambiguous).collect::<Vec<_>>(), [1, 1]);
        let late = marked(fresh, mark(held[0].outbox_id, old, MarkState::Sent)).await;
        assert!(matches!(late, Err(StoreError::Fenced)), "{late:?}");
        marked(fresh, mark(again[0].outbox_id, new, MarkState::Sent)).await.unwrap();
    }

    async fn one_mark_of_a_row_that_is_lost_marks_none(fresh) {
        found(&fresh.db, 1).await;
        add(fresh, vec![message(5, "a"), message(6, "b")]).await;
        let (fence, _) = take_over(fresh).await;
        let held = claim(fresh, fence).await;
        let marks = [mark(held[0].outbox_id, fence, MarkState::Sent), mark(held[1].outbox_id, 99, MarkState::Sent)];
        let lost = in_unit!(fresh.db, tx => outbox::mark_in(tx, &marks, &[], NOW).await);
        assert!(matches!(lost, Err(StoreError::Fenced)), "{lost:?}");
        assert_eq!(fresh.side().await.number("SELECT COUNT(*) FROM outbox WHERE state = 'sending'").await, 2);
    }

    async fn after_three_tries_of_which_nobody_knows_a_message_is_given_up(fresh) {
        found(&fresh.db, 1).await;
        add(fresh, vec![message(5, "a")]).await;
        for ambiguous in 0..outbox::AMBIGUOUS_MAX {
            let (fence, _) = take_over(fresh).await;
            let claimed = claim(fresh, fence).await;
            assert_eq!(claimed[0].ambiguous, ambiguous);
        }
        let (fence, recovered) = take_over(fresh).await;
        assert_eq!((recovered, claim(fresh, fence).await.len()), (1, 0));
        let mut side = fresh.side().await;
        assert_eq!(side.texts("SELECT state || payload || error FROM outbox").await, ["deadambiguous"]);
        assert_eq!(in_unit!(fresh.db, tx => store::audit::run_in(tx).await).unwrap(), []);
    }

    async fn a_sent_message_is_emptied_and_its_chat_remembered(fresh) {
        found(&fresh.db, 1).await;
        add(fresh, vec![message(5, "a")]).await;
        let (fence, _) = take_over(fresh).await;
        let row = claim(fresh, fence).await.remove(0);
        let sent = Mark { message_id: 77, ..mark(row.outbox_id, fence, MarkState::Sent) };
        let chat = |last_message_id, screen_message_id| {
            vec![ChatMark { bot_id: BOT, chat_id: ChatId(5), last_message_id, screen_message_id, unreachable: 0 }]
        };
        let first = chat(77, 77);
        in_unit!(fresh.db, tx => outbox::mark_in(tx, &[sent], &first, NOW).await).unwrap();
        let mut side = fresh.side().await;
        assert_eq!(side.texts("SELECT state || payload FROM outbox").await, ["sent"]);
        assert_eq!(side.number("SELECT message_id FROM outbox").await, 77);
        // A call that made no message leaves what is known.
        let nothing = chat(0, 0);
        in_unit!(fresh.db, tx => outbox::mark_in(tx, &[], &nothing, NOW).await).unwrap();
        add(fresh, vec![message(5, "b")]).await;
        let row = claim(fresh, fence).await.remove(0);
        assert_eq!((row.last_message_id, row.screen_message_id), (77, 77));
    }

    async fn who_refused_us_is_remembered_even_if_never_written_to(fresh) {
        found(&fresh.db, 1).await;
        add(fresh, vec![message(5, "a"), message(6, "b")]).await;
        in_unit!(fresh.db, tx => {
            outbox::drop_chat_in(tx, BOT, ChatId(5), NOW).await?;
            outbox::set_unreachable_in(tx, BOT, ChatId(5), 1).await
        })
        .unwrap();
        let mut side = fresh.side().await;
        assert_eq!(side.texts("SELECT state || payload || error FROM outbox WHERE chat_id = 5").await, [
            "deadunreachable"
        ]);
        assert_eq!(side.number("SELECT COUNT(*) FROM outbox WHERE state = 'pending'").await, 1);
        assert_eq!(side.numbers("SELECT unreachable FROM chats WHERE chat_id = 5").await, [1]);
        in_unit!(fresh.db, tx => outbox::set_unreachable_in(tx, BOT, ChatId(5), 0).await).unwrap();
        assert_eq!(side.numbers("SELECT unreachable FROM chats WHERE chat_id = 5").await, [0]);
    }

    async fn what_waits_for_a_group_follows_it_to_its_supergroup(fresh) {
        found(&fresh.db, 1).await;
        add(fresh, vec![message(-5, "a"), message(-6, "b")]).await;
        in_unit!(fresh.db, tx => outbox::migrate_chat_in(tx, BOT, ChatId(-5), ChatId(-1005)).await).unwrap();
        let (fence, _) = take_over(fresh).await;
        let chats: Vec<i64> = claim(fresh, fence).await.iter().map(|row| row.chat.0).collect();
        assert_eq!(chats, [-1005, -6]);
    }

    async fn housekeeping_drops_what_was_sent_and_keeps_the_dead(fresh) {
        found(&fresh.db, 1).await;
        add(fresh, (5..9).map(|chat| message(chat, &format!("in:{chat}:0"))).collect()).await;
        let (fence, _) = take_over(fresh).await;
        let states = [MarkState::Sent, MarkState::Dead, MarkState::Collapsed];
        for (row, state) in claim(fresh, fence).await.iter().zip(states) {
            marked(fresh, mark(row.outbox_id, fence, state)).await.unwrap();
        }
        let early = in_unit!(fresh.db, tx => store::housekeeping::drop_finished_in(tx, NOW).await).unwrap();
        let due = in_unit!(fresh.db, tx => store::housekeeping::drop_finished_in(tx, NOW + 1).await).unwrap();
        assert_eq!((early, due), (0, 2));
        assert_eq!(fresh.side().await.texts("SELECT state FROM outbox ORDER BY outbox_id").await, ["dead", "sending"]);
    }
}

both_databases! {
    /// What is paced has one message a turn, and what stands before an answer goes with it, for order's sake.
    async fn an_answer_brings_what_is_before_it_and_nothing_behind(fresh) {
        found(&fresh.db, 1).await;
        let paced = |chat, cause| NewMessage { pace: Pace::Paced, ..message(chat, cause) };
        add(fresh, vec![paced(5, "a"), message(5, "b"), paced(5, "c"), paced(6, "d"), paced(6, "e")]).await;
        let (fence, _) = take_over(fresh).await;
        let first = claim(fresh, fence).await;
        assert_eq!(causes(&first), ["a", "b", "d"]);
        assert_eq!(first.iter().map(|row| row.pace).collect::<Vec<_>>(), [Pace::Paced, Pace::AtOnce, Pace::Paced]);
        for row in &first {
            marked(fresh, mark(row.outbox_id, fence, MarkState::Sent)).await.unwrap();
        }
        assert_eq!(causes(&claim(fresh, fence).await), ["c", "e"]);
    }

    async fn a_walk_goes_on_behind_a_chat_and_passes_over_bots_of_others(fresh) {
        for n in [1, 2, 3] {
            found(&fresh.db, n).await;
        }
        let of = |bot, chat| NewMessage { bot: BotId(bot), ..message(chat, "in:1:0") };
        let mut messages: Vec<NewMessage> = (1..=5).map(|chat| of(1, chat)).collect();
        messages.extend([of(2, 7), of(3, -9)]);
        for one in &mut messages {
            one.cause_key = format!("{}:{}", one.bot, one.chat);
        }
        add(fresh, messages).await;
        in_unit!(fresh.db, tx => sender::take_over_in(tx, &[BotId(1), BotId(3)]).await).unwrap();
        let found = |turns: Vec<Turn>, most| async move {
            let found = in_unit!(fresh.db, tx => outbox::find_in(tx, REPLICA, &turns, (most, 9)).await).unwrap();
            found.iter().map(|it| (it.bot.0, it.chat.0)).collect::<Vec<_>>()
        };
        assert_eq!(found(vec![], 2).await, [(1, 1), (1, 2), (3, -9)]);
        let on = |after, most| Walk { after: ChatId(after), most };
        let turn = Turn { bot: BotId(1), answers: on(2, 2), begun: on(0, 9) };
        assert_eq!(found(vec![turn], 2).await, [(1, 3), (1, 4), (3, -9)]);
        assert_eq!(found(vec![Turn { answers: on(4, 2), ..turn }], 2).await, [(1, 5), (3, -9)], "the end of the walk");
        assert_eq!(found(vec![Turn { answers: on(0, 0), ..turn }], 2).await, [(3, -9)], "a bot that is paused");
    }
}

/// An old sender claims, and another takes over before the claim is committed: what was claimed must not be stuck in the
/// old one's hands, nor marked by them.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_take_over_waits_for_a_claim_under_way_and_takes_it_back() {
    let fresh = postgres().await;
    found(&fresh.db, 1).await;
    add(&fresh, vec![message(5, "a")]).await;
    let (old, _) = take_over(&fresh).await;
    let (claimed, has_claimed) = tokio::sync::oneshot::channel();
    let (go, may_go) = tokio::sync::oneshot::channel::<()>();
    let db = fresh.db.clone();
    let late = tokio::spawn(async move {
        in_unit!(db, tx => {
            let rows = sender::claim_in(tx, REPLICA, &[(BOT, old)], TIMES, 100).await?;
            claimed.send(()).unwrap();
            may_go.await.unwrap();
            Ok(rows)
        })
    });
    has_claimed.await.unwrap();
    let db = fresh.db.clone();
    let successor = tokio::spawn(async move { in_unit!(db, tx => sender::take_over_in(tx, &[BOT]).await) });
    // It either waits for the claim, or (the fault) has gone past it.
    let mut side = fresh.side().await;
    let waiting =
        "SELECT COUNT(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'";
    while side.number(waiting).await == 0 && !successor.is_finished() {
        tokio::task::yield_now().await;
    }
    go.send(()).unwrap();
    let held = late.await.unwrap().unwrap();
    let (raised, recovered) = successor.await.unwrap().unwrap();
    let new = raised[0].1;
    assert_eq!((held.len(), new, recovered), (1, old + 1, 1));
    let lost = marked(&fresh, mark(held[0].outbox_id, old, MarkState::Sent)).await;
    assert!(matches!(lost, Err(StoreError::Fenced)), "{lost:?}");
    assert_eq!(causes(&claim(&fresh, new).await), ["a"]);
    fresh.gone().await;
}

both_databases! {
    /// It may have been taken: whoever sends it finds out.
    async fn what_is_under_way_or_over_does_not_go_with_its_chat(fresh) {
        found(&fresh.db, 1).await;
        add(fresh, vec![message(5, "a"), message(5, "b"), message(5, "c")]).await;
        let (fence, _) = take_over(fresh).await;
        let rows = claim(fresh, fence).await;
        marked(fresh, mark(rows[0].outbox_id, fence, MarkState::Sent)).await.unwrap();
        let again = Mark { refused: 1, ..mark(rows[2].outbox_id, fence, MarkState::Pending) };
        marked(fresh, again).await.unwrap();
        in_unit!(fresh.db, tx => outbox::drop_chat_in(tx, BOT, ChatId(5), NOW).await).unwrap();
        let mut side = fresh.side().await;
        let states = "SELECT state || error FROM outbox ORDER BY outbox_id";
        assert_eq!(side.texts(states).await, ["sent", "sending", "deadunreachable"]);
        in_unit!(fresh.db, tx => outbox::migrate_chat_in(tx, BOT, ChatId(5), ChatId(6)).await).unwrap();
        assert_eq!(side.numbers("SELECT chat_id FROM outbox ORDER BY outbox_id").await, [5, 6, 5]);
    }

    async fn whoever_does_not_send_for_a_bot_finds_nothing_of_it(fresh) {
        found(&fresh.db, 1).await;
        add(fresh, vec![message(5, "a")]).await;
        take_over(fresh).await;
        in_unit!(fresh.db, tx => {
            leases::register_in(tx, "other", "").await?;
            leases::take_in(tx, "other", Work::Poll, &[BOT], NOW).await
        })
        .unwrap();
        let chats = async |replica: &'static str| {
            in_unit!(fresh.db, tx => outbox::find_in(tx, replica, &[], (9, 9)).await).unwrap().len()
        };
        assert_eq!((chats(REPLICA).await, chats("other").await), (1, 0));
    }
}
