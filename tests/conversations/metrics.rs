//! `/metrics` tells exactly what happened, and the dashboard and the alerts ask for nothing else.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};

use crate::cast::{sari, world};
use crate::eye::Eye;
use crate::support::{Intake, Kind, World, everywhere};

async fn page(world: &World) -> String {
    let answer = reqwest::get(format!("http://{}/metrics", world.running.address)).await.unwrap();
    assert_eq!(answer.headers()["content-type"], "text/plain; version=0.0.4; charset=utf-8");
    answer.text().await.unwrap()
}

/// The samples that are whole numbers, as all that is counted is.
fn samples(page: &str) -> BTreeMap<String, i64> {
    let lines = page.lines().filter(|line| !line.starts_with('#'));
    let whole = |line: &str| {
        let (name, value) = line.rsplit_once(' ')?;
        Some((name.to_owned(), value.strip_suffix(".0").unwrap_or(value).parse().ok()?))
    };
    lines.filter_map(whole).collect()
}

/// What became more between two pages.
fn more(before: &str, after: &str) -> BTreeMap<String, i64> {
    let before = samples(before);
    let after = samples(after).into_iter();
    after
        .map(|(name, value)| {
            let was = before.get(&name).copied().unwrap_or_default();
            (name, value - was)
        })
        .filter(|(_, more)| *more != 0)
        .collect()
}

everywhere! {
    async fn the_counts_are_exact(kind, intake) {
        let world = world(kind, intake).await;
        let mut sari = sari(&world).await;
        let mut eye = Eye::open(&world.place).await;
        eye.wait_until_quiet().await;
        let before = page(&world).await;
        for _ in 0..3 {
            sari.asks("saldo", "simpanan Anda").await;
        }
        sari.presses("Rincian", "Sukarela").await;
        let update = json!({ "update_id": 900_000_001, "message_from_the_future": {} });
        // One after the other: the offset behind the first would confirm a second that came before it was asked for.
        for update in [update.clone(), update] {
            world.emulator.push_update("ContohBot", update).unwrap();
            world.emulator.wait_until_taken("ContohBot", crate::support::PATIENCE).await.unwrap();
        }
        eye.wait_until_quiet().await;
        // What is committed is counted a moment later.
        let after = loop {
            let after = page(&world).await;
            if more(&before, &after).get("rembuk_lane_wait_seconds_count") >= Some(&5) {
                break after;
            }
        };
        let more = more(&before, &after);
        let of = |name: &str| more.get(name).copied().unwrap_or_default();
        assert_eq!(of("rembuk_updates_total{outcome=\"done\"}"), 4, "{more:#?}");
        assert_eq!(of("rembuk_updates_total{outcome=\"unparsed\"}"), 1, "{more:#?}");
        assert_eq!(of("rembuk_updates_total{outcome=\"duplicate\"}"), 1, "{more:#?}");
        assert_eq!(of("rembuk_updates_total{outcome=\"dead\"}"), 0, "{more:#?}");
        assert_eq!(of("rembuk_lane_wait_seconds_count"), 5);
        assert_eq!(of("rembuk_lane_wait_seconds_bucket{le=\"+Inf\"}"), 5);
        assert_eq!(of("rembuk_batch_updates_sum"), 5);
        assert_eq!(of("rembuk_sends_total{method=\"answer\",result=\"done\"}"), 1);
        let told = of("rembuk_sends_total{method=\"send\",result=\"done\"}")
            + of("rembuk_sends_total{method=\"edit\",result=\"done\"}");
        assert!(told >= 4, "four answers, and whatever was stripped: {more:#?}");
        assert_eq!(of("rembuk_sends_total{method=\"send\",result=\"refused\"}"), 0);
        assert!(of("rembuk_ingest_commits_total{result=\"kept\"}") >= 5, "{more:#?}");
        assert!(!after.contains("Sari") && !after.contains("0812"), "nothing of a person");
        world.end().await;
    }
}

/// The names of a text that look like ours.
fn names(text: &str) -> BTreeSet<String> {
    let is_name = |sign: char| sign.is_ascii_alphanumeric() || sign == '_';
    let words = text.split(|sign: char| !is_name(sign)).filter(|word| word.starts_with("rembuk_"));
    words
        .map(|word| {
            ["_bucket", "_sum", "_count"].iter().find_map(|end| word.strip_suffix(end)).unwrap_or(word).to_owned()
        })
        .collect()
}

/// The expressions of the dashboard's panels.
fn expressions(value: &Value, found: &mut String) {
    match value {
        Value::Object(fields) => {
            for (name, value) in fields {
                match value {
                    Value::String(text) if name == "expr" => found.extend([text.as_str(), "\n"]),
                    _ => expressions(value, found),
                }
            }
        }
        Value::Array(values) => values.iter().for_each(|value| expressions(value, found)),
        _ => {}
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn dashboard_and_alerts_ask_for_what_is_exported_and_for_all_of_it() {
    let world = world(Kind::Sqlite, Intake::Polling).await;
    sari(&world).await;
    Eye::open(&world.place).await.wait_until_quiet().await;
    let page = loop {
        let page = page(&world).await;
        // What waits is looked at once a second.
        if page.contains("rembuk_outbox_waiting{") {
            break page;
        }
        tokio::task::yield_now().await;
    };
    let exported: BTreeSet<String> =
        page.lines().filter_map(|line| line.strip_prefix("# TYPE ")?.split(' ').next().map(str::to_owned)).collect();
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("dashboards");
    let dashboard: Value = serde_json::from_str(&std::fs::read_to_string(root.join("rembuk.json")).unwrap()).unwrap();
    let mut asked = String::new();
    expressions(&dashboard, &mut asked);
    let shown = names(&asked);
    let alerts = names(&std::fs::read_to_string(root.join("alerts.yml")).unwrap());
    assert!(alerts.len() > 5, "{alerts:?}");
    assert_eq!(
        shown.union(&alerts).filter(|name| !exported.contains(*name)).collect::<Vec<_>>(),
        [""; 0],
        "not exported"
    );
    assert_eq!(exported.difference(&shown).collect::<Vec<_>>(), [""; 0], "on no panel");
    world.end().await;
}
