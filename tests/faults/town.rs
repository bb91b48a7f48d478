//! A small town around a bot that runs in this process.

use domain::role::Role;
use emulator::{Emulator, PersonConfig};
use rembuk::boot;
use rembuk::clock::Clock;
use rembuk::commands::import::{self, TelegramIds};
use rembuk::serve::{self, Store};
use rembuk::settings::{ReplaceWebhook, Settings};

use crate::eye::Eye;
use crate::people::{OFFICES, REGISTER, everybody, grant};
use crate::support::{self, Intake, Kind, Place, World, free_address, settings_of};

/// Everything but the running bot.
pub struct Town {
    pub emulator: Emulator,
    pub place: Place,
    settings: Settings,
    clock: Clock,
    opened: Store,
}

impl Town {
    /// A town whose bot does not run yet.
    pub async fn new(kind: Kind, intake: Intake, people: Vec<PersonConfig>, offices: &[(i64, Role)]) -> Self {
        let emulator = support::emulator(people).await;
        let place = Place::fresh(kind).await;
        let settings = settings_of(&place, &emulator.url(), intake, &free_address());
        let clock = Clock::Shifted(emulator.clock().offset_handle());
        let opened = serve::open(&settings.data).await.unwrap();
        boot::first_cooperative(&settings, &opened.db, &opened.keys, &clock).await.unwrap();
        import::run(&opened.db, &opened.keys, None, REGISTER, TelegramIds::Trust, clock.now()).await.unwrap();
        grant(&opened, offices).await;
        Self { emulator, place, settings, clock, opened }
    }

    /// The bot starts.
    pub async fn open(self) -> World {
        let Self { emulator, place, settings, clock, opened } = self;
        let running = serve::start(&settings, opened, clock.clone(), ReplaceWebhook::Never).await.unwrap();
        support::menus_are_set(&emulator).await;
        World { emulator, place, settings, running, clock }
    }
}

/// The usual town, its bot running, and a look into its database.
pub async fn town(kind: Kind, intake: Intake) -> (World, Eye) {
    let world = Town::new(kind, intake, everybody(), &OFFICES).await.open().await;
    let eye = Eye::open(&world.place).await;
    (world, eye)
}

/// Messages that the messenger took for a chat: sent or edited.
pub fn taken(emulator: &Emulator, chat: i64) -> usize {
    let calls = emulator.calls();
    let messages = calls.iter().filter(|call| ["sendMessage", "editMessageText"].contains(&call.method.as_str()));
    messages.filter(|call| call.ok && call.params["chat_id"].as_i64() == Some(chat)).count()
}
