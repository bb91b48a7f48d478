//! Updates per second, end to end: a messenger as light as it can be, a driver, and the real `rembuk serve` between
//! them as a process of its own. In the same run, what cannot be undercut. See docs/PERFORMANCE.md.

mod counted;
mod drive;
mod figures;
mod floors;
mod messenger;
mod people;
mod place;
mod process;
mod scripts;

use std::net::SocketAddr;
use std::path::Path;
use std::time::Duration;

use anyhow::ensure;
use clap::Parser;
use serde_json::json;
use tokio::runtime::Runtime;

use crate::drive::{Driven, Webhook, drive};
use crate::figures::{Counted, Row, Run, Spread};
use crate::messenger::Messenger;
use crate::people::People;
use crate::place::{Kind, Place, drained};
use crate::process::Process;
use crate::scripts::Scenario;

/// How long the bot may take to end what is in hand after the last answer.
const DRAINING: Duration = Duration::from_secs(30);

/// Updates per second, in front of a messenger that answers at once.
#[derive(Parser)]
struct Arguments {
    /// Members in the register [100000, or 5000 with BENCH=short].
    #[arg(long)]
    members: Option<usize>,
    /// Members who write, four updates each [2000, or 500 with BENCH=short].
    #[arg(long)]
    chats: Option<usize>,
    /// Runs of each scenario [3, or 1 with BENCH=short].
    #[arg(long)]
    repeats: Option<usize>,
    /// Updates unanswered at a time.
    #[arg(long, default_value_t = 64)]
    in_flight: usize,
    /// Only these databases.
    #[arg(long, value_delimiter = ',')]
    databases: Vec<Kind>,
    /// Only these scenarios, by name.
    #[arg(long, value_delimiter = ',')]
    scenarios: Vec<String>,
    /// For itself: be the bot that only answers.
    #[arg(long, hide = true)]
    echo: Option<String>,
    /// For itself: where that bot listens.
    #[arg(long, hide = true)]
    listen: Option<SocketAddr>,
    /// Given by cargo.
    #[arg(long, hide = true)]
    bench: bool,
}

/// What the bot is loaded with.
struct Load {
    people: People,
    in_flight: usize,
    repeats: usize,
    scenarios: Vec<Scenario>,
    databases: Vec<Kind>,
}

impl Load {
    fn new(arguments: &Arguments, short: bool) -> anyhow::Result<Self> {
        let pick = |given: Option<usize>, small, full| given.unwrap_or(if short { small } else { full });
        let people =
            People { members: pick(arguments.members, 5_000, 100_000), chats: pick(arguments.chats, 500, 2_000) };
        ensure!(people.members >= people.chats.saturating_mul(3), "each who writes needs two members to pay for");
        let wanted = |scenario: &Scenario| {
            arguments.scenarios.is_empty() || arguments.scenarios.iter().any(|name| name == scenario.name())
        };
        let databases = if arguments.databases.is_empty() {
            vec![Kind::Sqlite, Kind::Postgres]
        } else {
            arguments.databases.clone()
        };
        Ok(Self {
            people,
            in_flight: arguments.in_flight,
            repeats: pick(arguments.repeats, 1, 3),
            scenarios: Scenario::ALL.into_iter().filter(wanted).collect(),
            databases,
        })
    }

    async fn drive(&self, webhook: &Webhook, messenger: &Messenger, scenario: Scenario) -> anyhow::Result<Driven> {
        let scripts = (0..self.people.chats).map(|chat| scenario.acts(self.people, chat)).collect();
        drive(webhook, messenger, self.people, scripts, self.in_flight).await
    }
}

/// A count as a number to divide by; counts here are far below 2^32.
fn real(count: usize) -> f64 {
    f64::from(u32::try_from(count).unwrap_or(u32::MAX))
}

fn main() -> anyhow::Result<()> {
    let arguments = Arguments::parse();
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    if let (Some(api), Some(listen)) = (&arguments.echo, arguments.listen) {
        return runtime.block_on(floors::echo(api, listen));
    }
    let load = Load::new(&arguments, is_short())?;
    let messenger = runtime.block_on(Messenger::start(load.people))?;
    let (mut rows, mut others) = (Vec::new(), Vec::new());
    for kind in &load.databases {
        let (measured, other) = measure(&runtime, *kind, &messenger, &load)?;
        rows.extend(measured);
        others.push(other);
    }
    figures::print_table(&rows);
    let floors = json!(others);
    println!("{floors:#}");
    figures::write_files(&Path::new(env!("CARGO_MANIFEST_DIR")).join("target/bench"), &rows, &floors)
}

