//! The rows of the operator's table: what goes wrong, and what is seen of it.

use crate::disk::FULL;

const ALERTS: &str = include_str!("../../../dashboards/alerts.yml");

/// One thing that goes wrong.
pub struct Row {
    pub what: &'static str,
    /// Words of the log, or of the one line that a refused start prints.
    pub log: &'static str,
    /// While it lasts, it is above the number that the alert compares with; empty when the process is not there to tell.
    pub metric: &'static str,
    pub above: &'static str,
    pub alert: &'static str,
    pub remedy: &'static str,
}

pub const WRONG_TOKEN: Row = Row {
    what: "the first start has a wrong token",
    log: "TELOXIDE_TOKEN: the messenger does not know the token",
    metric: "",
    above: "",
    alert: "RembukDown",
    remedy: "copy the token from BotFather again",
};
pub const REVOKED: Row = Row {
    what: "the token was revoked, by webhook",
    log: "a bot is not served; trying again",
    metric: "rembuk_bots{state=\"refused\"}",
    above: "0",
    alert: "RembukBotRefused",
    remedy: "`rembuk cooperative token` with the new one; what people wrote meanwhile comes then",
};
pub const REVOKED_POLLING: Row = Row { what: "the same, by polling", log: "the token is not valid (401)", ..REVOKED };
pub const NO_DATABASE: Row = Row {
    what: "no database at the start",
    log: "the database can't be opened (DATABASE_URL)",
    metric: "",
    above: "",
    alert: "RembukDown",
    remedy: "start the database; the service manager starts the bot again",
};
pub const LOST_DATABASE: Row = Row {
    what: "the database is gone while it serves, by webhook",
    log: "updates were not kept",
    metric: "rembuk_ingest_commits_total{result=\"failed\"}",
    above: "0",
    alert: "RembukUpdatesNotKept",
    remedy: "bring the database back; nothing else, for Telegram keeps what comes meanwhile for a day",
};
pub const NEWER: Row = Row {
    what: "the database is newer than the program",
    log: "the database was migrated by a newer release",
    metric: "",
    above: "",
    alert: "RembukDown",
    remedy: "start the newer release; a backup from before it is the only other way",
};
pub const FULL_DISK: Row = Row {
    what: "the disk is full, by webhook",
    log: FULL,
    metric: "rembuk_ingest_commits_total{result=\"failed\"}",
    above: "0",
    alert: "RembukUpdatesNotKept",
    remedy: "make room; it goes on by itself",
};
pub const SECOND_POLLER: Row = Row {
    what: "somebody else polls the same bot",
    log: "another poller or a webhook is in use (409)",
    metric: "rembuk_bots{state=\"elsewhere\"}",
    above: "0.1",
    alert: "RembukUpdatesElsewhere",
    remedy: "find who has the token: a forgotten test, or a thief; revoke it if in doubt",
};
pub const ELSEWHERE: Row = Row {
    what: "the webhook was set to another address",
    log: "the webhook was set to another address",
    metric: "rembuk_bots{state=\"elsewhere\"}",
    above: "0.1",
    alert: "RembukUpdatesElsewhere",
    remedy: "the same; the next start sets it to `WEBHOOK_URL` again",
};
pub const LOST_REPLICA: Row = Row {
    what: "one of several processes is lost",
    log: "a process has shown no life for long",
    metric: "rembuk_processes_lost_total",
    above: "0",
    alert: "RembukProcessLost",
    remedy: "another has its bots by then; start it again when you can",
};
pub const UPDATES_WAIT: Row = Row {
    what: "updates wait, and nobody works on them",
    log: "updates wait for more than a minute",
    metric: "rembuk_inbox_oldest_seconds{bot=\"4242\"}",
    above: "60",
    alert: "RembukUpdatesWait",
    remedy: "is the database slow, is a row locked by hand?",
};
pub const TURNED_AWAY: Row = Row {
    what: "a bot has as many updates waiting as may",
    log: "no more updates may wait; the messenger keeps what comes",
    metric: "rembuk_updates_total{outcome=\"turned_away\"}",
    above: "0",
    alert: "RembukUpdatesTurnedAway",
    remedy: "the same questions; is one person or script flooding it? Nothing is lost within a day",
};
pub const MESSAGES_WAIT: Row = Row {
    what: "messages wait, and the messenger takes none",
    log: "messages wait for more than ten minutes",
    metric: "rembuk_outbox_oldest_seconds{bot=\"4242\"}",
    above: "600",
    alert: "RembukMessagesWait",
    remedy: "is the network there? They go out by themselves when it is",
};

