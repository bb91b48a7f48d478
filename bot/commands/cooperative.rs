//! `rembuk cooperative`: what an operator does with the cooperatives of a deployment, also while it is served.
//!
//! A token never comes as an argument, since whoever may list the machine's processes would read it there.

use std::fmt::Write;
use std::io::Read;
use std::path::Path;

use anyhow::{Context, bail};
use chrono::{DateTime, Utc};
use domain::ids::{BotId, CooperativeId};
use domain::member_number::{NUMBER_CHARS_MAX, Pattern};
use domain::zone::Zone;
use store::bots::Bot;
use store::cooperatives::Changed;
use store::{Db, Keyring};

use super::register;
use crate::settings::{FirstCooperative, Lookup, Token};
use crate::telegram::api::Api;
use crate::{boot, introduce};

/// A file's longest text that may be a token.
const TOKEN_FILE_MAX: u64 = 4_096;

/// The longest name and the longest contact, in characters.
const NAME_MAX: usize = 100;
const CONTACT_MAX: usize = 200;

/// Reads a token: from this file, from standard input for `-`, or from `TELOXIDE_TOKEN`.
///
/// # Errors
/// When there is none, or it does not look like one.
pub fn read_token(file: Option<&Path>, environment: Lookup<'_>) -> anyhow::Result<Token> {
    let text = match file {
        Some(path) if path == Path::new("-") => take(std::io::stdin().lock()).context("standard input")?,
        Some(path) => {
            std::fs::File::open(path).and_then(take).with_context(|| format!("--token-file {}", path.display()))?
        }
        None => environment("TELOXIDE_TOKEN")
            .context("name the token's file with --token-file (- is standard input), or set TELOXIDE_TOKEN")?,
    };
    Token::parse(text.trim()).context("this is not a bot's token, such as 123456:AAEx...")
}

fn take(from: impl Read) -> std::io::Result<String> {
    let mut text = String::new();
    from.take(TOKEN_FILE_MAX).read_to_string(&mut text)?;
    Ok(text)
}

/// What a new cooperative is called, checked.
///
/// # Errors
/// When a value can't be shown to people.
pub fn wanted(name: &str, zone: Zone, contact: &str) -> anyhow::Result<FirstCooperative> {
    let text = |what: &str, text: &str, most: usize| {
        let text = text.trim();
        if text.chars().any(char::is_control) || text.chars().count() > most {
            bail!("{what} is one line of at most {most} characters");
        }
        Ok(text.to_owned())
    };
    let name = text("--name", name, NAME_MAX)?;
    anyhow::ensure!(!name.is_empty(), "--name is empty");
    Ok(FirstCooperative { name, zone, contact: text("--contact", contact, CONTACT_MAX)? })
}

/// Adds a cooperative with its bot; whatever process serves takes it up within seconds.
///
/// # Errors
/// When the bot is there already, the messenger refuses its token, or the database fails.
pub async fn add(
    db: &Db,
    keys: &Keyring,
    api: &Api,
    token: Token,
    wanted: FirstCooperative,
    now: DateTime<Utc>,
) -> anyhow::Result<CooperativeId> {
    let bot = token.bot_id;
    if bots(db, keys).await?.iter().any(|known| known.bot_id == bot) {
        bail!("bot {bot} is there already; to change its token, run `rembuk cooperative token {bot}`");
    }
    introduce::check_token(api, &token).await?;
    let keys = keys.clone();
    let added = db.unit(store::unit!("cooperative"), move |tx| {
        Box::pin(async move { boot::found_in(tx, &keys, &token, &wanted, now).await })
    });
    added.await.with_context(|| format!("bot {bot} was not added"))
}

/// Gives a bot another token, such as after the old one was revoked.
///
/// # Errors
/// When the bot is unknown, the token is another bot's or refused, or the database fails.
pub async fn rotate(db: &Db, keys: &Keyring, api: &Api, bot: BotId, token: Token) -> anyhow::Result<()> {
    let mut known = find(db, keys, bot).await?;
    if token.bot_id != bot {
        bail!("this is a token of bot {}, not of bot {bot}", token.bot_id);
    }
    introduce::check_token(api, &token).await?;
    known.token = token.secret;
    let keys = keys.clone();
    db.unit(store::unit!("cooperative"), move |tx| {
        Box::pin(async move { store::bots::put_in(tx, &keys, &known).await })
    })
    .await?;
    Ok(())
}

/// Suspends the cooperative of a bot.
///
/// # Errors
/// When the bot is unknown, or the database fails.
pub async fn suspend(db: &Db, keys: &Keyring, bot: BotId, now: DateTime<Utc>) -> anyhow::Result<Changed> {
    let cooperative = find(db, keys, bot).await?.cooperative_id;
    let now_us = now.timestamp_micros();
    let changed = db.unit(store::unit!("cooperative"), move |tx| {
        Box::pin(async move { store::cooperatives::suspend_in(tx, cooperative, now_us).await })
    });
    Ok(changed.await?)
}

