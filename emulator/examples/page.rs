//! Serve the page with a few people and no bot program behind it; drive the bot with curl.
//!
//! `cargo run -p emulator --example page -- 8099`

use std::net::{Ipv4Addr, SocketAddr};

use emulator::{BotConfig, Config, GroupConfig, PersonConfig};

#[tokio::main]
async fn main() -> emulator::Result<()> {
    let port = std::env::args().nth(1).and_then(|port| port.parse().ok()).unwrap_or(0);
    let person = |id: i64, name: &str, label: &str, phone: &str| PersonConfig {
        id,
        first_name: name.to_owned(),
        phone: (!phone.is_empty()).then(|| phone.to_owned()),
        label: label.to_owned(),
        language_code: "id".to_owned(),
    };
    let bot = BotConfig {
        token: "42:TOKEN_OF_THE_EXAMPLE_PAGE".to_owned(),
        username: "RembukBot".to_owned(),
        first_name: "Koperasi Contoh Maju".to_owned(),
    };
    let emu = emulator::start(Config {
        listen: SocketAddr::from((Ipv4Addr::LOCALHOST, port)),
        people: vec![
            person(1001, "Siti Aminah", "Anggota", "+62 812-0000-1001"),
            person(1002, "Bambang", "Bendahara", "+62 812-0000-1002"),
            person(1003, "Ratna", "Ketua", "+62 812-0000-1003"),
            person(1004, "Joko", "Orang baru", ""),
        ],
        groups: vec![GroupConfig {
            id: -1_001_000_000_001,
            title: "Warga Koperasi".to_owned(),
            members: vec![1001, 1002, 1003],
            admins: vec![1003],
        }],
        ..Config::on_loopback(vec![bot])
    })
    .await?;
    println!("{}", emu.url());
    let _ = tokio::signal::ctrl_c().await;
    emu.shutdown().await;
    Ok(())
}
