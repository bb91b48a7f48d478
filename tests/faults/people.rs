//! Who acts in these stories, and how they wait for answers across the deaths of the bot.

use std::time::Duration;

use domain::ids::PersonId;
use domain::role::Role;
use emulator::{ChatView, Message, Person, PersonConfig};
use rembuk::serve::Store;
use store::people::PersonKey;

use crate::support::person;

/// A member with savings, linked.
pub const SARI: i64 = 11;
/// A member who is not linked yet.
pub const BUDI: i64 = 12;
/// Another linked member.
pub const ANI: i64 = 13;
/// The treasurer.
pub const TARI: i64 = 21;
/// Officers who approve.
pub const CHAIR: i64 = 22;
pub const SECRETARY: i64 = 23;

/// What Sari has saved at first.
pub const SARI_OPENING: i64 = 4_350_000;

/// Their register.
pub const REGISTER: &str = "\
number,name,phone,joined_on,status,pokok,wajib,sukarela,address,telegram_id
A-001,Sari Contoh,0812-0000-0001,2024-01-15,aktif,100.000,\"1.200.000\",\"3.050.000\",bu,11
A-002,Budi Contoh,0812-0000-0002,2024-02-01,aktif,100.000,600.000,0,pak,
A-003,Ani Contoh,0812-0000-0003,2025-06-01,aktif,100.000,0,0,bu,13
";

/// Their accounts with the messenger.
pub fn everybody() -> Vec<PersonConfig> {
    vec![
        person(SARI, "Sari", "+6281200000001"),
        person(BUDI, "Budi", "+6281200000002"),
        person(ANI, "Ani", "+6281200000003"),
        person(TARI, "Tari", "+6281200000021"),
        person(CHAIR, "Ketua", "+6281200000022"),
        person(SECRETARY, "Sekretaris", "+6281200000023"),
    ]
}

/// The offices that they hold.
pub const OFFICES: [(i64, Role); 3] = [(TARI, Role::Treasurer), (CHAIR, Role::Chair), (SECRETARY, Role::Secretary)];

/// Gives offices without the way through the chat.
pub async fn grant(opened: &Store, offices: &[(i64, Role)]) {
    let (keys, offices) = (opened.keys.clone(), offices.to_vec());
    opened
        .db
        .unit(store::unit!("grant"), move |tx| {
            Box::pin(async move {
                let bots = store::bots::list_in(tx, &keys).await?;
                let cooperative_id = bots.first().expect("a bot").cooperative_id;
                let grants: Vec<(PersonKey, Role)> = offices
                    .iter()
                    .map(|(id, role)| (PersonKey { cooperative_id, person_id: PersonId(*id) }, *role))
                    .collect();
                store::people::grant_in(tx, &grants, 0).await
            })
        })
        .await
        .unwrap();
}

/// The longest that a person waits while the bot dies and comes back.
pub const LONG: Duration = Duration::from_secs(45);

/// Waits for a button of ours, by the beginning of its data, that was not on view in `seen`; returns its data.
pub async fn new_button(person: &Person, prefix: &str, seen: &[String]) -> String {
    let found = |view: &ChatView| buttons(view, prefix).into_iter().rev().find(|data| !seen.contains(data));
    let view = person
        .wait_for(|view| found(view).is_some(), LONG)
        .await
        .unwrap_or_else(|error| panic!("{} waits for a button {prefix}..: {error}", person.id()));
    found(&view).expect("just seen")
}

/// The data of all buttons on view that begin so, the newest last.
pub fn buttons(view: &ChatView, prefix: &str) -> Vec<String> {
    let all = view.messages.iter().filter(|message| message.by_bot).flat_map(Message::buttons);
    all.filter_map(|button| button.callback_data.clone()).filter(|data| data.starts_with(prefix)).collect()
}

/// Waits until the bot has said these words in a message of the chat.
pub async fn hears(person: &Person, words: &str) {
    person
        .wait_for(|view| view.messages.iter().any(|message| message.by_bot && message.text.contains(words)), LONG)
        .await
        .unwrap_or_else(|error| panic!("{} waits for {words:?}: {error}", person.id()));
}

/// Waits for a message of the bot above this one that shows a button, by the beginning of its data.
pub async fn hears_after(person: &Person, after: i64, prefix: &str) -> Message {
    let found = |view: &ChatView| {
        let mut newer = view.messages.iter().filter(|message| message.by_bot && message.id > after);
        newer.find(|message| has_button(message, prefix)).cloned()
    };
    let view = person
        .wait_for(|view| found(view).is_some(), LONG)
        .await
        .unwrap_or_else(|error| panic!("{} waits for an answer with {prefix}: {error}", person.id()));
    found(&view).expect("just seen")
}

fn has_button(message: &Message, prefix: &str) -> bool {
    let mut data = message.buttons().filter_map(|button| button.callback_data.as_deref());
    data.any(|data| data.starts_with(prefix))
}

/// Asks for the balance and waits for the answer to this very question.
pub async fn asks_balance(person: &Person) -> Message {
    let asked = person.send_text("/saldo").await.unwrap();
    hears_after(person, asked, "det").await
}

/// The treasurer brings a deposit up to the last question; returns the button that writes it.
pub async fn opens_deposit(treasurer: &Person, line: &str) -> String {
    let seen = buttons(&treasurer.chat().await, "cy:");
    treasurer.send_text(&format!("/loket {line}")).await.unwrap();
    new_button(treasurer, "cy:", &seen).await
}

/// Whether a message tells this amount, in either language's way of writing it: 4.350.000 or 4,350,000.
pub fn tells(message: &Message, amount: i64) -> bool {
    let plain = message.text.replace(['.', ','], "");
    let mut numbers = plain.split(|sign: char| !sign.is_ascii_digit());
    numbers.any(|number| number == amount.to_string())
}
