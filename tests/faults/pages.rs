//! The pages for whoever looks after the process: there from the first moment on, true, and where they were wished.

use std::time::Duration;

use crate::people::{LONG, OFFICES, REGISTER, SARI, everybody, hears_after};
use crate::rig::{Rig, own_address};
use crate::support::{Intake, Kind};

/// How often a change is looked for.
const LOOK_AGAIN: Duration = Duration::from_millis(50);

/// A page of the program: its status and its text; zero where nobody answers.
pub async fn look(address: &str, path: &str) -> (u16, String) {
    match reqwest::get(format!("http://{address}{path}")).await {
        Ok(answer) => (answer.status().as_u16(), answer.text().await.unwrap_or_default()),
        Err(_) => (0, String::new()),
    }
}

/// Waits until this is so.
pub async fn comes(what: &str, limit: Duration, mut is_so: impl AsyncFnMut() -> bool) {
    let deadline = tokio::time::Instant::now() + limit;
    while !is_so().await {
        assert!(tokio::time::Instant::now() < deadline, "{what} does not come within {limit:?}");
        tokio::time::sleep(LOOK_AGAIN).await;
    }
}

async fn rig(intake: Intake) -> Rig {
    Rig::new(Kind::Sqlite, intake, everybody(), REGISTER, &OFFICES).await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn health_and_metrics_are_where_they_were_wished_and_nowhere_else() {
    for intake in [Intake::Polling, Intake::Webhook] {
        let rig = rig(intake).await;
        let elsewhere = own_address();
        let bot = rig.start_bot(&[("HEALTH_LISTEN", &elsewhere)]);
        let sari = rig.emulator.person(SARI);
        let asked = sari.send_text("/saldo").await.unwrap();
        hears_after(&sari, asked, "det").await;
        for page in ["/healthz", "/readyz", "/metrics"] {
            comes(page, LONG, async || look(&elsewhere, page).await.0 == 200).await;
            assert_eq!(look(rig.address(), page).await.0, 404, "{page} at LISTEN");
        }
        assert_eq!(look(&elsewhere, "/tg/4242").await.0, 404, "and no webhook there");
        bot.stop().await;
        rig.end().await;
    }
}
