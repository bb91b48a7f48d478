//! One member who writes without waiting, so that a bounded number of updates is unanswered all the time.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use anyhow::Context;
use tokio::task::JoinSet;

use crate::drive::PATIENCE;
use crate::line::{Line, Way, update};
use crate::messenger::Messenger;
use crate::scripts::What;

/// Updates of the flood that are unanswered, all the time.
const UNANSWERED: usize = 16;

/// Nobody understands it, so that each is answered by a message of its own: screens would stand for one another.
const TEXT: &str = "qwerty asdfgh";

/// A flood under way.
pub struct Flood {
    stop: Arc<AtomicBool>,
    lines: JoinSet<anyhow::Result<u64>>,
}

impl Flood {
    /// Begins in this chat.
    pub async fn begin(way: &Way, messenger: &Messenger, chat: usize) -> anyhow::Result<Self> {
        let stop = Arc::new(AtomicBool::new(false));
        let mut lines = JoinSet::new();
        for _ in 0..UNANSWERED {
            let line = Line::open(way).await?;
            lines.spawn(pour(way.clone(), messenger.clone(), chat, line, Arc::clone(&stop)));
        }
        Ok(Self { stop, lines })
    }

    /// Ends it, and tells how many updates were brought and answered.
    pub async fn end(mut self) -> anyhow::Result<u64> {
        self.stop.store(true, Ordering::Relaxed);
        let mut brought = 0_u64;
        while let Some(line) = self.lines.join_next().await {
            brought = brought.saturating_add(line.context("a line of the flood is gone")??);
        }
        Ok(brought)
    }
}

async fn pour(
    way: Way,
    messenger: Messenger,
    chat: usize,
    mut line: Line,
    stop: Arc<AtomicBool>,
) -> anyhow::Result<u64> {
    let (person, bot) = (messenger.people().writer(chat), messenger.people().cooperative_of(chat));
    let what = What::Say(TEXT.to_owned());
    let mut brought = 0_u64;
    while !stop.load(Ordering::Relaxed) {
        let told = messenger.expect(chat, 1, None);
        let own = messenger.next_id();
        line.bring(&way, &messenger, bot, |id| update(id, person, &what, own, None)).await?;
        tokio::time::timeout(PATIENCE, told).await.context("the flood is not answered")??;
        brought = brought.saturating_add(1);
    }
    Ok(brought)
}
