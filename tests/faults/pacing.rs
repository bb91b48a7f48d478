//! What the bot begins by itself keeps the messenger's limits, and is in no answer's way.

use std::sync::Arc;

use chrono::{DateTime, TimeDelta, Utc};
use domain::ids::{BotId, ChatId};
use emulator::{CallRecord, GroupConfig};
use rembuk::serve;
use store::outbox::{Form, NewMessage, Pace};

use crate::eye::Eye;
use crate::people::{ANI, SARI, asks_balance};
use crate::support::{World, everywhere};
use crate::town::town;

const BOT: BotId = BotId(4_242);

/// A broadcast to so many groups.
const GROUPS: i64 = 150;

/// One message to each of these chats, decided at once.
async fn begin(world: &World, chats: impl Iterator<Item = i64>) {
    let message = |(n, chat): (usize, i64)| {
        let params = serde_json::json!({ "chat_id": chat, "text": format!("kabar {n}") });
        NewMessage {
            bot: BOT,
            chat: ChatId(chat),
            cause_key: format!("job:kabar:{n}:{chat}"),
            form: Form::Message,
            pace: Pace::Paced,
            after_message_id: 0,
            payload: serde_json::to_vec(&serde_json::json!({ "method": "SendMessage", "params": params })).unwrap(),
        }
    };
    let messages: Vec<NewMessage> = chats.enumerate().map(message).collect();
    let opened = serve::open(&world.settings.data).await.unwrap();
    let (keys, now_us) = (opened.keys.clone(), world.clock.now_us());
    let kept = world.running.db.unit(store::unit!("test"), move |tx| {
        Box::pin(async move { store::outbox::add_in(tx, &keys, &messages, now_us).await })
    });
    kept.await.unwrap();
    opened.db.close().await;
}

fn add_groups(world: &World, ids: impl Iterator<Item = i64>) {
    for id in ids {
        let title = "Warga".to_owned();
        world.emulator.add_group(GroupConfig { id, title, members: vec![SARI], admins: vec![SARI] });
    }
}

/// Calls that told news, with their chats, in order.
fn news(world: &World) -> Vec<Arc<CallRecord>> {
    let is_news = |call: &Arc<CallRecord>| call.params["text"].as_str().is_some_and(|text| text.starts_with("kabar"));
    world.emulator.calls().into_iter().filter(is_news).collect()
}

fn to(calls: &[Arc<CallRecord>], chat: i64) -> Vec<DateTime<Utc>> {
    calls.iter().filter(|call| call.params["chat_id"].as_i64() == Some(chat)).map(|call| call.at).collect()
}

/// From the first to the last of them. A single second says little: a busy machine sends late, and then several at once.
fn lasted(calls: &[Arc<CallRecord>]) -> TimeDelta {
    let times = || calls.iter().map(|call| call.at);
    times().max().unwrap() - times().min().unwrap()
}

async fn all_told(eye: &mut Eye) {
    eye.wait_for("SELECT COUNT(*) FROM outbox WHERE finished_at = 0", 0).await;
}

everywhere! {
    async fn a_broadcast_keeps_the_limit_of_the_bot_and_answers_pass_it(kind, intake) {
        let (world, mut eye) = town(kind, intake).await;
        add_groups(&world, (1_001..1_001 + GROUPS).map(|id| -id));
        let [sari, ani] = [SARI, ANI].map(|id| world.emulator.person(id));
        eye.wait_until_quiet().await;
        begin(&world, (1_001..1_001 + GROUPS).map(|id| -id)).await;
        eye.wait_until("SELECT COUNT(*) FROM outbox WHERE state = 'sent'", |sent| sent > 10).await;
        for _ in 0..5 {
            asks_balance(&sari).await;
            asks_balance(&ani).await;
        }
        let told = usize::try_from(GROUPS).unwrap();
        assert!(news(&world).len() < told, "ten answers came while the broadcast went on");
        all_told(&mut eye).await;
        let calls = news(&world);
        assert_eq!(calls.len(), told);
        let (lasted, at_thirty) = (lasted(&calls), TimeDelta::milliseconds(GROUPS * 1_000 / 30));
        assert!(lasted > at_thirty * 4 / 5, "the limit is kept: {lasted}");
        assert!(lasted < at_thirty * 3, "and it is used: {lasted}");
        world.end().await;
    }

    async fn news_for_one_chat_waits_for_its_own_limit_alone_and_goes_before_an_answer(kind, intake) {
        let (world, mut eye) = town(kind, intake).await;
        add_groups(&world, [-2_001, -2_002].into_iter());
        let [sari, ani] = [SARI, ANI].map(|id| world.emulator.person(id));
        asks_balance(&sari).await;
        asks_balance(&ani).await;
        eye.wait_until_quiet().await;
        let chats = std::iter::repeat_n(-2_001, 7).chain(std::iter::repeat_n(SARI, 12)).chain([ANI, -2_002]);
        begin(&world, chats).await;
        eye.wait_until("SELECT COUNT(*) FROM outbox WHERE chat_id = 11 AND cause_key LIKE 'job:%' AND state = 'sent'",
            |sent| sent >= 2).await;
        let waited = asks_balance(&sari).await;
        let mine = to(&news(&world), SARI);
        assert_eq!(mine.len(), 12, "what was decided before goes before the answer, and does not hold it up");
        let seen = sari.messages().await;
        let last = seen.iter().rfind(|it| it.text.starts_with("kabar")).unwrap();
        assert!(last.id < waited.id, "order is kept");
        all_told(&mut eye).await;
        let calls = news(&world);
        let group = to(&calls, -2_001);
        assert!(group[4] - group[0] < TimeDelta::seconds(3), "a quarter of a minute's may go together");
        // The two behind them take four seconds each; at a person's pace they would be there after four in all.
        assert!(group[6] - group[0] > TimeDelta::milliseconds(5_500), "{}", group[6] - group[0]);
        for (chat, name) in [(ANI, "a person"), (-2_002, "another group")] {
            assert!(to(&calls, chat)[0] < group[5], "{name} waits for nobody");
        }
        world.end().await;
    }
}
