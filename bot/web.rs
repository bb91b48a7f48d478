//! What is served by HTTP: health from the first moment on, and the webhook where updates come in that way.

use std::net::SocketAddr;
use std::sync::Arc;

use anyhow::Context;
use axum::Router;
use axum::extract::State;
use axum::http::StatusCode;
use axum::routing::get;
use domain::bug::{Bug, seeded};
use serde_json::{Value, json};
use store::Db;
use tokio::net::TcpListener;
use tokio::sync::watch;
use tokio::task::JoinSet;

use crate::ingest::polled::Polled;
use crate::ingest::webhook::{self, Opened};
use crate::leases::{Leases, Work};
use crate::metrics::{self, Metrics};
use crate::settings::{Intake, Settings};

/// The addresses, taken and not served yet.
pub struct Doors {
    listen: TcpListener,
    health: Option<TcpListener>,
    takes_updates: bool,
    /// Where the webhook is served.
    pub address: SocketAddr,
    /// Where health and metrics are: there too, or at an address of their own.
    pub health_address: SocketAddr,
}

/// What the health pages look at.
#[derive(Clone)]
pub struct Health {
    /// The database.
    pub db: Db,
    /// Open when the start is over.
    pub opened: Opened,
    /// Whom this process polls for.
    pub leases: Leases,
    /// When a poll was last answered.
    pub polled: Polled,
}

impl Doors {
    /// Takes the addresses.
    ///
    /// # Errors
    /// When one is in use.
    pub async fn take(settings: &Settings) -> anyhow::Result<Self> {
        let bind = async |name: &'static str, address: SocketAddr| {
            TcpListener::bind(address).await.with_context(|| format!("{name} {address}"))
        };
        let listen = bind("LISTEN", settings.listen).await?;
        let address = listen.local_addr()?;
        let health = match settings.health_listen.filter(|elsewhere| *elsewhere != settings.listen) {
            Some(elsewhere) => Some(bind("HEALTH_LISTEN", elsewhere).await?),
            None => None,
        };
        let health_address = health.as_ref().map_or(Ok(address), TcpListener::local_addr)?;
        // Whoever polls is brought nothing: a route that is not there lets nobody in.
        let takes_updates = matches!(settings.intake, Intake::Webhook { .. }) || seeded(Bug::WebhookRouteWhilePolling);
        Ok(Self { listen, health, takes_updates, address, health_address })
    }

    /// Serves from now on, until told to stop.
    pub fn serve(
        self,
        health: Health,
        metrics: Arc<Metrics>,
        stopped: &watch::Receiver<bool>,
        tasks: &mut JoinSet<()>,
    ) {
        let updates = if self.takes_updates { webhook::routes(health.opened.clone()) } else { Router::new() };
        let watched = routes(health).merge(metrics::routes(metrics));
        match self.health {
            None => {
                tasks.spawn(serve(self.listen, updates.merge(watched), stopped.clone()));
            }
            Some(elsewhere) => {
                tasks.spawn(serve(self.listen, updates, stopped.clone()));
                tasks.spawn(serve(elsewhere, watched, stopped.clone()));
            }
        }
    }
}

async fn serve(listener: TcpListener, routes: Router, mut stopped: watch::Receiver<bool>) {
    let stop = async move {
        let _ = stopped.wait_for(|stop| *stop).await;
    };
    if let Err(error) = axum::serve(listener, routes).with_graceful_shutdown(stop).await {
        tracing::error!(error = %error, "the web server has stopped");
    }
}

/// `GET /healthz`: the process lives. `GET /readyz`: it does its work, and how much waits.
fn routes(health: Health) -> Router {
    Router::new().route("/healthz", get(|| async { "ok\n" })).route("/readyz", get(ready)).with_state(health)
}

async fn ready(State(health): State<Health>) -> (StatusCode, axum::Json<Value>) {
    let not = |why: &str| (StatusCode::SERVICE_UNAVAILABLE, axum::Json(json!({ "ready": false, "why": why })));
    if health.opened.borrow().is_none() {
        return not("it starts");
    }
    let depths = health
        .db
        .unit(store::unit!("ready"), |tx| {
            Box::pin(async move { Ok((store::inbox::depth_in(tx).await?, store::outbox::depth_in(tx).await?)) })
        })
        .await;
    let Ok(((inbox, _), (outbox, _))) = depths else { return not("the database does not answer") };
    let polls = health.leases.had().has_any(Work::Poll);
    if polls && !health.polled.is_fresh() && !seeded(Bug::ReadyWithoutPolls) {
        return not("no poll was answered lately");
    }
    (StatusCode::OK, axum::Json(json!({ "ready": true, "inbox": inbox, "outbox": outbox })))
}
