//! The command line.

use std::io::IsTerminal;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;

use clap::{Args, Parser, Subcommand};
use domain::ids::BotId;
use domain::phone::Bare;
use domain::role::Role;
use domain::zone::Zone;
use rembuk::clock::Clock;
use rembuk::commands::import::{How, TelegramIds};
use rembuk::commands::{audit, cooperative, import, invite, letters};
use rembuk::crash;
use rembuk::serve;
use rembuk::settings::{self, LogFormat, ReplaceWebhook, SettingsError, environment};
use rembuk::signals::Signals;
use rembuk::telegram::api::Api;
use store::cooperatives::Changed;
use tracing_subscriber::EnvFilter;

/// A Telegram bot for the members of cooperatives.
#[derive(Parser)]
#[command(name = "rembuk", version, about)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Show everything on this machine: a sample cooperative and a chat page in the browser, no token needed.
    #[cfg(feature = "demo")]
    Demo(DemoArguments),
    /// Serve the bots of this deployment; settings come from the environment, see .env.example.
    Serve {
        /// Poll although a webhook is set, and remove it.
        #[arg(long)]
        replace_webhook: bool,
    },
    /// Bring the database up to this release, and do nothing else.
    Migrate,
    /// Recompute every balance and every promise from the records; exit 1 and name the row where one fails.
    Audit,
    /// Make a one-time link, good for 24 hours.
    Invite(InviteArguments),
    /// Write a printable page of letters to members who are not linked yet, each with a code good for 30 days.
    Letters(LettersArguments),
    /// The cooperatives of this deployment; what serves takes changes up within seconds.
    #[command(subcommand)]
    Cooperative(Cooperative),
    /// Bring in what was kept elsewhere.
    #[command(subcommand)]
    Import(Import),
}

#[derive(Subcommand)]
enum Cooperative {
    /// Add one with its bot.
    Add {
        /// Its name, as members read it.
        #[arg(long)]
        name: String,
        /// Its legal day: wib, wita or wit.
        #[arg(long, value_parser = zone)]
        zone: Zone,
        /// How to reach its office, in its own words.
        #[arg(long, default_value = "")]
        contact: String,
        #[command(flatten)]
        token: TokenFrom,
    },
    /// Name all, a line each.
    List,
    /// Let its bot answer one line, and do nothing else; nothing is lost.
    Suspend {
        /// The bot's id.
        bot: i64,
    },
    /// Serve it again.
    Resume {
        /// The bot's id.
        bot: i64,
    },
    /// Set how its register's numbers go on.
    Numbers {
        /// The bot's id.
        bot: i64,
        /// A # for each figure that counts, such as A-### for A-001; the highest number of that pattern tells the next.
        pattern: String,
    },
    /// Give its bot another token.
    Token {
        /// The bot's id.
        bot: i64,
        #[command(flatten)]
        token: TokenFrom,
    },
}

/// Never an argument: whoever lists the machine's processes would read it.
#[derive(Args)]
struct TokenFrom {
    /// The file with the bot's token, or - for standard input; without it, `TELOXIDE_TOKEN` is read.
    #[arg(long, value_name = "PATH")]
    token_file: Option<PathBuf>,
}

fn zone(name: &str) -> Result<Zone, String> {
    Zone::parse(name).ok_or_else(|| "one of wib, wita, wit".to_owned())
}

#[cfg(feature = "demo")]
#[derive(Args)]
struct DemoArguments {
    /// Where the chat page is served.
    #[arg(long, default_value = "127.0.0.1:8080")]
    listen: std::net::SocketAddr,
    /// Where everything is kept; a second start there goes on where it was.
    #[arg(long, default_value = "data/demo")]
    data: PathBuf,
}

#[derive(Args)]
struct InviteArguments {
    #[command(flatten)]
    wanted: Wanted,
    /// The bot's id, where the deployment has several.
    #[arg(long)]
    bot: Option<i64>,
}

#[derive(Args)]
struct LettersArguments {
    /// The page to be made, such as letters.html; one that is there is never overwritten.
    file: PathBuf,
    /// Only the member with this register number; an earlier letter becomes worthless.
    #[arg(long, value_name = "NUMBER", conflicts_with = "anew")]
    member: Option<String>,
    /// Write to those who have a letter already, too; their earlier letters become worthless.
    #[arg(long)]
    anew: bool,
    /// The bot's id, where the deployment has several.
    #[arg(long)]
    bot: Option<i64>,
}

#[derive(Args)]
#[group(required = true, multiple = false)]
struct Wanted {
    /// The register number of a member to be linked.
    #[arg(long, value_name = "NUMBER")]
    member: Option<String>,
    /// A role to be given: chair, secretary, treasurer, supervisor, `credit_committee`, educator.
    #[arg(long, value_name = "ROLE", value_parser = role)]
    officer: Option<Role>,
}

