//! Settings from the environment; what is wrong or missing is told in one clear line each.

use std::net::SocketAddr;
use std::path::PathBuf;
use std::time::Duration;

use domain::ids::BotId;
use domain::zone::Zone;

use crate::engine::Allowance;
use crate::sender::pace::Limits;

/// How the log looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LogFormat {
    /// For people.
    Text,
    /// One JSON object a line.
    Json,
}

/// A bot's token with the id that it begins with.
#[derive(Clone, PartialEq, Eq)]
pub struct Token {
    /// The messenger's id of the bot.
    pub bot_id: BotId,
    /// The whole token: never printed.
    pub secret: String,
}

impl std::fmt::Debug for Token {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Token({}:..)", self.bot_id)
    }
}

impl Token {
    /// Reads `123456:AA..`; `None` when it does not look like one.
    pub fn parse(text: &str) -> Option<Self> {
        let (id, secret) = text.split_once(':')?;
        let bot_id = id.parse().ok().filter(|id| *id > 0).map(BotId)?;
        let sound = secret.len() >= 20 && secret.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_' || b == b'-');
        sound.then(|| Self { bot_id, secret: text.to_owned() })
    }
}

/// How updates come in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Intake {
    /// We ask for them.
    Polling,
    /// The messenger brings them to this URL, without the path.
    Webhook {
        /// Such as `https://bot.example.org`.
        url: String,
        /// How often the messenger is asked whether it still does.
        check_every: Duration,
    },
}

/// What to do with a webhook that is set while we want to poll.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReplaceWebhook {
    /// Refuse to start: another deployment may live on it.
    Never,
    /// The operator said so.
    Yes,
}

/// Where the database and its keys are: all that the small commands need.
#[derive(Debug, Clone)]
pub struct DataSettings {
    /// `sqlite://path` or `postgres://...`.
    pub database_url: String,
    /// The key file.
    pub key_file: PathBuf,
}

/// The first cooperative, while the database has none.
#[derive(Debug, Clone)]
pub struct FirstCooperative {
    /// Its name.
    pub name: String,
    /// Its zone.
    pub zone: Zone,
    /// How to reach its office; empty when not set.
    pub contact: String,
}

/// All that `serve` needs.
#[derive(Debug, Clone)]
pub struct Settings {
    /// Database and keys.
    pub data: DataSettings,
    /// Boots the first cooperative; later tokens live sealed in the database.
    pub token: Option<Token>,
    /// The Bot API's base URL.
    pub api_url: String,
    /// Polling or webhook.
    pub intake: Intake,
    /// Where the webhook is served.
    pub listen: SocketAddr,
    /// Where health and metrics are, when not there.
    pub health_listen: Option<SocketAddr>,
    /// From it each bot's webhook secret is derived.
    pub webhook_secret: String,
    /// For the first start.
    pub first: FirstCooperative,
    /// How many updates of one bot may wait in the inbox; the messenger keeps the rest.
    pub inbox_max: i64,
    /// The messenger's limits, for what a bot begins by itself.
    pub limits: Limits,
    /// How much of one person is answered.
    pub allowance: Allowance,
    /// How the log looks.
    pub log_format: LogFormat,
}

/// Everything that is wrong, one line each.
#[derive(Debug, thiserror::Error)]
#[error("{}", .0.join("\n"))]
pub struct SettingsError(pub Vec<String>);

/// What `LISTEN` is to be.
const ADDRESS: &str = "an address such as 127.0.0.1:8080";

/// Signs of a secret from which others are derived.
const SECRET_MIN: usize = 16;

/// A look-up in the environment; a blank value counts as absent.
pub type Lookup<'a> = &'a dyn Fn(&str) -> Option<String>;

/// The process's environment.
#[expect(clippy::disallowed_methods, reason = "the one place that reads the environment")]
pub fn environment(name: &str) -> Option<String> {
    std::env::var(name).ok().filter(|value| !value.trim().is_empty())
}

/// Reads one variable after another and remembers what is wrong.
struct Reader<'a> {
    lookup: Lookup<'a>,
    wrong: Vec<String>,
}

impl Reader<'_> {
    fn text(&self, name: &str, default: &str) -> String {
        (self.lookup)(name).unwrap_or_else(|| default.to_owned())
    }

    fn parsed<T>(&mut self, name: &str, default: &str, expected: &str, parse: impl Fn(&str) -> Option<T>) -> Option<T> {
        let value = self.text(name, default);
        let parsed = parse(&value);
        if parsed.is_none() {
            self.wrong.push(format!("{name} is not {expected}"));
        }
        parsed
    }

    fn optional<T>(&mut self, name: &str, expected: &str, parse: impl Fn(&str) -> Option<T>) -> Option<T> {
        (self.lookup)(name)?;
        self.parsed(name, "", expected, parse)
    }
}