/// Serves the cooperative of a bot again.
///
/// # Errors
/// When the bot is unknown, or the database fails.
pub async fn resume(db: &Db, keys: &Keyring, bot: BotId) -> anyhow::Result<Changed> {
    let cooperative = find(db, keys, bot).await?.cooperative_id;
    let changed = db.unit(store::unit!("cooperative"), move |tx| {
        Box::pin(async move { store::cooperatives::resume_in(tx, cooperative).await })
    });
    Ok(changed.await?)
}

/// A pattern of the register's numbers, as it is typed.
///
/// # Errors
/// When it is none: then how one looks.
pub fn pattern(text: &str) -> anyhow::Result<Pattern> {
    Pattern::parse(text).with_context(|| {
        format!(
            "`{text}` is no pattern: write a # for each figure that counts, at one place, such as A-### or ###/KSP/2026, \
            at most {NUMBER_CHARS_MAX} signs of letters, figures, dots, dashes and slashes"
        )
    })
}

/// Sets how the register's numbers of a bot's cooperative go on, and tells the next.
///
/// # Errors
/// When the bot is unknown, or the database fails.
pub async fn set_numbers(db: &Db, keys: &Keyring, bot: BotId, pattern: Pattern) -> anyhow::Result<String> {
    let cooperative = find(db, keys, bot).await?.cooperative_id;
    let next = db.unit(store::unit!("cooperative"), move |tx| {
        Box::pin(async move {
            store::register::set_pattern_in(tx, cooperative, &pattern).await?;
            store::register::next_number_in(tx, cooperative).await
        })
    });
    Ok(next.await?)
}

/// A line for each cooperative.
///
/// # Errors
/// When the database fails.
pub async fn list(db: &Db, keys: &Keyring) -> anyhow::Result<String> {
    let bots = bots(db, keys).await?;
    let cooperatives = db.unit(store::unit!("bots"), |tx| Box::pin(store::cooperatives::list_in(tx))).await?;
    let mut lines = String::new();
    for bot in bots {
        let Some(it) = cooperatives.iter().find(|it| it.cooperative_id == bot.cooperative_id) else { continue };
        let since = DateTime::from_timestamp_micros(it.suspended_at_us).filter(|_| it.suspended_at_us > 0);
        let standing = since.map_or_else(
            || "served".to_owned(),
            |since| format!("suspended since {}", since.format("%Y-%m-%d %H:%M UTC")),
        );
        let username = if bot.username.is_empty() { "-" } else { &bot.username };
        let _ = writeln!(lines, "{}\t{username}\t{}\t{standing}\t{}", bot.bot_id, it.zone.as_str(), it.name);
    }
    Ok(lines)
}

async fn bots(db: &Db, keys: &Keyring) -> anyhow::Result<Vec<Bot>> {
    let keys = keys.clone();
    let bots = db.unit(store::unit!("bots"), move |tx| Box::pin(async move { store::bots::list_in(tx, &keys).await }));
    Ok(bots.await?)
}

async fn find(db: &Db, keys: &Keyring, bot: BotId) -> anyhow::Result<Bot> {
    let found = register::bot(db, keys, Some(bot)).await;
    found.with_context(|| format!("bot {bot}; `rembuk cooperative list` names all"))
}

#[cfg(test)]
mod tests {
    use super::*;

    const TOKEN: &str = "77:ABCDEFGHIJKLMNOPQRSTUV";

    #[test]
    fn a_token_comes_from_a_file_or_from_the_environment() {
        let dir = tempfile::tempdir().unwrap();
        let file = dir.path().join("token");
        std::fs::write(&file, format!("{TOKEN}\n")).unwrap();
        assert_eq!(read_token(Some(&file), &|_| None).unwrap().secret, TOKEN);
        let set = |name: &str| (name == "TELOXIDE_TOKEN").then(|| TOKEN.to_owned());
        assert_eq!(read_token(None, &set).unwrap().bot_id, BotId(77));
    }

    #[test]
    fn what_is_no_token_is_told_without_showing_it() {
        let dir = tempfile::tempdir().unwrap();
        let file = dir.path().join("token");
        std::fs::write(&file, "rahasia").unwrap();
        for told in [
            format!("{:#}", read_token(Some(&file), &|_| None).unwrap_err()),
            format!("{:#}", read_token(Some(&dir.path().join("none")), &|_| None).unwrap_err()),
            format!("{:#}", read_token(None, &|_| None).unwrap_err()),
        ] {
            assert!(told.lines().count() == 1 && !told.contains("rahasia"), "{told}");
        }
    }

    #[test]
    fn a_name_is_one_line() {
        assert_eq!(wanted(" Koperasi Contoh ", Zone::Wib, "").unwrap().name, "Koperasi Contoh");
        for bad in ["", "  ", "dua\nbaris", &"x".repeat(101)] {
            assert!(wanted(bad, Zone::Wib, "").is_err(), "{bad:?}");
        }
        assert!(wanted("Koperasi", Zone::Wib, &"x".repeat(201)).is_err());
    }
}
