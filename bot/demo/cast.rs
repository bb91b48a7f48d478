//! The fictional cooperative: its people and its register. Every name ends in "Contoh", which means "example".

use std::fmt::Write;

use domain::role::Role;
use emulator::{GroupConfig, PersonConfig};
use rand::rngs::StdRng;
use rand::{RngExt, SeedableRng};

/// Its name.
pub const COOPERATIVE: &str = "Koperasi Contoh Maju";

/// How to reach its office.
pub const CONTACT: &str = "Kantor Koperasi Contoh Maju, Senin-Jumat 08.00-15.00, atau titip pesan ke bendahara.";

/// The same seed, the same cooperative.
const SEED: u64 = 2026;

/// Members in the register.
pub const MEMBERS: usize = 40;

/// First names, and whether the member is addressed as "Bu" or "Pak".
const NAMES: [(&str, &str); MEMBERS] = [
    ("Sari", "bu"),
    ("Budi", "pak"),
    ("Ani", "bu"),
    ("Joko", "pak"),
    ("Dewi", "bu"),
    ("Agus", "pak"),
    ("Rina", "bu"),
    ("Slamet", "pak"),
    ("Wati", "bu"),
    ("Hadi", "pak"),
    ("Yuni", "bu"),
    ("Bambang", "pak"),
    ("Lestari", "bu"),
    ("Eko", "pak"),
    ("Fitri", "bu"),
    ("Gunawan", "pak"),
    ("Indah", "bu"),
    ("Karno", "pak"),
    ("Mega", "bu"),
    ("Nanang", "pak"),
    ("Oktavia", "bu"),
    ("Paijo", "pak"),
    ("Ratna", "bu"),
    ("Surya", "pak"),
    ("Tuti", "bu"),
    ("Umar", "pak"),
    ("Vina", "bu"),
    ("Wahyu", "pak"),
    ("Yanti", "bu"),
    ("Zainal", "pak"),
    ("Citra", "bu"),
    ("Darto", "pak"),
    ("Endah", "bu"),
    ("Fajar", "pak"),
    ("Gita", "bu"),
    ("Hendra", "pak"),
    ("Ida", "bu"),
    ("Jaka", "pak"),
    ("Kartika", "bu"),
    ("Lukman", "pak"),
];

/// The number of a legal entity that there is not.
pub const LEGAL_NUMBER: &str = "AHU-0000000.AH.01.00";

/// An account of a bank that there is not.
pub const PAYMENT: &str = "Bank Contoh 0000123456 a.n. Koperasi Contoh Maju";

/// The treasurer's account.
pub const TREASURER: i64 = 2001;

/// The chair's account.
pub const CHAIR: i64 = 2002;

/// The officers: account, member position, role, and the name of the office on the page.
pub const OFFICERS: [(i64, usize, Role, &str); 4] = [
    (TREASURER, 4, Role::Treasurer, "Bendahara"),
    (CHAIR, 5, Role::Chair, "Ketua"),
    (2003, 6, Role::Secretary, "Sekretaris"),
    (2004, 7, Role::Supervisor, "Pengawas"),
];

/// Members with an account who are not linked yet: the visitor does that.
const UNLINKED: [(i64, usize); 2] = [(1000, 0), (1002, 1)];

/// Members with an account who have linked long ago.
pub const LINKED: [(i64, usize); 2] = [(1003, 2), (1004, 3)];

/// Someone who is not a member.
const STRANGER: i64 = 1099;

/// The register number of the member at this position.
pub fn number(position: usize) -> String {
    format!("A-{:03}", position.saturating_add(1))
}

/// The phone of the member at this position: a range that is plainly made up.
fn phone(position: usize) -> String {
    format!("+62812000000{:02}", position.saturating_add(1))
}

/// Everyone on the chat page.
pub fn people() -> Vec<PersonConfig> {
    let person = |id, position: usize, label: &str| {
        let name = NAMES.get(position).map_or("Contoh", |(name, _)| name);
        PersonConfig {
            id,
            first_name: name.to_owned(),
            phone: Some(phone(position)),
            label: label.to_owned(),
            language_code: "id".to_owned(),
        }
    };
    let stranger = PersonConfig {
        id: STRANGER,
        first_name: "Putri".to_owned(),
        phone: Some("+6281200009999".to_owned()),
        label: "Orang baru".to_owned(),
        language_code: "id".to_owned(),
    };
    let unlinked = UNLINKED.iter().map(|(id, position)| person(*id, *position, "Anggota"));
    let linked = LINKED.iter().map(|(id, position)| person(*id, *position, "Anggota"));
    let officers = OFFICERS.iter().map(|(id, position, _, label)| person(*id, *position, label));
    unlinked.chain(linked).chain(officers).chain(std::iter::once(stranger)).collect()
}

/// The members' group.
pub fn group() -> GroupConfig {
    let members = UNLINKED.iter().chain(&LINKED).map(|(id, _)| *id);
    let officers = OFFICERS.iter().map(|(id, ..)| *id);
    GroupConfig {
        id: -5001,
        title: format!("{COOPERATIVE}: anggota"),
        members: members.chain(officers).collect(),
        admins: OFFICERS.iter().filter(|(_, _, role, _)| *role == Role::Chair).map(|(id, ..)| *id).collect(),
    }
}

/// The register with balances as they stood a year ago, as the treasurer's file.
pub fn register() -> String {
    let mut rng = StdRng::seed_from_u64(SEED);
    let mut csv = String::from("number,name,phone,joined_on,status,pokok,wajib,sukarela,address\n");
    for (position, (name, address)) in NAMES.iter().enumerate() {
        let months = rng.random_range(6..60_i64);
        let voluntary = if rng.random_bool(0.6) { rng.random_range(1..80_i64).saturating_mul(50_000) } else { 0 };
        let status = if position.saturating_add(2) > MEMBERS { "calon" } else { "aktif" };
        let (principal, mandatory, voluntary) = match status {
            "aktif" => (100_000, months.saturating_mul(50_000), voluntary),
            _ => (0, 0, 0),
        };
        let _ = writeln!(
            csv,
            "{},{name} Contoh,{},{}-{:02}-15,{status},{principal},{mandatory},{voluntary},{address}",
            number(position),
            phone(position),
            rng.random_range(2018..2025),
            rng.random_range(1..13),
        );
    }
    csv
}

/// A member's voluntary deposit in some month, in thousands of rupiah; `None` for none.
pub fn voluntary_thousands(month: u32, position: usize) -> Option<u32> {
    let seed = u64::from(month).wrapping_mul(1_000).wrapping_add(u64::try_from(position).unwrap_or(0));
    let mut rng = StdRng::seed_from_u64(SEED ^ seed);
    rng.random_bool(0.25).then(|| rng.random_range(2..20_u32).saturating_mul(25))
}
