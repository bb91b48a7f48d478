//! From a worker to the sender of its own process: an answer is in hand from the moment at which it is committed, instead
//! of being written down to be looked for again.

use std::collections::HashMap;
use std::sync::Arc;

use domain::ids::BotId;
use store::outbox::{Claimed, Hold};
use tokio::sync::{OwnedSemaphorePermit, Semaphore, mpsc};

use super::lease_us;
use super::unheard::{Coming, Unheard};
use crate::crash;
use crate::leases::Leases;

/// Messages that are handed over and not marked yet, at the most: what comes beyond it waits to be claimed.
const HANDED_MAX: usize = 256;

/// The worker's end; cheap to clone.
#[derive(Clone)]
pub struct Handover {
    leases: Leases,
    room: Arc<Semaphore>,
    rows: mpsc::UnboundedSender<Handed>,
    unheard: Unheard,
}

/// The sender's end.
pub struct Taken {
    pub(super) rows: mpsc::UnboundedReceiver<Handed>,
    /// What is committed without anybody having heard so.
    pub(super) unheard: Unheard,
    room: Arc<Semaphore>,
}

/// What a worker may hand over, with the room for it.
pub struct Place {
    /// The sender's fences.
    pub hold: Hold,
    room: OwnedSemaphorePermit,
    unheard: Unheard,
}

/// Rows that are committed as being in the sender's hands.
pub struct Handed {
    pub(super) rows: Coming,
    pub(super) fences: HashMap<BotId, i64>,
    pub(super) room: OwnedSemaphorePermit,
}

impl Handover {
    /// Both ends.
    pub fn new(leases: Leases) -> (Self, Taken) {
        let room = Arc::new(Semaphore::new(HANDED_MAX));
        // Bounded by the room: each row that is handed over has a place in it.
        let (rows, taken) = mpsc::unbounded_channel();
        let unheard = Unheard::default();
        (Self { leases, room: Arc::clone(&room), rows, unheard: unheard.clone() }, Taken { rows: taken, unheard, room })
    }

    /// A place for so many messages that are committed at about this instant; none while the sender has its hands full.
    pub fn place(&self, count: usize, now_us: i64) -> Option<Place> {
        if count == 0 || crash::is_plain() {
            return None;
        }
        let fences: HashMap<BotId, i64> = self.leases.had().fences().collect();
        let count = u32::try_from(count).ok().filter(|_| !fences.is_empty())?;
        let room = Arc::clone(&self.room).try_acquire_many_owned(count).ok()?;
        let hold = Hold { fences, lease_until_us: now_us.saturating_add(lease_us()) };
        Some(Place { hold, room, unheard: self.unheard.clone() })
    }

    /// Hands over what is committed.
    pub fn give(&self, handed: Handed) {
        // Without a sender the process is at its end; the next one takes these rows over.
        let _ = self.rows.send(handed);
    }
}

impl Place {
    /// With the rows that came of it.
    pub fn with(self, rows: Vec<Claimed>) -> Option<Handed> {
        let Self { hold: Hold { fences, lease_until_us }, room, unheard } = self;
        (!rows.is_empty()).then(|| Handed { rows: unheard.coming(rows, &fences, lease_until_us), fences, room })
    }
}

impl Taken {
    /// Lets nothing more be handed over; what is being committed comes yet.
    pub(super) fn close(&self) {
        self.room.close();
    }

    /// Whether nothing is handed over, nor on its way.
    pub(super) fn is_empty(&self) -> bool {
        self.room.available_permits() == HANDED_MAX
    }
}
