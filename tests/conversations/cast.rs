//! Who appears in the conversations.

use std::time::Duration;

use domain::role::Role;
use emulator::PersonConfig;

use crate::eye::Eye;
use crate::support::{Intake, Kind, World, person};
use crate::talk::Talk;

pub const SARI: i64 = 11;
pub const BUDI: i64 = 12;
pub const TUTI: i64 = 14;
pub const DEWI: i64 = 15;
/// Nobody in the register.
pub const STRANGER: i64 = 19;
pub const TREASURER: i64 = 21;
pub const CHAIR: i64 = 22;
pub const SECRETARY: i64 = 23;

/// Members of each status, and two who share a phone.
pub const REGISTER: &str = "\
number,name,phone,joined_on,status,pokok,wajib,sukarela,address
A-001,Sari Contoh,0812-0000-0011,2024-01-15,aktif,100.000,\"1.200.000\",\"3.050.000\",bu
A-002,Budi Contoh,0812-0000-0012,2024-02-01,aktif,100.000,600.000,0,pak
A-003,Ani Contoh,,2025-06-01,calon,0,0,0,bu
A-004,Tuti Contoh,0812-0000-0014,2024-01-15,berhenti,0,0,0,bu
A-005,Dewi Contoh,0812-0000-0015,2024-03-01,aktif,100.000,0,0,
A-006,Eko Contoh,0812-0000-0015,2024-03-01,aktif,100.000,0,0,
";

/// Everybody, with the phones of the register.
pub fn everybody() -> Vec<PersonConfig> {
    [
        (SARI, "Sari"),
        (BUDI, "Budi"),
        (TUTI, "Tuti"),
        (DEWI, "Dewi"),
        (STRANGER, "Joko"),
        (TREASURER, "Tari"),
        (CHAIR, "Hadi"),
        (SECRETARY, "Wulan"),
    ]
    .map(|(id, name)| person(id, name, &format!("+6281200000{id:03}")))
    .into()
}

/// A world with everybody in it.
pub async fn world(kind: Kind, intake: Intake) -> World {
    World::start(kind, intake, everybody(), REGISTER).await
}

/// Sari, linked.
pub async fn sari(world: &World) -> Talk {
    let mut sari = Talk::with(world, SARI);
    sari.links("Bu Sari Contoh").await;
    sari
}

/// The treasurer, in office.
pub async fn treasurer(world: &World) -> Talk {
    officer(world, TREASURER, Role::Treasurer).await
}

/// A person in office.
pub async fn officer(world: &World, id: i64, role: Role) -> Talk {
    let mut officer = Talk::with(world, id);
    officer.takes_office(world, role).await;
    officer
}

/// Lets time pass while nothing is under way.
pub async fn time_passes(world: &World, by: Duration) {
    Eye::open(&world.place).await.wait_until_quiet().await;
    world.emulator.advance(by);
}

/// Journals that were written, all of them.
pub async fn journals(world: &World) -> i64 {
    Eye::open(&world.place).await.number("SELECT COUNT(*) FROM journals").await
}