/// Where the database and its keys are.
///
/// # Errors
/// When a setting is wrong.
pub fn data_settings(lookup: Lookup<'_>) -> Result<DataSettings, SettingsError> {
    let mut reader = Reader { lookup, wrong: Vec::new() };
    let data = read_data(&mut reader);
    data.filter(|_| reader.wrong.is_empty()).ok_or(SettingsError(reader.wrong))
}

/// All that `serve` needs.
///
/// # Errors
/// One line for each setting that is wrong or missing.
pub fn settings(lookup: Lookup<'_>) -> Result<Settings, SettingsError> {
    let mut reader = Reader { lookup, wrong: Vec::new() };
    let settings = read(&mut reader);
    settings.filter(|_| reader.wrong.is_empty()).ok_or(SettingsError(reader.wrong))
}

fn read_data(reader: &mut Reader<'_>) -> Option<DataSettings> {
    let database_url =
        reader.parsed("DATABASE_URL", "sqlite://rembuk.db", "sqlite://PATH or postgres://HOST/NAME", |url| {
            ["sqlite://", "sqlite:", "postgres://", "postgresql://"]
                .iter()
                .any(|scheme| url.starts_with(scheme) && url.len() > scheme.len())
                .then(|| url.to_owned())
        })?;
    Some(DataSettings { database_url, key_file: PathBuf::from(reader.text("REMBUK_KEY_FILE", "rembuk.key")) })
}

/// Where the Bot API is, for the commands that ask it.
///
/// # Errors
/// When it is no such URL.
pub fn api_url(lookup: Lookup<'_>) -> Result<String, SettingsError> {
    let mut reader = Reader { lookup, wrong: Vec::new() };
    read_api_url(&mut reader).ok_or(SettingsError(reader.wrong))
}

fn read_api_url(reader: &mut Reader<'_>) -> Option<String> {
    reader.parsed(
        "TELOXIDE_API_URL",
        "https://api.telegram.org",
        "a URL that starts with https://, or with http:// for this machine",
        base_url,
    )
}

fn read(reader: &mut Reader<'_>) -> Option<Settings> {
    let data = read_data(reader);
    let token = reader.optional("TELOXIDE_TOKEN", "a bot's token, such as 123456:AAEx...", Token::parse);
    let api_url = read_api_url(reader);
    let webhook =
        reader.optional("WEBHOOK_URL", "a URL that starts with https://, or with http:// for this machine", base_url);
    let listen = reader.parsed("LISTEN", "127.0.0.1:8080", ADDRESS, |text| text.parse().ok());
    let health_listen = reader.optional("HEALTH_LISTEN", ADDRESS, |text| text.parse().ok());
    let zone = reader.parsed("COOPERATIVE_ZONE", "WIB", "one of WIB, WITA, WIT", Zone::parse);
    let log_format = reader.parsed("LOG_FORMAT", "text", "text or json", |text| match text {
        "text" => Some(LogFormat::Text),
        "json" => Some(LogFormat::Json),
        _ => None,
    });
    let (limits, allowance) = (read_limits(reader), read_allowance(reader));
    let inbox_max = reader.parsed("INBOX_MAX", "2000", "a number from 1 to 1000000", |text| {
        text.parse().ok().filter(|most| (1..=1_000_000).contains(most))
    });
    let check_every = reader.parsed("WEBHOOK_CHECK_SECONDS", "300", "a number from 1 to 86400", |text| {
        text.parse().ok().filter(|seconds| (1..=86_400).contains(seconds)).map(Duration::from_secs)
    });
    let webhook_secret = reader.text("WEBHOOK_SECRET", "");
    if webhook.is_some() && webhook_secret.trim().len() < SECRET_MIN {
        let wrong =
            format!("WEBHOOK_SECRET is missing or shorter than {SECRET_MIN} characters, and WEBHOOK_URL is set");
        reader.wrong.push(wrong);
    }
    let check_every = check_every?;
    Some(Settings {
        data: data?,
        token,
        api_url: api_url?,
        intake: webhook.map_or(Intake::Polling, |url| Intake::Webhook { url, check_every }),
        listen: listen?,
        health_listen,
        webhook_secret,
        first: FirstCooperative {
            name: reader.text("COOPERATIVE_NAME", "Koperasi"),
            zone: zone?,
            contact: reader.text("COOPERATIVE_CONTACT", ""),
        },
        inbox_max: inbox_max?,
        limits: limits?,
        allowance: allowance?,
        log_format: log_format?,
    })
}

