//! Two cooperatives in one deployment, each with a bot and people of its own.

use std::sync::Arc;

use domain::ids::{BotId, PersonId};
use domain::role::Role;
use domain::zone::Zone;
use emulator::BotConfig;
use rembuk::clock::Clock;
use rembuk::commands::cooperative;
use rembuk::commands::import::{self, TelegramIds};
use rembuk::serve;
use rembuk::settings::Token;
use rembuk::telegram::api::Api;
use store::people::PersonKey;

use crate::load::{MEMBERS, register};
use crate::rig::Rig;
use crate::support::{Intake, Kind, TOKEN, person, settings_of};

/// One cooperative with its bot and its people.
pub struct Town {
    pub bot: BotId,
    pub token: &'static str,
    pub username: &'static str,
    /// Appears in the names of its members, and in no other's.
    pub letter: &'static str,
    pub first: i64,
    pub treasurer: i64,
    pub opening: i64,
}

pub const TOWNS: [Town; 2] = [
    Town {
        bot: BotId(4_242),
        token: TOKEN,
        username: "ContohBot",
        letter: "Hulu",
        first: 100,
        treasurer: 21,
        opening: 1_000_000,
    },
    Town {
        bot: BotId(77),
        token: "77:TEDUHTEDUHTEDUHTEDUHTEDUH",
        username: "TeduhBot",
        letter: "Hilir",
        first: 200,
        treasurer: 22,
        opening: 7_000_000,
    },
];

impl Town {
    pub fn people(&self) -> impl Iterator<Item = i64> {
        (1..=MEMBERS).map(|n| self.first + n).chain([self.treasurer])
    }
}

/// Two towns in one deployment; no replica runs yet.
pub async fn towns(intake: Intake) -> Rig {
    let [one, other] = &TOWNS;
    let everybody = TOWNS.iter().flat_map(Town::people);
    let people = everybody.map(|id| person(id, "Warga", &format!("+62812000000{id}"))).collect();
    let csv = register(one.letter, one.opening, one.first);
    let rig = Rig::new(Kind::Postgres, intake, people, &csv, &[(one.treasurer, Role::Treasurer)]).await;
    rig.emulator.add_bot(BotConfig {
        token: other.token.to_owned(),
        username: other.username.to_owned(),
        first_name: "Teduh".to_owned(),
    });
    let settings = settings_of(&rig.place, &rig.emulator.url(), intake, rig.address());
    let opened = serve::open(&settings.data).await.unwrap();
    let api = Api::new(&rig.emulator.url(), Arc::default()).unwrap();
    let (wanted, now) = (cooperative::wanted("Koperasi Teduh", Zone::Wit, "").unwrap(), Clock::Real.now());
    let token = Token::parse(other.token).unwrap();
    cooperative::add(&opened.db, &opened.keys, &api, token, wanted, now).await.unwrap();
    let csv = register(other.letter, other.opening, other.first);
    import::run(&opened.db, &opened.keys, Some(other.bot), &csv, TelegramIds::Trust, now).await.unwrap();
    let (keys, treasurer) = (opened.keys.clone(), PersonId(other.treasurer));
    let granted = opened.db.unit(store::unit!("grant"), move |tx| {
        Box::pin(async move {
            let bots = store::bots::list_in(tx, &keys).await?;
            let cooperative_id = bots.iter().find(|bot| bot.bot_id == TOWNS[1].bot).expect("just added").cooperative_id;
            let key = PersonKey { cooperative_id, person_id: treasurer };
            store::people::grant_in(tx, &[(key, Role::Treasurer)], 0).await
        })
    });
    granted.await.unwrap();
    opened.db.close().await;
    rig
}
