//! What is decided when an account is linked, as rows.

use dialogues::linking::LinkingEffect;
use domain::ids::{InvitationId, MemberId};
use domain::role::Role;
use store::people::PersonKey;
use store::{StoreError, Tx};

use crate::engine::batch::Case;

/// Rows about links and offices of one batch.
#[derive(Default)]
pub struct Rows {
    dropped_claims: Vec<PersonKey>,
    links: Vec<(PersonKey, MemberId)>,
    grants: Vec<(PersonKey, Role)>,
    uses: Vec<(PersonKey, InvitationId)>,
}

impl Rows {
    /// Takes one effect of a case.
    pub fn collect(&mut self, effect: LinkingEffect, case: &Case) {
        let person = case.person_key();
        match effect {
            LinkingEffect::LinkMember { member, invitation } => {
                self.links.push((person, member));
                self.uses.extend(invitation.map(|invitation| (person, invitation)));
            }
            LinkingEffect::GrantRole { role, invitation } => {
                self.grants.push((person, role));
                self.uses.push((person, invitation));
            }
            LinkingEffect::DropClaim => self.dropped_claims.push(person),
        }
    }

    /// Writes them.
    pub async fn write_in(&self, tx: &mut Tx, now_us: i64) -> Result<(), StoreError> {
        store::people::link_in(tx, &self.links, now_us).await?;
        store::people::drop_claims_in(tx, &self.dropped_claims).await?;
        store::people::grant_in(tx, &self.grants, now_us).await?;
        store::invitations::use_in(tx, &self.uses, now_us).await
    }
}
