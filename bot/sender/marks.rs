//! What became of rows, written down.

use std::collections::HashMap;

use domain::ids::{BotId, ChatId};
use store::StoreError;
use store::outbox::{ChatMark, Mark};

use super::{Aftermath, Report};

/// Marks all rows that are told of, and what follows from it for their chats.
pub(super) async fn write_in(tx: &mut store::Tx, known: &[Report], now_us: i64) -> Result<(), StoreError> {
    let marks: Vec<Mark> = known.iter().map(|report| report.mark.clone()).collect();
    // The last word about a chat stands: one statement can't touch a row twice.
    let mut chats: HashMap<(BotId, ChatId), ChatMark> = HashMap::new();
    for report in known {
        if let Some(mark) = &report.chat_mark {
            chats.insert((report.bot, report.chat), mark.clone());
        }
    }
    let chats: Vec<ChatMark> = chats.into_values().collect();
    store::outbox::mark_in(tx, &marks, &chats, now_us).await?;
    for report in known {
        match report.aftermath {
            Aftermath::None | Aftermath::Paused(_) => {}
            Aftermath::Unreachable => store::outbox::drop_chat_in(tx, report.bot, report.chat, now_us).await?,
            Aftermath::Migrated(to) => store::groups::moved_in(tx, report.bot, report.chat, to).await?,
        }
    }
    Ok(())
}