#[derive(Subcommand)]
enum Import {
    /// Members with their opening balances, from a CSV file; all of it or nothing.
    Members {
        /// The file; a line of it names the columns.
        file: PathBuf,
        /// Tell what would be imported and what looks odd, and write nothing.
        #[arg(long)]
        dry_run: bool,
        /// Link the people of the column `telegram_id` at once, without asking each to confirm.
        #[arg(long)]
        trust_telegram_ids: bool,
        /// Mobile numbers with neither 0 nor + in front are Indonesian: the spreadsheet took their zeros.
        #[arg(long)]
        zeros_lost: bool,
        /// The bot's id, where the deployment has several.
        #[arg(long)]
        bot: Option<i64>,
    },
}

fn role(name: &str) -> Result<Role, String> {
    Role::parse(name).ok_or_else(|| format!("one of {}", Role::ALL.map(Role::as_str).join(", ")))
}

/// A wrong setting: nothing was started.
const EXIT_SETTINGS: u8 = 2;

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let runtime = match tokio::runtime::Builder::new_multi_thread().enable_all().build() {
        Ok(runtime) => runtime,
        Err(error) => {
            eprintln!("the runtime can't be started: {error}");
            return ExitCode::FAILURE;
        }
    };
    match runtime.block_on(run(arguments.command)) {
        Ok(code) => code,
        Err(error) => {
            eprintln!("{}", one_line_each(&error));
            ExitCode::from(EXIT_SETTINGS)
        }
    }
}

/// The error with its causes; settings have a line each.
fn one_line_each(error: &anyhow::Error) -> String {
    match error.downcast_ref::<SettingsError>() {
        Some(settings) => settings.to_string(),
        None => said_once(error),
    }
}

/// The error and its causes, without a cause that the one before has told already.
fn said_once(error: &anyhow::Error) -> String {
    let mut told: Vec<String> = Vec::new();
    for cause in error.chain().map(ToString::to_string) {
        if !told.last().is_some_and(|before| before.contains(&cause)) {
            told.push(cause);
        }
    }
    told.join(": ")
}

