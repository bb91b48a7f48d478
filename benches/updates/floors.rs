//! What cannot be undercut: a bot without a database, and bare durable commits.

use std::net::SocketAddr;
use std::process::{Command, Stdio};
use std::str::FromStr;
use std::sync::Arc;
use std::time::{Duration, Instant};

use anyhow::Context;
use axum::Router;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::StatusCode;
use axum::routing::post;
use serde_json::{Value, json};
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqliteSynchronous};
use sqlx::{ConnectOptions, Connection, PgConnection};
use tokio::net::TcpListener;
use tokio::task::JoinSet;

use crate::line::{Intake, Way};
use crate::messenger::token;
use crate::place::{Kind, Place};
use crate::process::{Process, free_address};

/// How long commits are counted.
const COMMITTING: Duration = Duration::from_secs(1);

const CREATE: &str = "CREATE TABLE floor (n BIGINT NOT NULL, text TEXT NOT NULL)";
const INSERT: &str =
    "INSERT INTO floor (n, text) VALUES ($1, 'as long as the body of a short update, sealed: 0123456789')";

/// Starts this program again, as the bot that only answers.
pub async fn start_echo(place: &Place) -> anyhow::Result<Process> {
    let listen = free_address()?;
    let mut command = Command::new(std::env::current_exe()?);
    command.args(["--echo", &place.messenger.url, "--listen", &listen.to_string()]).stdin(Stdio::null());
    let way = Way::new(Intake::Webhook, listen, place.people.cooperatives);
    Process::start(command, listen, &place.path("echo.log"), way, (&place.messenger, 1)).await
}

#[derive(Clone)]
struct Echo {
    http: reqwest::Client,
    api: Arc<str>,
}

/// The bot that only answers: an axum webhook, and one sendMessage by reqwest for each update. Nothing is kept.
pub async fn echo(api_url: &str, listen: SocketAddr) -> anyhow::Result<()> {
    let http = reqwest::Client::builder().pool_max_idle_per_host(64).tcp_nodelay(true).build()?;
    let echo = Echo { http: http.clone(), api: Arc::from(format!("{api_url}/bot{}", token(0))) };
    let listener = TcpListener::bind(listen).await?;
    let ready = http.post(format!("{}/setWebhook", echo.api)).json(&json!({ "url": "" })).send();
    let routes = Router::new().route("/tg/{bot}", post(receive)).with_state(echo.clone());
    let serving = tokio::spawn(async move {
        let stop = async {
            // Without signals it is ended by a kill, which does no harm here.
            if let Ok(mut signals) = rembuk::signals::Signals::listen() {
                signals.stop().await;
            }
        };
        axum::serve(listener, routes).with_graceful_shutdown(stop).await
    });
    ready.await?;
    Ok(serving.await??)
}

async fn receive(State(echo): State<Echo>, body: Bytes) -> StatusCode {
    let update: Value = serde_json::from_slice(&body).unwrap_or(Value::Null);
    let chat = update.pointer("/message/chat/id").cloned().unwrap_or(Value::Null);
    // Out of the webhook's way, as the bot sends too.
    tokio::spawn(async move {
        let call = json!({ "chat_id": chat, "text": "Selamat datang kembali." });
        if let Ok(response) = echo.http.post(format!("{}/sendMessage", echo.api)).json(&call).send().await {
            let _ = response.bytes().await;
        }
    });
    StatusCode::OK
}

/// Durable commits of one row each, in a second, by so many clients of the database.
pub async fn commits(place: &Place, clients: usize) -> anyhow::Result<f64> {
    let count = match place.kind {
        Kind::Sqlite => sqlite(place).await?,
        Kind::Postgres => postgres(&place.database_url, clients).await?,
    };
    Ok(f64::from(count) / COMMITTING.as_secs_f64())
}

async fn sqlite(place: &Place) -> anyhow::Result<u32> {
    let path = place.path("floor.db");
    let options = SqliteConnectOptions::from_str(&format!("sqlite://{}", path.display()))?
        .create_if_missing(true)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full);
    let mut connection = options.connect().await?;
    let _ = sqlx::query(CREATE).execute(&mut connection).await;
    let (started, mut count) = (Instant::now(), 0);
    while started.elapsed() < COMMITTING {
        sqlx::query(INSERT).bind(i64::from(count)).execute(&mut connection).await?;
        count += 1;
    }
    connection.close().await?;
    Ok(count)
}

async fn postgres(url: &str, clients: usize) -> anyhow::Result<u32> {
    let mut connection = PgConnection::connect(url).await?;
    let _ = sqlx::query(CREATE).execute(&mut connection).await;
    let mut counting = JoinSet::new();
    for _ in 0..clients {
        let mut connection = PgConnection::connect(url).await?;
        counting.spawn(async move {
            let (started, mut count) = (Instant::now(), 0);
            while started.elapsed() < COMMITTING {
                sqlx::query(INSERT).bind(i64::from(count)).execute(&mut connection).await?;
                count += 1;
            }
            anyhow::Ok(count)
        });
    }
    let mut all: u32 = 0;
    while let Some(count) = counting.join_next().await {
        all = all.saturating_add(count.context("a client of the floor is gone")??);
    }
    Ok(all)
}