#[expect(clippy::disallowed_methods, reason = "BENCH chooses the size, as `make bench BENCH=short` passes it on")]
fn is_short() -> bool {
    std::env::var("BENCH").is_ok_and(|size| size == "short")
}

/// All scenarios on one database, the floors in between, and the counting runs at the end.
fn measure(
    runtime: &Runtime,
    kind: Kind,
    messenger: &Messenger,
    load: &Load,
) -> anyhow::Result<(Vec<Row>, serde_json::Value)> {
    eprintln!("{}: {} members, {} chats", kind.name(), load.people.members, load.people.chats);
    let place = runtime.block_on(Place::prepare(kind, load.people, messenger))?;
    let (runs, floors, start) = runtime.block_on(rounds(kind, &place, messenger, load))?;
    let counted = counted::count(runtime, &place, messenger, load)?;
    let rows = load.scenarios.iter().zip(counted).enumerate().map(|(at, (scenario, counted))| Row {
        scenario: scenario.name(),
        database: kind.name(),
        runs: runs.iter().filter_map(|round| round.get(at)).copied().collect(),
        counted,
    });
    let mut rows: Vec<Row> = rows.collect();
    let echo = floors.iter().map(|floor| floor.echo).collect();
    rows.push(Row { scenario: "echo", database: kind.name(), runs: echo, counted: Counted::default() });
    let others = json!({
        "database": kind.name(),
        "members": load.people.members,
        "import_s": place.import.as_secs_f64(),
        "start_ms": start.as_secs_f64() * 1_000.0,
        "commits_per_s_1_client": Spread::of(floors.iter().map(|floor| floor.commits)),
        "commits_per_s_8_clients": Spread::of(floors.iter().filter_map(|floor| floor.commits_of_8)),
    });
    Ok((rows, others))
}

/// The floors of one round.
struct Floor {
    echo: Run,
    commits: f64,
    commits_of_8: Option<f64>,
}

/// Round after round, each with its own floors: the machine's mood changes by the minute.
async fn rounds(
    kind: Kind,
    place: &Place,
    messenger: &Messenger,
    load: &Load,
) -> anyhow::Result<(Vec<Vec<Run>>, Vec<Floor>, Duration)> {
    let echo = floors::start_echo(place, messenger).await?;
    let bot = place.serve(messenger).await?;
    load.drive(&bot.webhook, messenger, Scenario::Start).await?;
    let (mut rounds, mut floors) = (Vec::new(), Vec::new());
    for _ in 0..load.repeats {
        let floor = run(&echo, messenger, load, Scenario::Start, None).await?;
        let commits = floors::commits(kind, place, 1).await?;
        let commits_of_8 = match kind {
            Kind::Sqlite => None,
            Kind::Postgres => Some(floors::commits(kind, place, 8).await?),
        };
        floors.push(Floor { echo: floor, commits, commits_of_8 });
        let mut runs = Vec::new();
        for scenario in &load.scenarios {
            let run = run(&bot, messenger, load, *scenario, Some(floor.updates_per_s)).await?;
            eprintln!("{} {}: {:.0} updates/s", kind.name(), scenario.name(), run.updates_per_s);
            runs.push(run);
        }
        rounds.push(runs);
    }
    let start = bot.start;
    bot.stop().await?;
    echo.stop().await?;
    Ok((rounds, floors, start))
}

/// One run of a scenario; without a floor it is the floor, which keeps nothing that could be left in hand.
async fn run(
    bot: &Process,
    messenger: &Messenger,
    load: &Load,
    scenario: Scenario,
    floor: Option<f64>,
) -> anyhow::Result<Run> {
    bot.reset_rss_peak()?;
    let (cpu, calls) = (bot.cpu_seconds()?, messenger.calls());
    let driven = load.drive(&bot.webhook, messenger, scenario).await?;
    if floor.is_some() {
        drained(bot.webhook.address, DRAINING).await?;
    }
    let updates = real(driven.waits.len());
    let calls = messenger.calls().saturating_sub(calls);
    let updates_per_s = updates / driven.elapsed.as_secs_f64();
    let ms = |permille| driven.permille(permille).as_secs_f64() * 1_000.0;
    Ok(Run {
        updates_per_s,
        p50_ms: ms(500),
        p99_ms: ms(990),
        cpu_s_per_1k: (bot.cpu_seconds()? - cpu) / updates * 1_000.0,
        rss_peak_mib: bot.rss_peak_mib()?,
        calls_per_update: real(usize::try_from(calls).unwrap_or(0)) / updates,
        floor_updates_per_s: floor.unwrap_or(updates_per_s),
    })
}
