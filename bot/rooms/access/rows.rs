//! What is decided about doors, shared accounts and typed secrets, as rows.

use dialogues::access::{AccessEffect, DoorEvent, Secret};
use domain::ids::{CooperativeId, InvitationId};
use domain::invitation::Proof;
use domain::secret::Tries;
use store::doors::{NewEvent, Put};
use store::invitations::{Grant, Invitation};
use store::links::{Link, Opening};
use store::people::PersonKey;
use store::pins::NewPin;
use store::{StoreError, Tx};

use crate::engine::Engine;
use crate::engine::batch::Case;

/// Rows of a batch around doors, by kind.
#[derive(Default)]
pub struct Rows {
    puts: Vec<Put>,
    events: Vec<NewEvent>,
    removed: Vec<Link>,
    links: Vec<(Link, u8)>,
    uses: Vec<(PersonKey, InvitationId)>,
    invitations: Vec<(CooperativeId, (Invitation, String))>,
    pins: Vec<NewPin>,
    openings: Vec<Opening>,
    tries: Vec<(PersonKey, store::tries::Secret, Tries)>,
}

impl Rows {
    /// Takes one effect of a case, the n-th of its step.
    pub fn collect(&mut self, effect: &AccessEffect, n: usize, case: &Case, engine: &Engine) {
        let cooperative = case.cooperative_id;
        let here = PersonKey { cooperative_id: cooperative, person_id: case.head.person };
        let at = |person_id| PersonKey { cooperative_id: cooperative, person_id };
        match effect {
            AccessEffect::Set { door, event } => {
                self.puts.push(Put { cooperative, member: event.member, door: *door });
                self.events.push(event_row(event, here, n, case));
            }
            AccessEffect::Note(event) => self.events.push(event_row(event, here, n, case)),
            AccessEffect::Unlink { member, person } => {
                self.removed.push(Link { person: at(*person), member: *member });
            }
            AccessEffect::LinkTo { member, person } => {
                self.links.push((Link { person: at(*person), member: *member }, 1));
            }
            AccessEffect::Share { member, slot, invitation } => {
                self.links.push((Link { person: here, member: *member }, *slot));
                self.uses.push((here, *invitation));
            }
            AccessEffect::Invite { invitation, member, code, expires_at } => {
                let row = Invitation {
                    invitation_id: *invitation,
                    grant: Grant::Member(*member),
                    proof: Proof::Code,
                    expires_at_us: expires_at.timestamp_micros(),
                    used_by: None,
                    made_by: None,
                };
                self.invitations.push((cooperative, (row, code.clone())));
            }
            AccessEffect::SetPin { member, pin } => {
                let seed = engine.keys.seed(&format!("pin:{}:{n}", case.head.arrival));
                let salt = seed.first_chunk().copied().unwrap_or_default();
                self.pins.push(NewPin { cooperative, member: *member, pin: pin.clone(), salt });
            }
            AccessEffect::LetIn { member, until } => {
                self.openings.push(Opening { person: here, member: *member, until_us: until.timestamp_micros() });
            }
            AccessEffect::PutOut => {
                if let Some(linked) = case.facts.person.members.first() {
                    self.openings.push(Opening { person: here, member: linked.member.member_id, until_us: 0 });
                }
            }
            AccessEffect::Tried { secret, tries } => {
                let secret = match secret {
                    Secret::Code => store::tries::Secret::Code,
                    Secret::Pin(member) => store::tries::Secret::Pin(*member),
                };
                self.tries.push((here, secret, *tries));
            }
        }
    }

    /// Writes them: what is taken away before what is given.
    pub async fn write_in(&self, tx: &mut Tx, engine: &Engine, now_us: i64) -> Result<(), StoreError> {
        let gone: Vec<_> = self.removed.iter().map(|link| (link.person.cooperative_id, link.member)).collect();
        // Whoever moves or is to be moved: codes that were given out before are worthless.
        let linked = self.links.iter().map(|(link, _)| (link.person.cooperative_id, link.member));
        let invited = self.invitations.iter().filter_map(|(cooperative, (invitation, _))| match invitation.grant {
            Grant::Member(member) => Some((*cooperative, member)),
            Grant::Role(_) => None,
        });
        let voided: Vec<_> = gone.iter().copied().chain(linked).chain(invited).collect();
        store::doors::put_in(tx, &self.puts).await?;
        store::doors::add_events_in(tx, &engine.keys, &self.events, now_us).await?;
        store::links::remove_in(tx, &self.removed).await?;
        store::pins::drop_in(tx, &gone).await?;
        store::invitations::void_in(tx, &voided, now_us).await?;
        for (cooperative, invitation) in &self.invitations {
            store::invitations::add_in(tx, &engine.keys, *cooperative, std::slice::from_ref(invitation)).await?;
        }
        store::links::add_in(tx, &self.links, now_us).await?;
        store::invitations::use_in(tx, &self.uses, now_us).await?;
        store::pins::put_in(tx, &engine.keys, &self.pins, now_us).await?;
        store::links::open_in(tx, &self.openings).await?;
        store::tries::put_in(tx, &self.tries).await
    }
}

fn event_row(event: &DoorEvent, by: PersonKey, n: usize, case: &Case) -> NewEvent {
    let DoorEvent { member, deed, old, new, words } = event.clone();
    NewEvent { cause_key: format!("in:{}:{n}", case.head.arrival), by, member, deed, old, new, words }
}
