//! How an update comes to the bot: over a connection to its webhook, or out of the messenger's mailbox.

use std::net::SocketAddr;

use anyhow::{Context, bail, ensure};
use domain::ids::BotId;
use rembuk::ingest::webhook::secret_of;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use crate::messenger::{Messenger, bot_id};
use crate::scripts::What;

/// The secret behind each bot's webhook.
pub const SECRET: &str = "a-secret-for-the-benchmark-only";

/// Which way updates take.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Intake {
    /// They are brought.
    Webhook,
    /// They are asked for.
    Polling,
}

impl Intake {
    /// In tables and files.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Webhook => "webhook",
            Self::Polling => "polling",
        }
    }
}

/// Where updates go.
#[derive(Debug, Clone)]
pub enum Way {
    /// To this address, with a request's head for each bot.
    Webhook {
        /// Where the bots listen.
        address: SocketAddr,
        /// Up to the length of the body.
        heads: Vec<String>,
    },
    /// Into the messenger's mailbox.
    Polling,
}

impl Way {
    /// To so many bots that listen there.
    pub fn new(intake: Intake, address: SocketAddr, bots: usize) -> Self {
        if intake == Intake::Polling {
            return Self::Polling;
        }
        let head = |bot| {
            let id = bot_id(bot);
            let secret = secret_of(SECRET, BotId(id)).unwrap_or_default();
            format!(
                "POST /tg/{id} HTTP/1.1\r\nhost: {address}\r\ncontent-type: application/json\r\nx-telegram-bot-api-secret-token: {secret}\r\n"
            )
        };
        Self::Webhook { address, heads: (0..bots).map(head).collect() }
    }
}

/// One of the driver's lines. A kept-alive connection without a client's cost: the driver shares the machine with what
/// it measures.
pub enum Line {
    /// A connection, and what was read of an answer.
    Connected(TcpStream, Vec<u8>),
    /// Nothing is needed.
    Mail,
}

impl Line {
    /// Opens a line.
    pub async fn open(way: &Way) -> anyhow::Result<Self> {
        let Way::Webhook { address, .. } = way else { return Ok(Self::Mail) };
        let stream = TcpStream::connect(address).await.context("the bot takes no connection")?;
        stream.set_nodelay(true)?;
        Ok(Self::Connected(stream, Vec::with_capacity(1_024)))
    }

    /// Brings an update to a bot; a webhook that answers anything but 200 is an error.
    pub async fn bring(
        &mut self,
        way: &Way,
        messenger: &Messenger,
        bot: usize,
        update: impl FnOnce(i64) -> String,
    ) -> anyhow::Result<()> {
        let (Self::Connected(stream, answer), Way::Webhook { heads, .. }) = (self, way) else {
            return messenger.put(bot, update);
        };
        let Some(head) = heads.get(bot) else { bail!("there is no bot {bot}") };
        let body = update(messenger.next_id());
        let request = format!("{head}content-length: {}\r\n\r\n{body}", body.len());
        stream.write_all(request.as_bytes()).await?;
        answer.clear();
        while !answer.windows(4).any(|end| end == b"\r\n\r\n") {
            ensure!(stream.read_buf(answer).await? > 0, "the bot has closed a connection");
        }
        ensure!(
            answer.starts_with(b"HTTP/1.1 200") && answer.ends_with(b"\r\n\r\n"),
            "the bot answered {:?}",
            String::from_utf8_lossy(answer)
        );
        Ok(())
    }
}

/// The message that a press belongs to, and the button's data.
pub struct Under {
    /// The message that carries the button.
    pub message_id: i64,
    /// What the button sends.
    pub data: String,
}

/// An update as the messenger would bring it; `own` numbers the message in it, and `under` is what a press is under.
pub fn update(id: i64, person: i64, what: &What, own: i64, under: Option<&Under>) -> String {
    let from = format!(r#"{{"id":{person},"is_bot":false,"first_name":"Anggota","language_code":"id"}}"#);
    let chat = format!(r#"{{"id":{person},"first_name":"Anggota","type":"private"}}"#);
    match (what, under) {
        (What::Say(text), _) => format!(
            r#"{{"update_id":{id},"message":{{"message_id":{own},"from":{from},"chat":{chat},"date":1764000000,"text":"{text}"}}}}"#
        ),
        (What::Press(prefix), under) => {
            let (message, data) = under.map_or((0, *prefix), |under| (under.message_id, under.data.as_str()));
            format!(
                r#"{{"update_id":{id},"callback_query":{{"id":"{id}","from":{from},"message":{{"message_id":{message},"chat":{chat},"date":1764000000,"text":"x"}},"chat_instance":"1","data":"{data}"}}}}"#
            )
        }
    }
}
