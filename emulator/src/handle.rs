//! Starting an emulator, and the handle to it.

use std::sync::atomic::Ordering;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use serde_json::Value;
use tokio::net::TcpListener;
use tokio::task::JoinHandle;

use crate::clock::Clock;
use crate::config::{BotConfig, Config, GroupConfig, PersonConfig};
use crate::error::Error;
use crate::fault::{CallInfo, Fault, FaultRule, RuleInForce, UnrestDone, UpdateFaults};
use crate::group::Group;
use crate::person::Person;
use crate::record::CallRecord;
use crate::shared::Shared;
use crate::world::World;
use crate::{server, webhook};

/// How long connections may take to end once asked to.
const SHUTDOWN_LIMIT: Duration = Duration::from_secs(2);

/// A running emulator. Clones are cheap and mean the same one.
#[derive(Clone)]
pub struct Emulator {
    pub(crate) shared: Arc<Shared>,
    server: Arc<Mutex<Option<JoinHandle<()>>>>,
}

/// Bind, restore what was kept, and serve.
///
/// # Errors
///
/// When the address is taken, or the kept state cannot be read.
pub async fn start(config: Config) -> Result<Emulator, Error> {
    let of_a_bot = |person: &&PersonConfig| config.bots.iter().any(|bot| bot.id() == person.id);
    if let Some(person) = config.people.iter().find(of_a_bot) {
        return Err(Error::IdOfABot(person.id));
    }
    let listener = TcpListener::bind(config.listen).await?;
    let address = listener.local_addr()?;
    let shared = Shared::new(&config, address)?;
    let bots = shared.world().bots.len();
    for bot in 0..bots {
        tokio::spawn(webhook::run(Arc::clone(&shared), bot));
    }
    tokio::spawn(keep_clock(Arc::clone(&shared)));
    let server = tokio::spawn(server::serve(Arc::clone(&shared), listener));
    Ok(Emulator { shared, server: Arc::new(Mutex::new(Some(server))) })
}

/// Let a bot exist, and its webhook be served.
pub(crate) fn add_bot(shared: &Arc<Shared>, bot: BotConfig) {
    let mut world = shared.world();
    let before = world.bots.len();
    let index = world.add_bot(bot);
    drop(world);
    if index >= before {
        tokio::spawn(webhook::run(Arc::clone(shared), index));
    }
}

async fn keep_clock(shared: Arc<Shared>) {
    let mut moved = shared.clock.watch();
    moved.mark_unchanged();
    loop {
        tokio::select! {
            () = shared.stopped() => return,
            changed = moved.changed() => if changed.is_err() { return },
        }
        let offset = *moved.borrow_and_update();
        shared.world().keep_clock(offset);
    }
}

impl Emulator {
    /// `http://127.0.0.1:port`: the bot's API address and the page's.
    pub fn url(&self) -> String {
        format!("http://{}", self.shared.address)
    }

    /// The emulated clock.
    pub fn clock(&self) -> Clock {
        self.shared.clock.clone()
    }

    /// Let time pass, and keep that before returning.
    pub fn advance(&self, by: Duration) {
        self.shared.clock.advance(by);
        let offset = self.shared.clock.offset_seconds();
        self.shared.world().keep_clock(offset);
    }

    /// Stop serving and end all connections. Kept state can be opened again afterwards.
    pub async fn shutdown(&self) {
        self.shared.stop.send_replace(true);
        let server = self.server.lock().unwrap_or_else(PoisonError::into_inner).take();
        if let Some(mut server) = server
            && tokio::time::timeout(SHUTDOWN_LIMIT, &mut server).await.is_err()
        {
            server.abort();
        }
    }

    /// A person talking to the first bot. Unknown ids fail when something is asked of them.
    pub fn person(&self, id: i64) -> Person {
        Person::new(Arc::clone(&self.shared), 0, id)
    }

    /// A person talking to the bot with this username, token or id.
    pub fn person_with(&self, bot: &str, id: i64) -> Result<Person, Error> {
        let bot = self.world().bot_named(bot)?;
        Ok(Person::new(Arc::clone(&self.shared), bot, id))
    }

    /// Add a person, or change one with the same id.
    pub fn add_person(&self, person: PersonConfig) {
        self.world().add_person(person);
    }

    /// Everyone, by id.
    pub fn people(&self) -> Vec<PersonConfig> {
        self.world().people.values().cloned().collect()
    }

    /// Add a group with every bot in it, or change who is in one with the same id.
    pub fn add_group(&self, group: GroupConfig) {
        self.world().add_group(group);
    }

    /// A group with the first bot. Unknown ids fail when something is asked of them.
    pub fn group(&self, id: i64) -> Group {
        Group::new(Arc::clone(&self.shared), 0, id)
    }

    /// A group with the bot of this username, token or id.
    pub fn group_with(&self, bot: &str, id: i64) -> Result<Group, Error> {
        let bot = self.world().bot_named(bot)?;
        Ok(Group::new(Arc::clone(&self.shared), bot, id))
    }

    /// Let another bot exist from now on. With the number of a known bot, this is its new token, and the old one is refused.
    pub fn add_bot(&self, bot: BotConfig) {
        add_bot(&self.shared, bot);
    }

    /// Turn a bot's group privacy mode off (or on again), as with `BotFather`.
    pub fn set_privacy_mode(&self, bot: &str, on: bool) -> Result<(), Error> {
        let mut world = self.world();
        let bot = world.bot_named(bot)?;
        world.bots[bot].state.privacy_off = !on;
        world.keep_bot(bot);
        Ok(())
    }

