//! Which updates may share a batch.

use std::collections::HashMap;

use dialogues::base::touch::{Resource, Touch};
use dialogues::hub::{Effect, Step};
use domain::bug::{Bug, seeded};
use domain::ids::CooperativeId;

/// What the steps of a batch touch so far.
#[derive(Debug, Default)]
pub struct Footprint {
    touched: HashMap<(CooperativeId, Resource), Touch>,
}

impl Footprint {
    /// Takes a step into the batch, unless it meets one that is in: then it waits for the next batch.
    pub fn admit(&mut self, cooperative: CooperativeId, step: &Step) -> Admission {
        let reads = step.reads.iter().map(|resource| (*resource, Touch::Read));
        let accesses: Vec<_> = step.effects.iter().flat_map(Effect::touches).chain(reads).collect();
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
const fn strongest(one: Touch, other: Touch) -> Touch {
    match (one, other) {
        (Touch::Read, Touch::Read) => Touch::Read,
        (Touch::Add, Touch::Add) => Touch::Add,
        _ => Touch::Write,
    }
}

#[cfg(test)]
mod tests {
    use dialogues::hub::Dialogue;
    use dialogues::requests::RequestsEffect;

    use super::*;
    use dialogues::settings::SettingsEffect;
    use domain::ids::RequestId;
    use domain::ledger::{Account, Code};
    use domain::role::Role;
    use domain::setting::Value;
    use domain::zone::Zone;

    const HERE: CooperativeId = CooperativeId::from_u128(1);
    const THERE: CooperativeId = CooperativeId::from_u128(2);
    const CASH: Resource = Resource::Account(Account::General(Code::Cash));

    fn reads(resource: Resource) -> Step {
        Step { next: Dialogue::Idle, effects: Vec::new(), replies: Vec::new(), reads: vec![resource] }
    }

    fn approves(request: RequestId) -> Step {
        let effect = RequestsEffect::Refuse { request, version: 1, reason: String::new() };
        Step { next: Dialogue::Idle, effects: vec![effect.into()], replies: Vec::new(), reads: Vec::new() }
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
            let effect = SettingsEffect::Set { value, before, version: 1, role: Role::Chair };
            Step { next: Dialogue::Idle, effects: vec![effect.into()], replies: Vec::new(), reads: Vec::new() }
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
