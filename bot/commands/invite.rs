//! `rembuk invite`: a one-time deep link that links a member, or gives a role.

use std::fmt;
use std::time::Duration;

use anyhow::{Context, bail};
use chrono::{DateTime, TimeDelta, Utc};
use domain::ids::{BotId, InvitationId};
use domain::invitation::{self, CODE_SIGNS, Proof};
use domain::role::Role;
use rand::TryRng;
use rand::rngs::SysRng;
use store::invitations::{Grant, Invitation};
use store::members::Wanted;
use store::{Db, Keyring};

use crate::introduce::{self, NotYet};
use crate::telegram::api::Api;

/// How long the messenger may take to tell the bot's name.
const PATIENCE: Duration = Duration::from_secs(5);

/// How long a link is good for.
const GOOD_FOR: TimeDelta = TimeDelta::hours(24);

/// What the link gives.
#[derive(Debug, Clone)]
pub enum For {
    /// To be linked to the member with this register number.
    Member(String),
    /// To hold this role.
    Officer(Role),
}

/// A fresh invitation.
#[derive(Debug, Clone)]
pub struct Fresh {
    /// The code in its normal form.
    pub code: String,
    /// The bot's username, for the link; empty until the bot has been served once.
    pub username: String,
    /// Until when it is good.
    pub expires_at: DateTime<Utc>,
}

impl Fresh {
    /// The code in groups, for whoever types it.
    pub fn grouped_code(&self) -> String {
        invitation::grouped(&self.code)
    }

    /// The link that opens the chat with the code.
    pub fn link(&self) -> String {
        format!("https://t.me/{}?start={}", self.username, self.code)
    }
}

/// As the operator reads it.
impl fmt::Display for Fresh {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { code, username, expires_at } = self;
        if username.is_empty() {
            writeln!(f, "the bot has not been introduced yet: the messenger could not be asked for its name")?;
            writeln!(
                f,
                "the link is https://t.me/NAME?start={code}, with the bot's name as BotFather has it for NAME"
            )?;
        } else {
            writeln!(f, "{}", self.link())?;
        }
        writeln!(f, "code: {}", self.grouped_code())?;
        writeln!(f, "good once, until {}", expires_at.format("%Y-%m-%d %H:%M UTC"))
    }
}

/// Asks the messenger for the name of a bot that has not been introduced; empty when it can't be asked now.
///
/// # Errors
/// When there is no such bot, or the database fails.
pub async fn ask_username(db: &Db, keys: &Keyring, api: &Api, bot: Option<BotId>) -> anyhow::Result<String> {
    let account = super::register::bot(db, keys, bot).await?;
    match tokio::time::timeout(PATIENCE, introduce::username(api, db, &account)).await {
        Ok(Ok(username)) => Ok(username),
        // The code is good all the same.
        Ok(Err(NotYet::Refused(error))) => {
            tracing::error!(error = format!("{error:#}"), "the bot's name is not known");
            Ok(String::new())
        }
        Ok(Err(NotYet::Away { .. })) | Err(_) => Ok(String::new()),
    }
}

/// Makes an invitation of the deployment's bot, or of the one named.
///
/// # Errors
/// When there is no such bot or member, or the database fails.
pub async fn run(
    db: &Db,
    keys: &Keyring,
    bot: Option<BotId>,
    wanted: For,
    now: DateTime<Utc>,
) -> anyhow::Result<Fresh> {
    let (mut code_bits, mut id_bits) = ([0; CODE_SIGNS], [0; 10]);
    SysRng.try_fill_bytes(&mut code_bits)?;
    SysRng.try_fill_bytes(&mut id_bits)?;
    let code = invitation::code_of(&code_bits);
    let unix_ms = u64::try_from(now.timestamp_millis())?;
    let invitation_id = InvitationId::new(unix_ms, id_bits);
    let expires_at = now.checked_add_signed(GOOD_FOR).context("the clock is out of range")?;
    let account = super::register::bot(db, keys, bot).await?;
    let username = account.username.clone();
    let (keys, code_to_keep) = (keys.clone(), code.clone());
    let found = db
        .unit(store::unit!("invite"), move |tx| {
            Box::pin(async move {
                let cooperative = account.cooperative_id;
                let grant = match wanted {
                    For::Officer(role) => Some(Grant::Role(role)),
                    For::Member(number) => {
                        let wanted = Wanted::Number(super::register::normal_number(&number));
                        let found = store::members::find_in(tx, &[(cooperative, wanted)]).await?;
                        found.into_iter().flatten().next().map(|link| Grant::Member(link.member.member_id))
                    }
                };
                let Some(grant) = grant else { return Ok(false) };
                let expires_at_us = expires_at.timestamp_micros();
                let invitation = Invitation {
                    invitation_id,
                    grant,
                    proof: Proof::Code,
                    expires_at_us,
                    used_by: None,
                    made_by: None,
                };
                store::invitations::add_in(tx, &keys, cooperative, &[(invitation, code_to_keep)]).await?;
                Ok(true)
            })
        })
        .await?;
    if !found {
        bail!("no member has this number");
    }
    Ok(Fresh { code, username, expires_at })
}