    /// Clear the history of a person's chat with the first bot, as the person would.
    pub fn clear_chat(&self, person: i64) -> Result<(), Error> {
        self.world().clear_chat(0, person)
    }

    /// Queue an update as the caller made it, even one that came before. Returns its `update_id`.
    pub fn push_update(&self, bot: &str, update: Value) -> Result<i64, Error> {
        let mut world = self.world();
        let bot = world.bot_named(bot)?;
        world.push_raw(bot, update)
    }

    /// Decide the fate of every call from now on.
    pub fn set_fault(&self, rule: Box<dyn Fn(&CallInfo) -> Fault + Send + Sync>) {
        self.shared.faults.set(Some(Arc::from(rule)));
    }

    /// From now on every connection is reset before its request is read, until it is told otherwise.
    pub fn hang_up(&self, hangs_up: bool) {
        self.shared.hangs_up.store(hangs_up, Ordering::Relaxed);
    }

    /// Serve every call as usual again, also those that [`Emulator::order_fault`] meant.
    pub fn clear_fault(&self) {
        self.shared.faults.set(None);
        self.shared.faults.take_back(None);
    }

    /// Let some calls meet a fault. Rules add up; the first that spoils a call decides. Returns the rule's id.
    pub fn order_fault(&self, rule: FaultRule) -> Result<u64, Error> {
        self.shared.faults.order(rule).ok_or(Error::TooManyRules)
    }

    /// The ordered rules with what they did so far.
    pub fn faults_in_force(&self) -> Vec<RuleInForce> {
        self.shared.faults.in_force()
    }

    /// Take a rule back.
    pub fn take_back_fault(&self, id: u64) {
        self.shared.faults.take_back(Some(id));
    }

    /// From now on updates come twice, out of order, under jumping ids. The default is calm.
    pub fn set_update_faults(&self, orders: UpdateFaults) {
        self.world().unrest.order(orders);
    }

    /// How many updates came twice, out of order, or under an id that jumped.
    pub fn unrest_done(&self) -> UnrestDone {
        self.world().unrest.done
    }

    /// The kept calls from this number on (see [`Emulator::next_call`]).
    pub fn calls_from(&self, number: u64) -> Vec<Arc<CallRecord>> {
        self.shared.records.calls_from(number)
    }

    /// Those of them that took effect, whether or not the bot heard so: what a judge counts.
    pub fn accepted_from(&self, number: u64) -> Vec<Arc<CallRecord>> {
        let mut calls = self.calls_from(number);
        calls.retain(|call| call.ok);
        calls
    }

    /// All kept calls.
    pub fn calls(&self) -> Vec<Arc<CallRecord>> {
        self.calls_from(0)
    }

    /// The number that the next call will have.
    pub fn next_call(&self) -> u64 {
        self.shared.records.next_call()
    }

    /// Wait until every client that was connected before this call has hung up and what it had asked for was served or
    /// given up: a process that died may leave requests in its sockets, even on connections that are not accepted yet.
    /// Returns the number that parts their connections from all later ones (see [`CallRecord::connection`]).
    ///
    /// # Errors
    ///
    /// When somebody is still connected after this limit, such as another process, or a browser.
    pub async fn wait_until_hung_up(&self, limit: Duration) -> Result<u64, Error> {
        self.shared.connections.hung_up(self.shared.address, limit).await
    }

    /// Every request that left the schema of the Bot API, with the reason. A good bot has none.
    pub fn schema_violations(&self) -> Vec<String> {
        self.shared.records.violations()
    }

    /// How many updates the bot has not taken yet.
    pub fn pending(&self, bot: &str) -> Result<usize, Error> {
        let world = self.world();
        let bot = world.bot_named(bot)?;
        Ok(world.bots[bot].queue.len())
    }

    /// The kept ids of the updates that the bot has taken, oldest first.
    pub fn acknowledged(&self, bot: &str) -> Result<Vec<i64>, Error> {
        let world = self.world();
        let id = world.bots[world.bot_named(bot)?].id;
        Ok(self.shared.records.acknowledged_by(id))
    }

    /// How many updates the bot has taken, recorded or not.
    pub fn acknowledged_count(&self, bot: &str) -> Result<u64, Error> {
        let world = self.world();
        let bot = world.bot_named(bot)?;
        Ok(world.bots[bot].acknowledged)
    }

    /// How often an update was handed out.
    pub fn deliveries(&self, bot: &str, update_id: i64) -> Result<u32, Error> {
        let world = self.world();
        let id = world.bots[world.bot_named(bot)?].id;
        Ok(self.shared.records.deliveries(id, update_id))
    }

    /// Wait until the bot has taken every update that was queued for it.
    pub async fn wait_until_taken(&self, bot: &str, limit: Duration) -> Result<(), Error> {
        let (index, mut wake) = {
            let world = self.world();
            let index = world.bot_named(bot)?;
            (index, world.bots[index].wake.subscribe())
        };
        let taken = async {
            loop {
                wake.mark_unchanged();
                if self.world().bots[index].queue.len() == 0 {
                    return;
                }
                if wake.changed().await.is_err() {
                    return;
                }
            }
        };
        let waited = tokio::time::timeout(limit, taken).await;
        waited
            .map_err(|_| Error::TimedOut { seconds: limit.as_secs_f64(), last: "updates are still pending".to_owned() })
    }

    pub(crate) fn world(&self) -> std::sync::MutexGuard<'_, World> {
        self.shared.world()
    }
}
