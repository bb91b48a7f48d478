//! A messenger that is away for a while, in one of the shapes in which nobody takes a call, with deaths in between.

use std::ops::RangeInclusive;
use std::time::Duration;

use emulator::{Fault, Says};
use rand::RngExt;
use rand::rngs::StdRng;
use tokio::time::Instant;

use super::kills::dies;
use super::plan::{Run, Size};
use super::stage::Stage;
use crate::eye::Eye;
use crate::line::Line;
use crate::load::MEMBERS;
use crate::rig::Bot;

/// How long it is away, in milliseconds: a press that waits for more than 150 s dies with the messenger.
const BY_NIGHT: RangeInclusive<u64> = 1_000..=120_000;
const SHORTLY: RangeInclusive<u64> = 1_000..=7_000;

/// How long it may take, after it is back, until everything is said: a look for it, the longest pause, and the pace.
const CATCHING_UP_MAX: Duration = Duration::from_mins(2);

/// Questions of each member while it is away.
const QUESTIONS: usize = 2;

/// A way to be away.
enum Away {
    /// Every call meets this.
    Says(&'static str, Says),
    /// Every call is read, and its connection closed: nobody can know that it was not taken.
    Closes,
    /// Every connection is reset before anything is read.
    HangsUp,
}

impl Away {
    fn any(chance: &mut StdRng) -> Self {
        let mut all: Vec<Self> = Says::of_nobody().into_iter().map(|(name, says)| Self::Says(name, says)).collect();
        all.extend([Self::Closes, Self::HangsUp]);
        let at = chance.random_range(0..all.len());
        all.swap_remove(at)
    }

    const fn name(&self) -> &'static str {
        match self {
            Self::Says(name, _) => name,
            Self::Closes => "closed after it was read",
            Self::HangsUp => "reset before it was read",
        }
    }

    fn begins(&self, stage: &Stage) {
        match self {
            Self::Says(_, says) => {
                let says = says.clone();
                stage.rig.emulator.set_fault(Box::new(move |_| Fault::Says(says.clone())));
            }
            Self::Closes => stage.rig.emulator.set_fault(Box::new(|_| Fault::DropBefore)),
            Self::HangsUp => stage.rig.emulator.hang_up(true),
        }
    }

    fn ends(stage: &Stage) {
        stage.rig.emulator.hang_up(false);
        stage.rig.emulator.clear_fault();
    }

    /// Deaths of which each may leave a message unknown: by rule one is given up after three unknown tries, and here the
    /// first may be unknown already.
    const fn deaths_max(&self) -> u32 {
        match self {
            Self::Says(..) => 2,
            Self::Closes | Self::HangsUp => 1,
        }
    }
}

pub async fn away(run: Run) -> Line {
    let mut stage = Stage::open_to(run, MEMBERS).await;
    let mut bot = stage.rig.start_bot(&[]);
    stage.burst(1).await;
    let lasts = if run.size == Size::Night { BY_NIGHT } else { SHORTLY };
    while stage.line.hits < run.rounds {
        let away = Away::any(&mut stage.chance);
        let confirms = stage.open_deposits().await;
        away.begins(&stage);
        stage.confirm_deposits(confirms).await;
        stage.ask(QUESTIONS).await;
        bot = lives_on(&mut stage, bot, &away, lasts.clone()).await;
        Away::ends(&stage);
        let back = Instant::now();
        stage.catches_up(CATCHING_UP_MAX).await;
        println!("{run:?}: {} is over, and all was said after {:?}", away.name(), back.elapsed());
        stage.line.hits += 1;
    }
    stage.judged(bot).await
}

/// The time in which the messenger is away passes; the bot may die in it, and is started again.
async fn lives_on(stage: &mut Stage, mut bot: Bot, away: &Away, lasts: RangeInclusive<u64>) -> Bot {
    let deaths = stage.chance.random_range(0..=away.deaths_max());
    let until = Instant::now() + Duration::from_millis(stage.chance.random_range(lasts));
    let left = |now: Instant| u64::try_from(until.saturating_duration_since(now).as_millis()).unwrap_or(0);
    for _ in 0..deaths {
        stage.pass(0..left(Instant::now()) + 1).await;
        dies(stage, bot).await;
        bot = stage.rig.start_bot(&[]);
    }
    tokio::time::sleep_until(until).await;
    bot
}

impl Stage {
    /// Waits until every update is taken, worked on and answered.
    async fn catches_up(&self, limit: Duration) {
        self.rig.emulator.wait_until_taken(crate::support::TOKEN, limit).await.unwrap();
        Eye::open(&self.rig.place).await.wait_until_quiet_within(limit).await;
    }
}
