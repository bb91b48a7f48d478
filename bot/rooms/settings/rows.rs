//! What is decided about settings, as rows.

use dialogues::settings::SettingsEffect;
use domain::ids::{CooperativeId, InvitationId};
use domain::invitation::Proof;
use domain::role::Role;
use domain::setting::Setting;
use store::invitations::{Grant, Invitation};
use store::settings::{NewChange, Put};
use store::{StoreError, Tx};

use crate::engine::Engine;
use crate::engine::batch::Case;

/// Rows about settings of one batch.
#[derive(Default)]
pub struct Rows {
    puts: Vec<Put>,
    invitations: Vec<(CooperativeId, (Invitation, String))>,
    revoked: Vec<(CooperativeId, InvitationId)>,
    changes: Vec<NewChange>,
}

impl Rows {
    /// Takes one effect of a case, the n-th of its step.
    pub fn collect(&mut self, effect: &SettingsEffect, n: usize, case: &Case) {
        let cooperative_id = case.cooperative_id;
        let change = |setting, role: Role, old, new| NewChange {
            cause_key: format!("in:{}:{n}", case.head.arrival),
            by: case.person_key(),
            role,
            setting,
            old,
            new,
        };
        let office = |role: Role| role.as_str().to_owned();
        self.changes.push(match effect {
            SettingsEffect::Set { value, before, version, role } => {
                self.puts.push(Put { cooperative_id, value: value.clone(), version: *version });
                change(value.setting(), *role, before.text(), value.text())
            }
            SettingsEffect::Invite { invitation, office: to, code, expires_at, role } => {
                let row = Invitation {
                    invitation_id: *invitation,
                    grant: Grant::Role(*to),
                    proof: Proof::Code,
                    expires_at_us: expires_at.timestamp_micros(),
                    used_by: None,
                    made_by: Some(case.head.person),
                };
                self.invitations.push((cooperative_id, (row, code.clone())));
                change(Setting::Officers, *role, String::new(), office(*to))
            }
            SettingsEffect::Revoke { invitation, office: to, role } => {
                self.revoked.push((cooperative_id, *invitation));
                change(Setting::Officers, *role, office(*to), String::new())
            }
        });
    }

    /// Writes them: invitations before what revokes some, and the record of all of it last.
    pub async fn write_in(&self, tx: &mut Tx, engine: &Engine, now_us: i64) -> Result<(), StoreError> {
        store::settings::put_in(tx, &self.puts).await?;
        for (cooperative, invitation) in &self.invitations {
            store::invitations::add_in(tx, &engine.keys, *cooperative, std::slice::from_ref(invitation)).await?;
        }
        store::invitations::revoke_in(tx, &self.revoked, now_us).await?;
        store::settings::record_in(tx, &self.changes, now_us).await
    }
}