/// How much of one person is answered: far above what a person types, and below what annoys the messenger.
fn read_allowance(reader: &mut Reader<'_>) -> Option<Allowance> {
    let mut number = |name, usual| {
        reader.parsed(name, usual, "a number from 1 to 1000000", |text| {
            text.parse().ok().filter(|number| (1..=1_000_000).contains(number))
        })
    };
    let (burst, per_minute) = (number("PERSON_BURST", "60"), number("PERSON_PER_MINUTE", "30"));
    Some(Allowance { burst: burst?, per_minute: per_minute? })
}

/// Telegram's figures, unless the operator knows better: its limits are unwritten, and a local server has its own.
fn read_limits(reader: &mut Reader<'_>) -> Option<Limits> {
    let mut number = |name, usual| {
        reader.parsed(name, usual, "a number from 1 to 100000", |text| {
            text.parse().ok().filter(|number| (1..=100_000).contains(number))
        })
    };
    let bot = number("PACE_BOT_PER_SECOND", "30");
    let (chat, burst) = (number("PACE_CHAT_PER_SECOND", "1"), number("PACE_CHAT_BURST", "3"));
    let group = number("PACE_GROUP_PER_MINUTE", "20");
    Some(Limits { bot_per_second: bot?, chat_per_second: chat?, chat_burst: burst?, group_per_minute: group? })
}

/// A base URL without its last slash. Plain http only reaches this machine: a token travels in it.
fn base_url(text: &str) -> Option<String> {
    let url = reqwest::Url::parse(text).ok()?;
    let host = url.host_str()?;
    let loopback = host == "localhost"
        || host.trim_matches(['[', ']']).parse::<std::net::IpAddr>().is_ok_and(|address| address.is_loopback());
    let sound = url.scheme() == "https" || (url.scheme() == "http" && loopback);
    sound.then(|| text.trim_end_matches('/').to_owned())
}

#[cfg(test)]
mod tests {
    use super::{Intake, settings};

    fn check(variables: &[(&str, &str)]) -> Result<super::Settings, String> {
        let lookup = |name: &str| variables.iter().find(|(key, _)| *key == name).map(|(_, value)| (*value).to_owned());
        settings(&lookup).map_err(|error| error.to_string())
    }

    #[test]
    fn nothing_set_is_polling_on_sqlite() {
        let settings = check(&[]).unwrap();
        assert_eq!(settings.intake, Intake::Polling);
        assert_eq!(settings.data.database_url, "sqlite://rembuk.db");
    }

    #[test]
    fn every_wrong_setting_has_its_line() {
        let told = check(&[
            ("TELOXIDE_TOKEN", "nonsense"),
            ("DATABASE_URL", "mysql://x"),
            ("LISTEN", "here"),
            ("HEALTH_LISTEN", "9090"),
            ("WEBHOOK_URL", "http://bot.example.org"),
            ("LOG_FORMAT", "xml"),
            ("COOPERATIVE_ZONE", "CET"),
            ("INBOX_MAX", "0"),
            ("WEBHOOK_CHECK_SECONDS", "never"),
            ("PACE_BOT_PER_SECOND", "0"),
            ("PACE_CHAT_BURST", "many"),
        ])
        .unwrap_err();
        for name in [
            "TELOXIDE_TOKEN",
            "DATABASE_URL",
            "LISTEN",
            "HEALTH_LISTEN",
            "WEBHOOK_URL",
            "LOG_FORMAT",
            "COOPERATIVE_ZONE",
            "INBOX_MAX",
            "WEBHOOK_CHECK_SECONDS",
            "PACE_BOT_PER_SECOND",
            "PACE_CHAT_BURST",
        ] {
            assert_eq!(told.lines().filter(|line| line.starts_with(name)).count(), 1, "{name} in:\n{told}");
        }
    }

    #[test]
    fn a_webhook_needs_a_secret() {
        let url = ("WEBHOOK_URL", "https://bot.example.org");
        for secret in ["", "short", "                    ", "fifteen-letters"] {
            let told = check(&[url, ("WEBHOOK_SECRET", secret)]).unwrap_err();
            assert!(told.starts_with("WEBHOOK_SECRET"), "{told}");
        }
        assert!(check(&[url, ("WEBHOOK_SECRET", "sixteen-letters.")]).is_ok());
    }

    #[test]
    fn plain_http_is_for_this_machine_only() {
        assert!(check(&[("TELOXIDE_API_URL", "http://127.0.0.1:9000")]).is_ok());
        assert!(check(&[("TELOXIDE_API_URL", "http://192.0.2.1:9000")]).is_err());
    }

    #[test]
    fn a_token_is_never_printed() {
        let settings = check(&[("TELOXIDE_TOKEN", "123456:ABCDEFGHIJKLMNOPQRSTUV")]).unwrap();
        assert!(!format!("{settings:?}").contains("ABCDEFGH"));
    }
}