pub const POLLS_FAIL: Row = Row {
    what: "polls fail",
    log: "polling failed; trying again",
    metric: "rembuk_polls_total{result=\"away\"}",
    above: "0",
    alert: "RembukPollsFail",
    remedy: "the line names code and words: is the network there, is `TELOXIDE_API_URL` right? Within seconds of its end people are heard, and nothing is lost within a day",
};
pub const NOT_INTRODUCED: Row = Row {
    what: "the messenger can't be asked at the start",
    log: "a bot is not introduced yet; trying again",
    metric: "rembuk_bots{state=\"away\"}",
    above: "0",
    alert: "RembukNotIntroduced",
    remedy: "the same questions; it is tried again until it can be, at least every 15 s",
};

pub const ROWS: [&Row; 15] = [
    &WRONG_TOKEN,
    &REVOKED,
    &REVOKED_POLLING,
    &NO_DATABASE,
    &LOST_DATABASE,
    &NEWER,
    &FULL_DISK,
    &SECOND_POLLER,
    &ELSEWHERE,
    &LOST_REPLICA,
    &UPDATES_WAIT,
    &TURNED_AWAY,
    &MESSAGES_WAIT,
    &POLLS_FAIL,
    &NOT_INTRODUCED,
];

impl Row {
    /// As the guide has it.
    pub fn told(&self) -> String {
        let code = |words: &str| if words.is_empty() { "–".to_owned() } else { format!("`{words}`") };
        let metric = match self.metric {
            "" => "none: it does not run".to_owned(),
            metric => format!("`{} > {}`", without_bot(metric), self.above),
        };
        format!("| {} | {} | {metric} | {} | {} |\n", self.what, code(self.log), code(self.alert), self.remedy)
    }

    /// Whether a page of metrics shows it.
    pub fn is_shown(&self, page: &str) -> bool {
        let line = page.lines().find_map(|line| line.strip_prefix(self.metric)?.strip_prefix(' '));
        let above: f64 = self.above.parse().expect("a number");
        line.and_then(|value| value.parse::<f64>().ok()).is_some_and(|value| value > above)
    }

    /// The alert asks for this metric, and for more than this.
    pub fn has_its_alert(&self) {
        let (family, labels) = self.metric.split_once('{').unwrap_or((self.metric, ""));
        let rule = self.alert_rule();
        let of_bot = |label: &&str| label.starts_with("bot=");
        let labels = labels.trim_end_matches('}').split(',').filter(|label| !of_bot(label)).map(str::to_owned);
        for wanted in [family.to_owned(), format!("> {}\n", self.above)] {
            assert!(rule.contains(&wanted), "{} asks for {wanted}: {rule}", self.alert);
        }
        for label in labels.filter(|label| !label.is_empty()) {
            assert!(rule.contains(&label) || is_one_of(rule, &label), "{} asks for {label}: {rule}", self.alert);
        }
    }

    /// The alert's own lines.
    pub fn alert_rule(&self) -> &'static str {
        let (_, rest) = ALERTS.split_once(&format!("alert: {}\n", self.alert)).expect("the alert exists");
        rest.split("- alert: ").next().unwrap_or(rest)
    }
}

/// Whether a rule asks for this label among others: `name=~"one|other"`.
fn is_one_of(rule: &str, label: &str) -> bool {
    let (name, value) = label.split_once('=').expect("a label has a value");
    let begin = format!("{name}=~\"");
    let mut lists = rule.split(&begin).skip(1).filter_map(|rest| rest.split('"').next());
    lists.any(|list| list.split('|').any(|one| one == value.trim_matches('"')))
}

/// As it is for any bot.
fn without_bot(metric: &str) -> String {
    metric.replace("{bot=\"4242\"}", "").replace("bot=\"4242\",", "")
}
