//! kill -9 at random moments under load.

use std::ops::Range;
use std::time::Instant;

use super::plan::Run;
use super::stage::Stage;
use crate::eye::Eye;
use crate::judge::ambiguous;
use crate::line::Line;
use crate::rig::Bot;

/// Milliseconds that the bot lives, from its start or its first answer.
const LIFE_MS: Range<u64> = 60..900;

/// Messages that a third death would end.
const IN_DANGER: &str = "SELECT COUNT(*) FROM outbox WHERE finished_at = 0 \
    AND (ambiguous >= 2 OR (ambiguous >= 1 AND state = 'sending'))";

pub async fn kills(run: Run) -> Line {
    let mut stage = Stage::open(run).await;
    stage.people_act();
    for kill in 0..run.rounds {
        let in_danger = is_in_danger(&stage).await;
        let (from, started) = (stage.rig.emulator.next_call(), Instant::now());
        let bot = stage.rig.start_bot(&[]);
        // Every second life begins to count when it has said something: a slow machine dies at work as well.
        if in_danger {
            let_through(&stage).await;
        } else if kill % 2 == 1 {
            stage.first_answer(&bot, from, started).await;
        }
        stage.pass(LIFE_MS).await;
        dies(&mut stage, bot).await;
        stage.line.hits += 1;
    }
    let bot = stage.last_life().await;
    stage.judged(bot).await
}

/// kill -9, and what it left in a sender's hands.
pub async fn dies(stage: &mut Stage, mut bot: Bot) {
    bot.kill();
    counts_death(stage).await;
}

/// Counts the messages of which a death leaves nobody knowing.
pub async fn counts_death(stage: &mut Stage) {
    stage.line.unknown += ambiguous(&mut Eye::open_dead(&stage.rig.place).await).await;
    stage.another_life().await;
}

/// Whether another death could leave a message unknown for the third time.
pub async fn is_in_danger(stage: &Stage) -> bool {
    Eye::open_dead(&stage.rig.place).await.number(IN_DANGER).await > 0
}

/// A message that three deaths leave unknown is given up, by rule: it is let through after the second.
pub async fn let_through(stage: &Stage) {
    Eye::open(&stage.rig.place).await.wait_for(IN_DANGER, 0).await;
}
