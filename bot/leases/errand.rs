//! What may have to wait for somebody's lock: burying, giving back, taking. One errand at a time, beside the beats.

use std::collections::HashSet;
use std::sync::Arc;

use domain::ids::BotId;
use store::StoreError;
use store::leases::{self, Living, Taken};

use super::Work;
use super::keeper::Keeper;

/// Works taken or given back in one transaction at the most.
pub(super) const PIECE: i64 = 500;

/// What is to be done.
pub(super) struct Errand {
    pub(super) replica: String,
    pub(super) dead: Vec<Living>,
    pub(super) back: Vec<(Work, BotId)>,
    pub(super) wanted: Vec<(Work, i64)>,
    /// What the process believes to have, where an answer was lost: the rest is given back.
    pub(super) check: Option<HashSet<(Work, BotId)>>,
}

/// What came of it.
#[derive(Default)]
pub(super) struct Done {
    pub(super) replica: String,
    pub(super) back: Vec<(Work, BotId)>,
    pub(super) taken: Vec<(Work, Taken)>,
    /// Whether all was done; if not, nobody knows what was.
    pub(super) well: bool,
}

impl Keeper {
    /// Goes, and tells how far it came.
    pub(super) async fn go(self: Arc<Self>, errand: Errand) -> Done {
        let mut done = Done { replica: errand.replica.clone(), ..Done::default() };
        match self.try_to_go(errand, &mut done).await {
            Ok(()) => done.well = true,
            Err(error) => tracing::warn!(error = %error, "who has which work could not be settled; trying again"),
        }
        done
    }

    async fn try_to_go(&self, mut errand: Errand, done: &mut Done) -> Result<(), StoreError> {
        for dead in errand.dead {
            let grave = dead.clone();
            let buried = self
                .db
                .unit(store::unit!("bury"), move |tx| Box::pin(async move { leases::bury_in(tx, &grave).await }))
                .await?;
            if buried {
                self.metrics.processes_lost.inc();
                tracing::warn!(replica = dead.replica_id, "a process has shown no life for long; its works are free");
            }
        }
        if let Some(known) = errand.check {
            errand.back.extend(self.unknown(&errand.replica, &known).await?);
        }
        for work in self.works {
            let bots: Vec<BotId> = errand.back.iter().filter(|(of, _)| of == work).map(|(_, bot)| *bot).collect();
            let (replica, work) = (errand.replica.clone(), *work);
            if bots.is_empty() {
                continue;
            }
            done.back.extend(bots.iter().map(|bot| (work, *bot)));
            self.db
                .unit(store::unit!("give_back"), move |tx| {
                    Box::pin(async move { leases::give_back_in(tx, &replica, work, &bots).await })
                })
                .await?;
        }
        for (work, share) in errand.wanted {
            let taken = self.take(&errand.replica, work, share).await?;
            done.taken.push((work, taken));
        }
        Ok(())
    }

    /// What the process has without knowing it: nobody else could take that.
    async fn unknown(&self, replica: &str, known: &HashSet<(Work, BotId)>) -> Result<Vec<(Work, BotId)>, StoreError> {
        let (replica, limit) = (replica.to_owned(), PIECE.saturating_add(i64::try_from(known.len()).unwrap_or(0)));
        let mut mine = self
            .db
            .unit(store::unit!("mine"), move |tx| {
                Box::pin(async move { leases::list_mine_in(tx, &replica, limit).await })
            })
            .await?;
        mine.retain(|what| !known.contains(what));
        Ok(mine)
    }

    /// Takes up to a number of bots that nobody has and that this process knows.
    async fn take(&self, replica: &str, work: Work, share: i64) -> Result<Taken, StoreError> {
        let (replica, now_us, known) = (replica.to_owned(), self.clock.now_us(), self.registry.now());
        let unit = match work {
            Work::Poll => store::unit!("poll"),
            Work::Send => store::unit!("recover"),
        };
        self.db
            .unit(unit, move |tx| {
                Box::pin(async move {
                    let mut free = leases::list_free_in(tx, &replica, work, share).await?;
                    free.retain(|bot| known.get(*bot).is_some());
                    leases::take_in(tx, &replica, work, &free, now_us).await
                })
            })
            .await
    }
}
