//! A year of history, made as people make it: a file is imported, officers open their links, the treasurer books
//! deposits at the counter month by month, and one mistake is corrected with two approvals.

use std::time::Duration;

use anyhow::Context;
use dialogues::corrections::CorrectionsButton;
use dialogues::counter::CounterButton;
use dialogues::hub::Button;
use dialogues::requests::RequestsButton;
use dialogues::settings::{SettingsButton, SettingsTap};
use domain::setting::Setting;
use emulator::{Emulator, Message, Person};

use super::{MONTHS, cast};
use crate::clock::Clock;
use crate::commands::{import, invite};
use crate::serve;
use crate::settings::Settings;

/// How long somebody waits for the bot.
const PATIENCE: Duration = Duration::from_secs(20);

/// What every member pays in each month.
const MANDATORY: &str = "50rb";

/// A day, for the clock.
const DAY: Duration = Duration::from_hours(24);

/// Makes the history; the emulator's clock stands at its first day.
pub async fn make(emulator: &Emulator, settings: &Settings) -> anyhow::Result<()> {
    let store = serve::open(&settings.data).await?;
    let clock = Clock::Shifted(emulator.clock().offset_handle());
    import::run(&store.db, &store.keys, None, &cast::register(), import::TelegramIds::AskEach, clock.now()).await?;
    for (id, _) in cast::LINKED {
        link(&emulator.person(id)).await?;
    }
    for (id, _, role, _) in cast::OFFICERS {
        let officer = emulator.person(id);
        link(&officer).await?;
        let invitation = invite::run(&store.db, &store.keys, None, invite::For::Officer(role), clock.now()).await?;
        let mark = officer.mark();
        officer.start(&invitation.code).await?;
        officer.wait_for_bot(mark, PATIENCE).await?;
    }
    store.db.close().await;
    set_up(&emulator.person(cast::CHAIR)).await?;
    let treasurer = emulator.person(cast::TREASURER);
    for month in 0..MONTHS {
        if month.is_multiple_of(3) {
            eprintln!("  month {} of {MONTHS}", month.saturating_add(1));
        }
        month_of_deposits(&treasurer, month).await?;
        emulator.clock().advance(DAY.saturating_mul(3));
        if month == MONTHS.saturating_sub(2) {
            correct_a_mistake(emulator, &treasurer).await?;
        }
        emulator.clock().advance(DAY.saturating_mul(27));
    }
    // The year's screens would fill the officers' chats: they begin the visit at their menu.
    for (id, ..) in cast::OFFICERS {
        emulator.clear_chat(id)?;
        let officer = emulator.person(id);
        let mark = officer.mark();
        officer.send_text("/menu").await?;
        officer.wait_for_bot(mark, PATIENCE).await?;
    }
    Ok(())
}

/// The chair sets what a start from the environment leaves open.
async fn set_up(chair: &Person) -> anyhow::Result<()> {
    for (setting, value) in [(Setting::LegalNumber, cast::LEGAL_NUMBER), (Setting::Payment, cast::PAYMENT)] {
        let mark = chair.mark();
        chair.send_text("/atur").await?;
        chair.wait_for_bot(mark, PATIENCE).await?;
        let mark = chair.mark();
        let open = move |button: &Button| *button == Button::Settings(SettingsButton::Open(setting));
        press(chair, open).await?;
        chair.wait_for_bot(mark, PATIENCE).await?;
        let mark = chair.mark();
        chair.send_text(value).await?;
        chair.wait_for_bot(mark, PATIENCE).await?;
    }
    let mark = chair.mark();
    press(chair, |button| matches!(button, Button::Settings(SettingsButton::Tap { tap: SettingsTap::Yes, .. })))
        .await?;
    chair.wait_for_bot(mark, PATIENCE).await?;
    Ok(())
}

/// Shares the phone number, as a member does.
async fn link(person: &Person) -> anyhow::Result<()> {
    let mark = person.mark();
    person.start("").await?;
    person.wait_for_bot(mark, PATIENCE).await?;
    let mark = person.mark();
    person.share_contact().await?;
    person.wait_for_bot(mark, PATIENCE).await?;
    Ok(())
}

async fn month_of_deposits(treasurer: &Person, month: u32) -> anyhow::Result<()> {
    // The last one in the register is a candidate who has not paid yet.
    for position in 0..cast::MEMBERS.saturating_sub(1) {
        deposit(treasurer, &cast::number(position), "wajib", MANDATORY).await?;
        if let Some(thousands) = cast::voluntary_thousands(month, position) {
            deposit(treasurer, &cast::number(position), "sukarela", &format!("{thousands}rb")).await?;
        }
    }
    Ok(())
}

/// Books a deposit at the counter; returns the number of its receipt.
async fn deposit(treasurer: &Person, number: &str, savings: &str, amount: &str) -> anyhow::Result<String> {
    treasurer.send_text(&format!("/loket {number} {savings} {amount}")).await?;
    press(treasurer, |button| matches!(button, Button::Counter(CounterButton::Confirm { .. }))).await?;
    let chat = treasurer.wait_for(|chat| receipt(chat.messages.last()).is_some(), PATIENCE).await?;
    receipt(chat.messages.last()).context("the receipt has no number")
}

/// The number in a receipt; the form before it has none.
fn receipt(message: Option<&Message>) -> Option<String> {
    let message = message.filter(|message| message.by_bot)?;
    let mut words = message.text.split(|c: char| !(c.is_ascii_alphanumeric() || c == '-'));
    words.find(|word| word.starts_with("S-")).map(str::to_owned)
}

/// One deposit too many: the treasurer asks for a correction, and two officers agree.
async fn correct_a_mistake(emulator: &Emulator, treasurer: &Person) -> anyhow::Result<()> {
    let number = deposit(treasurer, &cast::number(2), "sukarela", "75rb").await?;
    let mark = treasurer.mark();
    treasurer.send_text(&format!("/koreksi {number}")).await?;
    treasurer.wait_for_bot(mark, PATIENCE).await?;
    treasurer.send_text("Tercatat dua kali").await?;
    press(treasurer, |button| matches!(button, Button::Corrections(CorrectionsButton::Send { .. }))).await?;
    for (id, _, role, _) in cast::OFFICERS {
        if matches!(role, domain::role::Role::Chair | domain::role::Role::Supervisor) {
            press(&emulator.person(id), |button| matches!(button, Button::Requests(RequestsButton::Approve(_))))
                .await?;
        }
    }
    // A press dies after some minutes: the clock may go on only when the correction has its number.
    let corrected = |message: &Message| message.by_bot && message.text.contains("K-");
    treasurer.wait_for(|chat| chat.messages.last().is_some_and(corrected), PATIENCE).await?;
    Ok(())
}

/// Waits for a message with the button that is meant, and presses it.
async fn press(person: &Person, meant: impl Fn(&Button) -> bool + Sync) -> anyhow::Result<()> {
    let chat =
        person.wait_for(|chat| chat.messages.last().and_then(|it| data_of(it, &meant)).is_some(), PATIENCE).await?;
    let message = chat.messages.last().context("the chat is empty")?;
    let data = data_of(message, &meant).context("the button is gone")?;
    person.press_on(message.id, &data).await?;
    Ok(())
}

fn data_of(message: &Message, meant: impl Fn(&Button) -> bool) -> Option<String> {
    message
        .inline_keyboard
        .iter()
        .flatten()
        .filter_map(|button| button.callback_data.clone())
        .find(|data| Button::decode(data).as_ref().is_some_and(&meant))
}
