//! People who talk to a bot without end, each at their own pace, and who note what they have sent.

use std::collections::BTreeSet;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};

use emulator::Person;
use rand::RngExt;
use rand::rngs::StdRng;

use crate::people::{LONG, asks_balance, hears_after, new_button, opens_deposit};

/// A button of the menu, and of no receipt.
const MENU: &str = "lang";

/// Members who ask.
pub const MEMBERS: i64 = 8;

/// What people have sent so far.
#[derive(Default)]
pub struct Said {
    pub updates: usize,
    pub deposits: Vec<(String, i64)>,
}

/// Noted by everybody who acts.
pub type Book = Arc<Mutex<Said>>;

fn note(book: &Book, updates: usize) {
    book.lock().unwrap().updates += updates;
}

/// Asks, opens the menu, and changes the language, each after the answer to the last.
pub async fn member_acts(member: Person, mut chance: StdRng, book: Book, over: Arc<AtomicBool>) {
    while !over.load(Ordering::Relaxed) {
        match chance.random_range(0..3) {
            0 => {
                asks_balance(&member).await;
                note(&book, 1);
            }
            1 => {
                let asked = member.send_text("/menu").await.unwrap();
                hears_after(&member, asked, MENU).await;
                note(&book, 1);
            }
            _ => {
                let asked = member.send_text("/bahasa").await.unwrap();
                hears_after(&member, asked, "set:").await;
                let wanted = if chance.random_bool(0.5) { "set:id" } else { "set:en" };
                let button = new_button(&member, wanted, &[]).await;
                let shown = member.last_message().await.map_or(0, |message| message.id);
                member.press(&button).await.unwrap();
                // Not for any message: a receipt may come first, and a press and a text that are both under way come in
                // any order, so that the later one's screen takes the earlier one's place.
                hears_after(&member, shown, MENU).await;
                note(&book, 2);
            }
        }
    }
}

/// Writes deposits, each after the receipt of the last.
pub async fn treasurer_acts(treasurer: Person, mut chance: StdRng, book: Book, over: Arc<AtomicBool>) {
    while !over.load(Ordering::Relaxed) {
        deposits(&treasurer, &mut chance, &book).await;
    }
}

/// Somebody's number, and an amount.
pub fn any_deposit(chance: &mut StdRng) -> (String, i64) {
    let (member, amount) = (chance.random_range(1..=MEMBERS), i64::from(chance.random_range(1_000..99_000_u32)));
    (format!("A-{member:03}"), amount)
}

/// Writes one deposit and waits for its receipt.
pub async fn deposits(treasurer: &Person, chance: &mut StdRng, book: &Book) {
    let (number, amount) = any_deposit(chance);
    let confirm = opens_deposit(treasurer, &format!("{number} sukarela {amount}")).await;
    // A receipt that comes twice must not stand for the next one: its number tells.
    let before = receipts(&treasurer.chat().await);
    treasurer.press(&confirm).await.unwrap();
    treasurer
        .wait_for(|view| receipts(view).difference(&before).next().is_some(), LONG)
        .await
        .unwrap_or_else(|error| panic!("{} waits for a receipt: {error}", treasurer.id()));
    let mut said = book.lock().unwrap();
    said.updates += 2;
    said.deposits.push((number, amount));
}

fn receipt_of(message: &emulator::Message) -> Option<&str> {
    let (_, rest) = message.text.split_once("S-")?;
    let end = rest.find(|sign: char| !sign.is_ascii_digit()).unwrap_or(rest.len());
    rest.get(..end).filter(|number| !number.is_empty())
}

/// The numbers of all receipts on view.
fn receipts(view: &emulator::ChatView) -> BTreeSet<String> {
    let said = view.messages.iter().filter(|message| message.by_bot);
    said.filter_map(receipt_of).map(str::to_owned).collect()
}

/// A register of the usual members with one opening balance each; the person of the first is `first` and one.
pub fn register(letter: &str, opening: i64, first: i64) -> String {
    register_of(MEMBERS, letter, opening, first)
}

/// The same of so many members.
pub fn register_of(members: i64, letter: &str, opening: i64, first: i64) -> String {
    let mut lines = vec!["number,name,phone,joined_on,status,pokok,wajib,sukarela,telegram_id".to_owned()];
    lines.extend((1..=members).map(|member| {
        let id = first + member;
        format!("A-{member:03},Anggota {letter}{member},0812-0000-1{member:03},2024-01-15,aktif,0,0,{opening},{id}")
    }));
    lines.join("\n")
}
