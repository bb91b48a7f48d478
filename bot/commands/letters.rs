//! `rembuk letters`: a printable page of invitations, one for each member who is not linked yet.

use std::fs::OpenOptions;
use std::io::Write;
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;

use anyhow::{Context, bail};
use chrono::{DateTime, TimeDelta, Utc};
use dialogues::hub::{Chat, Cooperative};
use domain::ids::{BotId, InvitationId};
use domain::invitation::letter_code_of;
use domain::locale::Locale;
use domain::member::Member;
use rand::TryRng;
use rand::rngs::SysRng;
use store::letters::NewLetter;
use store::{Db, Keyring};

use crate::render::RenderCtx;
use crate::render::letters::{Letter, page};
use crate::tenants;

/// How long a code on paper is good for.
const GOOD_FOR: TimeDelta = TimeDelta::days(30);

/// Letters in one file at the most.
pub const LETTERS_MAX: usize = 500;

/// Who gets a letter.
#[derive(Debug, Clone)]
pub enum To {
    /// Everybody who is not linked and has no letter that is still good.
    WithoutLetter,
    /// Everybody who is not linked; their earlier letters become worthless.
    Anew,
    /// The member with this register number; an earlier letter becomes worthless.
    Member(String),
}

/// What was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Written {
    /// Letters in the file.
    pub letters: usize,
    /// Whether more are to be written by another run.
    pub has_more: bool,
}

/// Writes letters to a new file that only its owner can read.
///
/// # Errors
/// When the file is there already, nobody is to be written to, the bot's name is not known yet, or the database fails.
pub async fn run(
    db: &Db,
    keys: &Keyring,
    bot: Option<BotId>,
    to: To,
    file: &Path,
    now: DateTime<Utc>,
) -> anyhow::Result<Written> {
    let account = super::register::bot(db, keys, bot).await?;
    if account.username.is_empty() {
        bail!("the bot's name is not known yet: start `rembuk serve` once");
    }
    let cooperative = cooperative_of(db, account.bot_id).await?;
    // The file first: codes that nobody can read would only be in the way.
    let mut out = OpenOptions::new()
        .write(true)
        .create_new(true)
        .mode(0o600)
        .open(file)
        .with_context(|| format!("{} can't be made anew", file.display()))?;
    let result = issue(db, keys, account.cooperative_id, to, now).await;
    let (issued, has_more) = match result {
        Ok((issued, has_more)) if !issued.is_empty() => (issued, has_more),
        other => {
            std::fs::remove_file(file)?;
            other?;
            bail!(
                "there is nobody to write to: everybody is linked, has a letter already (see --anew), or has no phone"
            );
        }
    };
    let expires_on = cooperative.zone.day(expiry(now)?);
    let letters: Vec<Letter<'_>> = issued.iter().map(|(member, code)| Letter { member, code }).collect();
    let cx = RenderCtx {
        cooperative: &cooperative,
        receipts: &[],
        question: None,
        bot_username: &account.username,
        chat: Chat::Private,
    };
    out.write_all(page(&letters, expires_on, Locale::Id, &cx).as_bytes())
        .and_then(|()| out.sync_all())
        .with_context(|| format!("{} can't be written; write the letters again with --anew", file.display()))?;
    Ok(Written { letters: issued.len(), has_more })
}

fn expiry(now: DateTime<Utc>) -> anyhow::Result<DateTime<Utc>> {
    now.checked_add_signed(GOOD_FOR).context("the clock is out of range")
}

async fn cooperative_of(db: &Db, bot: BotId) -> anyhow::Result<Cooperative> {
    let mut found = db
        .unit(store::unit!("bots"), move |tx| {
            Box::pin(async move { store::cooperatives::of_bots_in(tx, &[bot]).await })
        })
        .await?;
    Ok(tenants::settings(found.remove(&bot).context("the bot has no cooperative")?.cooperative)?)
}

/// Picks the members and makes their codes good; tells whether there are more than fit.
async fn issue(
    db: &Db,
    keys: &Keyring,
    cooperative: domain::ids::CooperativeId,
    to: To,
    now: DateTime<Utc>,
) -> anyhow::Result<(Vec<(Member, String)>, bool)> {
    let (now_us, expires_at_us) = (now.timestamp_micros(), expiry(now)?.timestamp_micros());
    let unix_ms = u64::try_from(now.timestamp_millis())?;
    let mut random = vec![0_u8; LETTERS_MAX * RANDOM_BYTES];
    SysRng.try_fill_bytes(&mut random)?;
    let keys = keys.clone();
    let issued = db
        .unit(store::unit!("letters"), move |tx| {
            Box::pin(async move {
                let limit = i64::try_from(LETTERS_MAX).unwrap_or(i64::MAX).saturating_add(1);
                let mut members = match to {
                    To::WithoutLetter => store::letters::without_letter_in(tx, cooperative, now_us, limit).await?,
                    To::Anew => store::letters::without_letter_in(tx, cooperative, i64::MAX, limit).await?,
                    To::Member(number) => {
                        let number = super::register::normal_number(&number);
                        store::letters::by_number_in(tx, cooperative, number).await?.into_iter().collect()
                    }
                };
                let has_more = members.len() > LETTERS_MAX;
                members.truncate(LETTERS_MAX);
                let letters: Vec<NewLetter> = members
                    .iter()
                    .zip(random.chunks_exact(RANDOM_BYTES))
                    .map(|(member, bytes)| new_letter(member, bytes, unix_ms))
                    .collect();
                store::letters::issue_in(tx, &keys, cooperative, &letters, expires_at_us, now_us).await?;
                let codes = letters.into_iter().map(|letter| letter.code);
                Ok((members.into_iter().zip(codes).collect(), has_more))
            })
        })
        .await?;
    Ok(issued)
}

/// Random bytes of one letter: eight for its code and ten for its id.
const RANDOM_BYTES: usize = 18;

fn new_letter(member: &Member, random: &[u8], unix_ms: u64) -> NewLetter {
    let code = random.first_chunk().copied().map(u64::from_le_bytes).unwrap_or_default();
    let id = random.last_chunk().copied().unwrap_or_default();
    NewLetter { invitation_id: InvitationId::new(unix_ms, id), member_id: member.member_id, code: letter_code_of(code) }
}
