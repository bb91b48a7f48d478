//! The chat page in a real Chromium, seen and pressed as a person does; pictures of it go to `target/screenshots`.

mod counter;
mod demo;
mod driver;
mod group;
mod joining;
mod members;
mod page;
mod phone;
mod settings;

#[expect(unused_macros, unused_imports, reason = "the page is tried on one database")]
#[path = "../support/mod.rs"]
mod support;

use domain::role::Role;
use emulator::Person;
use rembuk::commands::invite;

use crate::support::{Intake, Kind, PATIENCE, World};

/// The people of these stories.
const SARI: i64 = 11;
const BUDI: i64 = 12;
const PUTRI: i64 = 19;
const DEWI: i64 = 21;

/// A world with two members, a treasurer and someone new.
async fn world() -> World {
    let named = |id, name: &str, phone: &str, label: &str| {
        let mut person = support::person(id, name, phone);
        label.clone_into(&mut person.label);
        person
    };
    let people = vec![
        named(SARI, "Sari", "+6281200000001", "Anggota"),
        named(BUDI, "Budi", "+6281200000002", "Anggota"),
        named(DEWI, "Dewi", "+6281200000021", "Bendahara"),
        named(PUTRI, "Putri", "+6281200000019", "Orang baru"),
    ];
    World::start(Kind::Sqlite, Intake::Polling, people, support::REGISTER).await
}

/// A member who has linked before the story begins.
async fn linked_member(world: &World, id: i64) {
    let member = world.emulator.person(id);
    member.ask("/start", PATIENCE).await.unwrap();
    let mark = member.mark();
    member.share_contact().await.unwrap();
    member.wait_for_bot(mark, PATIENCE).await.unwrap();
    member.wait_for(|chat| chat.says("apa yang bisa kami bantu?"), PATIENCE).await.unwrap();
}

/// A person in office, with the menu read.
async fn officer(world: &World, id: i64, role: Role) -> Person {
    let office = world.invite(invite::For::Officer(role)).await;
    let person = world.emulator.person(id);
    person.ask(&format!("/start {}", office.code), PATIENCE).await.unwrap();
    person.wait_for(|chat| chat.says("Apa yang ingin Anda kerjakan?"), PATIENCE).await.unwrap();
    person
}
