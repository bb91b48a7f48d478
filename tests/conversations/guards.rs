//! The guards that end every story do bite.

use serde_json::json;

use crate::cast::{journals, sari, treasurer, world};
use crate::eye::Eye;
use crate::support::{TOKEN, World, everywhere};

/// Posts to the emulator as the bot would.
async fn call(world: &World, method: &str, params: &serde_json::Value) {
    let url = format!("{}/bot{TOKEN}/{method}", world.emulator.url());
    reqwest::Client::new().post(url).json(params).send().await.unwrap();
}

/// Whether a story that is over fails.
async fn fails(world: World) -> bool {
    tokio::spawn(world.end()).await.is_err()
}

everywhere! {
    async fn a_request_against_the_schema_fails_the_story(kind, intake) {
        let world = world(kind, intake).await;
        let sari = sari(&world).await;
        call(&world, "sendMessage", &json!({ "chat_id": sari.person.id(), "text": "halo", "parse_mod": "HTML" })).await;
        let violations = world.emulator.schema_violations();
        assert!(violations.len() == 1 && violations[0].contains("parse_mod"), "{violations:?}");
        assert!(fails(world).await);
    }

    async fn a_balance_that_no_journal_explains_fails_the_story(kind, intake) {
        let world = world(kind, intake).await;
        let mut tari = treasurer(&world).await;
        tari.asks("/loket A-001 wajib 100rb", "sudah benar?").await;
        tari.presses("Ya, benar", "sudah dicatat").await;
        assert_eq!(journals(&world).await, 5);
        Eye::open(&world.place).await.run("UPDATE accounts SET credits_minor = credits_minor + 1 WHERE credits_minor = 1300000").await;
        let findings = rembuk::commands::audit::run(&world.running.db).await.unwrap();
        assert!(!findings.is_empty(), "{findings:?}");
        assert!(fails(world).await);
    }
}
