//! The engine: one call of every function beside a twin.

use domain::ids::{BotId, ChatId};
use store::dialogues::{self, Save};
use store::jobs::{self, Run};
use store::leases::{self, Work};
use store::outbox::{self, ChatMark, ClaimTimes, Mark, MarkState};
use store::{Tx, bots, fences, inbox};

use crate::sender;
use crate::twin_calls::calls;
use crate::world::{NOW, bot, coop, keys, message, update};

pub fn run(period: &str) -> Run {
    Run { subject: String::new(), period: period.into() }
}

fn talk(who: i64, read_version: i64) -> Save {
    Save { key: (BotId(1), who, who, 0), state: b"lain".to_vec(), read_version }
}

async fn claimed(tx: &mut Tx) -> Result<Vec<outbox::Claimed>, store::StoreError> {
    let times = ClaimTimes { now_us: NOW, lease_until_us: NOW + 1 };
    sender::claim_in(tx, "p1", &[(BotId(1), 2)], times, 99).await
}

/// Claimed rows without the numbers that the database gives.
fn told(rows: &[outbox::Claimed]) -> Vec<String> {
    rows.iter().map(|row| format!("{} {} {} {:?}", row.bot, row.chat, row.cause_key, row.payload)).collect()
}

async fn claims(tx: &mut Tx) -> Result<Vec<String>, store::StoreError> {
    Ok(told(&claimed(tx).await?))
}

/// Marks all that cooperative 1 can claim as sent.
async fn marks(tx: &mut Tx) -> Result<(), store::StoreError> {
    outbox::add_in(tx, &keys(), &[message(5, "in:7:0")], NOW).await?;
    let sent = |row: &outbox::Claimed| Mark { message_id: 70, ..sender::mark(row.outbox_id, 2, MarkState::Sent) };
    let rows: Vec<Mark> = claimed(tx).await?.iter().map(sent).collect();
    let chat =
        ChatMark { bot_id: BotId(1), chat_id: ChatId(5), last_message_id: 70, screen_message_id: 0, unreachable: 0 };
    outbox::mark_in(tx, &rows, &[chat], NOW).await
}

/// Hands over for cooperative 1, whose bot has a neighbour with the same chats.
async fn hands(tx: &mut Tx) -> Result<Vec<String>, store::StoreError> {
    let hold = outbox::Hold { fences: [(BotId(1), 2)].into(), lease_until_us: NOW + 1 };
    let messages = [message(5, "in:8:0"), message(9, "in:8:1")];
    Ok(told(&outbox::hand_over_in(tx, &keys(), &messages, &hold, NOW).await?))
}

calls! { READS:
    outbox::hand_over_in, tx => hands(tx);
}

calls! { WRITES:
    jobs::claim_in, tx => async { jobs::claim_in(tx, coop(1), "question", &[run("1d"), run("9d")], NOW).await };
    jobs::drop_old_in, tx => jobs::drop_old_in(tx, coop(1), NOW + 9);
    dialogues::save_in, tx => async { dialogues::save_in(tx, &keys(), &[talk(5, 1)], NOW).await };
    dialogues::save_in, tx => async { dialogues::save_in(tx, &keys(), &[talk(9, 0)], NOW).await };
    inbox::add_in, tx => async { inbox::add_in(tx, &keys(), &[update(1, 5), update(9, 9)], NOW).await };
    outbox::add_in, tx => async {
        outbox::add_in(tx, &keys(), &[message(5, "in:1:0"), message(9, "in:9:0")], NOW).await
    };
    fences::take_over_in, tx => fences::take_over_in(tx, &[BotId(1)], NOW);
    leases::take_in, tx => leases::take_in(tx, "p1", Work::Send, &[BotId(1)], NOW);
    outbox::find_in, tx => async { Ok::<_, store::StoreError>(outbox::find_in(tx, "p1", &[], (9, 9)).await?.len()) };
    outbox::claim_in, tx => claims(tx);
    fences::never_sent_in, tx => async {
        let lost = |outbox_id| fences::Written { bot_id: BotId(1), outbox_id, fence: 2, lease_until_us: NOW + 9 };
        fences::never_sent_in(tx, &[lost(1), lost(9)]).await
    };
    fences::free_in, tx => fences::free_in(tx, &[(BotId(1), 2)], &[], NOW + 9);
    outbox::mark_in, tx => marks(tx);
    outbox::migrate_chat_in, tx => outbox::migrate_chat_in(tx, BotId(1), ChatId(5), ChatId(6));
    outbox::drop_chat_in, tx => outbox::drop_chat_in(tx, BotId(1), ChatId(9), NOW);
    outbox::set_unreachable_in, tx => outbox::set_unreachable_in(tx, BotId(1), ChatId(9), 1);
    fences::lost_in, tx => fences::lost_in(tx, &[(BotId(1), 9)]);
    leases::give_back_in, tx => leases::give_back_in(tx, "p1", Work::Poll, &[BotId(1), BotId(2)]);
    bots::put_in, tx => async { bots::put_in(tx, &keys(), &bot(1)).await };
    bots::set_username_in, tx => bots::set_username_in(tx, BotId(1), "satu");
}
