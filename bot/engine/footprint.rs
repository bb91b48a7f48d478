//! Which updates may share a batch.

use std::collections::HashMap;

use dialogues::Dialogue;
use dialogues::step::{Access, Effect, Resource, Step};
use domain::bug::{Bug, seeded};
use domain::ids::CooperativeId;

/// What the steps of a batch touch so far.
#[derive(Debug, Default)]
pub struct Footprint {
    touched: HashMap<(CooperativeId, Resource), Access>,
}

impl Footprint {
    /// Takes a step into the batch, unless it meets one that is in: then it waits for the next batch.
    pub fn admit(&mut self, cooperative: CooperativeId, step: &Step<Dialogue>) -> Admission {
        let reads = step.reads.iter().map(|resource| (*resource, Access::Read));
        let accesses: Vec<_> = step.effects.iter().flat_map(Effect::accesses).chain(reads).collect();
        let meets = accesses.iter().any(|(resource, access)| {
            self.touched.get(&(cooperative, *resource)).is_some_and(|other| !other.commutes_with(*access))
        });
        if meets && !seeded(Bug::FootprintsIgnored) {
            return Admission::Deferred;
        }
        for (resource, access) in accesses {
            // Within one step the strongest access stands for all.
            let slot = self.touched.entry((cooperative, resource)).or_insert(access);
            *slot = strongest(*slot, access);
        }
        Admission::Admitted
    }
}

/// Whether a step is in the batch.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Admission {
    /// It is.
    Admitted,
    /// It waits for the next one.
    Deferred,
}

/// A read together with an addition is as exclusive as a write: neither commutes with the other.
const fn strongest(one: Access, other: Access) -> Access {
    match (one, other) {
        (Access::Read, Access::Read) => Access::Read,
        (Access::Add, Access::Add) => Access::Add,
        _ => Access::Write,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use dialogues::step::SettingsEffect;
    use domain::ids::RequestId;
    use domain::ledger::{Account, Code};
    use domain::role::Role;
    use domain::setting::Value;
    use domain::zone::Zone;

    const HERE: CooperativeId = CooperativeId::from_u128(1);
    const THERE: CooperativeId = CooperativeId::from_u128(2);
    const CASH: Resource = Resource::Account(Account::General(Code::Cash));

    fn reads(resource: Resource) -> Step<Dialogue> {
        Step { next: Dialogue::Idle, effects: Vec::new(), replies: Vec::new(), reads: vec![resource] }
    }

    fn approves(request: RequestId) -> Step<Dialogue> {
        let effect = Effect::Refuse { request, version: 1, reason: String::new() };
        Step { next: Dialogue::Idle, effects: vec![effect], replies: Vec::new(), reads: Vec::new() }
    }

    #[test]
    fn two_readers_share_a_batch() {
        let mut footprint = Footprint::default();
        assert_eq!(footprint.admit(HERE, &reads(CASH)), Admission::Admitted);
        assert_eq!(footprint.admit(HERE, &reads(CASH)), Admission::Admitted);
    }

    #[test]
    fn two_writers_of_one_request_never_share_a_batch() {
        crate::crash::plant_bug().unwrap();
        let request = RequestId::from_u128(9);
        let mut footprint = Footprint::default();
        assert_eq!(footprint.admit(HERE, &approves(request)), Admission::Admitted);
        assert_eq!(footprint.admit(HERE, &approves(request)), Admission::Deferred);
        assert_eq!(footprint.admit(THERE, &approves(request)), Admission::Admitted);
    }

    #[test]
    fn two_who_set_something_of_one_cooperative_never_share_a_batch() {
        let zone = |zone| {
            let (value, before) = (Value::Zone(zone), Value::Zone(Zone::Wib));
            let effect = Effect::Settings(SettingsEffect::Set { value, before, version: 1, role: Role::Chair });
            Step { next: Dialogue::Idle, effects: vec![effect], replies: Vec::new(), reads: Vec::new() }
        };
        let mut footprint = Footprint::default();
        assert_eq!(footprint.admit(HERE, &zone(Zone::Wita)), Admission::Admitted);
        assert_eq!(footprint.admit(HERE, &zone(Zone::Wit)), Admission::Deferred);
        assert_eq!(footprint.admit(THERE, &zone(Zone::Wit)), Admission::Admitted);
    }

    #[test]
    fn a_reader_never_shares_a_batch_with_a_writer() {
        let request = RequestId::from_u128(9);
        let mut footprint = Footprint::default();
        assert_eq!(footprint.admit(HERE, &reads(Resource::Request(request))), Admission::Admitted);
        assert_eq!(footprint.admit(HERE, &approves(request)), Admission::Deferred);
    }
}