async fn run(command: Command) -> anyhow::Result<ExitCode> {
    match command {
        #[cfg(feature = "demo")]
        Command::Demo(arguments) => {
            log(LogFormat::Text);
            rembuk::demo::run(arguments.listen, &arguments.data).await?;
            Ok(ExitCode::SUCCESS)
        }
        Command::Serve { replace_webhook } => serve(replace_webhook).await,
        Command::Migrate => {
            open().await?;
            println!("the database is up to date");
            Ok(ExitCode::SUCCESS)
        }
        Command::Audit => {
            let store = open().await?;
            // An empty database is always clean: most likely it is not the one that was meant.
            anyhow::ensure!(
                audit::has_books(&store.db).await?,
                "DATABASE_URL: this database has no cooperative to audit"
            );
            let findings = audit::run(&store.db).await?;
            print!("{}", audit::report(&findings));
            Ok(if findings.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
        }
        Command::Invite(arguments) => {
            let store = open().await?;
            let wanted = match (arguments.wanted.member, arguments.wanted.officer) {
                (Some(number), _) => invite::For::Member(number),
                (None, Some(role)) => invite::For::Officer(role),
                (None, None) => anyhow::bail!("name --member or --officer"),
            };
            let (bot, now) = (arguments.bot.map(BotId), Clock::Real.now());
            let mut fresh = invite::run(&store.db, &store.keys, bot, wanted, now).await?;
            if fresh.username.is_empty() {
                let api = Api::new(&settings::api_url(&environment)?, Arc::default())?;
                fresh.username = invite::ask_username(&store.db, &store.keys, &api, bot).await?;
            }
            print!("{fresh}");
            Ok(ExitCode::SUCCESS)
        }
        Command::Letters(arguments) => write_letters(arguments).await,
        Command::Cooperative(command) => cooperative(command).await,
        Command::Import(Import::Members { file, dry_run, trust_telegram_ids, zeros_lost, bot }) => {
            let ids = if trust_telegram_ids { TelegramIds::Trust } else { TelegramIds::AskEach };
            let bare = if zeros_lost { Bare::Indonesian } else { Bare::Asked };
            let tell = |progress: import::Progress| progress.tenth().iter().for_each(|line| eprintln!("{line}"));
            import_members(&file, How { ids, bare, tell }, dry_run, bot.map(BotId)).await
        }
    }
}

async fn import_members(file: &Path, how: How, dry_run: bool, bot: Option<BotId>) -> anyhow::Result<ExitCode> {
    let store = open().await?;
    let (csv, now) = (import::load(file)?, Clock::Real.now());
    if dry_run {
        let overview = import::preview(&store.db, &store.keys, bot, &csv, how.bare, now).await?;
        println!("{overview}nothing was imported: this was a dry run");
    } else {
        let (done, overview) = import::run_with(&store.db, &store.keys, bot, &csv, how, now).await?;
        println!("{overview}{done}");
    }
    Ok(ExitCode::SUCCESS)
}

async fn write_letters(arguments: LettersArguments) -> anyhow::Result<ExitCode> {
    let LettersArguments { file, member, anew, bot } = arguments;
    let store = open().await?;
    let to = match member {
        Some(number) => letters::To::Member(number),
        None if anew => letters::To::Anew,
        None => letters::To::WithoutLetter,
    };
    let written = letters::run(&store.db, &store.keys, bot.map(BotId), to, &file, Clock::Real.now()).await?;
    println!("{} letters in {}: print it, then delete it", written.letters, file.display());
    if written.has_more {
        println!("more are to be written: run this again with another file");
    }
    Ok(ExitCode::SUCCESS)
}

async fn cooperative(command: Cooperative) -> anyhow::Result<ExitCode> {
    let now = Clock::Real.now();
    let api = || anyhow::Ok(Api::new(&settings::api_url(&environment)?, Arc::default())?);
    // What is wrong with the arguments is told before anything is opened.
    match command {
        Cooperative::Add { name, zone, contact, token } => {
            let wanted = cooperative::wanted(&name, zone, &contact)?;
            let token = cooperative::read_token(token.token_file.as_deref(), &environment)?;
            let (store, bot) = (open().await?, token.bot_id);
            cooperative::add(&store.db, &store.keys, &api()?, token, wanted, now).await?;
            println!("bot {bot} is added; its first officer: rembuk invite --bot {bot} --officer chair");
        }
        Cooperative::List => {
            let store = open().await?;
            print!("{}", cooperative::list(&store.db, &store.keys).await?);
        }
        Cooperative::Suspend { bot } => {
            let store = open().await?;
            let changed = cooperative::suspend(&store.db, &store.keys, BotId(bot), now).await?;
            println!("bot {bot} {}", if changed == Changed::Yes { "is suspended" } else { "was suspended already" });
        }
        Cooperative::Resume { bot } => {
            let store = open().await?;
            let changed = cooperative::resume(&store.db, &store.keys, BotId(bot)).await?;
            println!("bot {bot} {}", if changed == Changed::Yes { "is served again" } else { "was not suspended" });
        }
        Cooperative::Numbers { bot, pattern } => {
            let (pattern, store) = (cooperative::pattern(&pattern)?, open().await?);
            let next = cooperative::set_numbers(&store.db, &store.keys, BotId(bot), pattern).await?;
            println!("whoever joins next gets {next}");
        }
        Cooperative::Token { bot, token } => {
            let token = cooperative::read_token(token.token_file.as_deref(), &environment)?;
            let store = open().await?;
            cooperative::rotate(&store.db, &store.keys, &api()?, BotId(bot), token).await?;
            println!("bot {bot} has another token");
        }
    }
    Ok(ExitCode::SUCCESS)
}

/// Serves until a signal comes, or until a part of it is gone.
async fn serve(replace_webhook: bool) -> anyhow::Result<ExitCode> {
    let settings = settings::settings(&environment)?;
    log(settings.log_format);
    let replace = if replace_webhook { ReplaceWebhook::Yes } else { ReplaceWebhook::Never };
    let mut signals = Signals::listen()?;
    // A database that does not answer is a part of the start.
    let start = async {
        let store = serve::open(&settings.data).await?;
        serve::start(&settings, store, crash::clock(), replace).await
    };
    let mut running = tokio::select! {
        // What has begun by then is left as a crash would leave it, and goes on at the next start.
        () = signals.stop() => return Ok(ExitCode::SUCCESS),
        running = start => running?,
    };
    let code = tokio::select! {
        () = signals.stop() => ExitCode::SUCCESS,
        () = running.ended() => ExitCode::FAILURE,
    };
    running.stop().await;
    Ok(code)
}

/// For the small commands: their log is for people.
async fn open() -> anyhow::Result<serve::Store> {
    log(LogFormat::Text);
    serve::open(&settings::data_settings(&environment)?).await
}

/// Logs go to stderr; `RUST_LOG` narrows or widens them.
fn log(format: LogFormat) {
    let asked = EnvFilter::try_from_default_env();
    let misread = asked.is_err() && environment("RUST_LOG").is_some();
    let filter = asked.unwrap_or_else(|_| EnvFilter::new("info,sqlx=warn"));
    let builder = tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).with_target(false);
    match format {
        LogFormat::Text => builder.with_ansi(std::io::stderr().is_terminal()).init(),
        LogFormat::Json => builder.json().flatten_event(true).init(),
    }
    if misread {
        tracing::warn!("RUST_LOG can't be read, so it is ignored");
    }
    // A panic's own words may quote what somebody wrote: only its place is told.
    std::panic::set_hook(Box::new(|panic| {
        let place = panic.location().map(ToString::to_string).unwrap_or_default();
        tracing::error!(place, "a defect: the program panicked");
    }));
}
