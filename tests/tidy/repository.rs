//! Rules for manifests, migrations and pages.

use std::collections::BTreeSet;

use sha2::{Digest, Sha256};

use crate::Faults;

/// For each room, what its manifest may not name.
pub const FORBIDDEN_EDGES: &[(&str, &[&str])] = &[
    ("domain", &["dialogues", "store", "emulator", "rembuk", "sqlx", "tokio", "teloxide", "axum", "reqwest", "rand"]),
    ("dialogues", &["store", "emulator", "rembuk", "sqlx", "tokio", "teloxide", "axum", "reqwest", "rand"]),
    ("store", &["dialogues", "emulator", "rembuk", "teloxide", "axum", "reqwest", "rand"]),
    ("emulator", &["domain", "dialogues", "store", "rembuk", "sqlx", "teloxide", "teloxide-core"]),
];

/// Names of the dependencies of a manifest, with those for tests and builds.
fn dependencies(manifest: &str) -> Vec<&str> {
    let mut listed = false;
    let mut names = Vec::new();
    for line in manifest.lines().map(str::trim) {
        if let Some(section) = line.strip_prefix('[') {
            let section = section.trim_end_matches(']');
            listed = section.ends_with("dependencies");
            // [dependencies.name]
            if let Some((_, name)) = section.split_once("dependencies.") {
                names.push(name);
            }
        } else if listed && !line.starts_with('#') && line.contains('=') {
            let name = line.split(['=', '.', ' ']).next().unwrap_or_default();
            names.push(name.trim_matches('"'));
        }
    }
    names
}

/// Edges that the rooms must not have.
pub fn edges(path: &str, manifest: &str, forbidden: &[&str]) -> Faults {
    let found = dependencies(manifest).into_iter().filter(|name| forbidden.contains(name));
    found.map(|name| format!("{path}: this room may not know {name}")).collect()
}

/// Dependencies without a line in the page.
pub fn unexplained(path: &str, manifest: &str, page: &str) -> Faults {
    let names: BTreeSet<&str> = dependencies(manifest).into_iter().collect();
    let missing = names.into_iter().filter(|name| !page.contains(&format!("| `{name}` |")));
    missing.map(|name| format!("{path}: {name} has no line in docs/adr/0005-dependencies.md")).collect()
}

/// Migrations whose name is not `YYYYMMDDHHMMSS_thing.sql`, or whose time is taken.
pub fn misnamed(paths: &[&str]) -> Faults {
    let mut taken = BTreeSet::new();
    let mut faults = Faults::new();
    for path in paths {
        let name = path.rsplit('/').next().and_then(|name| name.strip_suffix(".sql")).unwrap_or_default();
        let (time, thing) = name.split_once('_').unwrap_or((name, ""));
        let timed = time.len() == 14 && time.bytes().all(|sign| sign.is_ascii_digit());
        let named = !thing.is_empty()
            && thing.bytes().all(|sign| sign.is_ascii_lowercase() || sign.is_ascii_digit() || sign == b'_');
        if !timed || !named {
            faults.push(format!("{path}: a migration is named YYYYMMDDHHMMSS_thing.sql"));
        }
        if !taken.insert(time) {
            faults.push(format!("{path}: two migrations of one time"));
        }
    }
    faults
}

/// Migrations that the store does not carry.
pub fn unlisted(paths: &[&str], store: &str) -> Faults {
    let missing = paths.iter().filter(|path| !store.contains(**path));
    missing.map(|path| format!("{path}: not in store/src/migrations.rs, so that nobody runs it")).collect()
}

/// Migrations that are not as they landed, by lines as `sha256sum` writes them.
pub fn edited(migrations: &[(String, String)], landed: &str) -> Faults {
    let sums: Vec<(&str, &str)> = landed.lines().filter_map(|line| line.split_once("  ")).collect();
    let mut faults = Faults::new();
    for (path, text) in migrations {
        match sums.iter().find(|(_, name)| name == path) {
            None => faults
                .push(format!("{path}: has no line in tests/data/migrations.sha256; add what sha256sum writes for it")),
            Some((sum, _)) if *sum != checksum(text) => {
                faults.push(format!("{path}: a migration that has landed is never edited; add a new one"));
            }
            Some(_) => {}
        }
    }
    let gone = sums.iter().filter(|(_, name)| !migrations.iter().any(|(path, _)| path == name));
    faults.extend(gone.map(|(_, name)| format!("{name}: a migration that has landed is gone")));
    faults
}

fn checksum(text: &str) -> String {
    Sha256::digest(text.as_bytes()).iter().fold(String::new(), |hex, byte| format!("{hex}{byte:02x}"))
}

/// Links of a page to files that are not there.
pub fn dead_links(path: &str, page: &str, there: impl Fn(&str) -> bool) -> Faults {
    let targets = page.match_indices("](").filter_map(|(at, _)| page.get(at + 2..)?.split(')').next());
    let files =
        targets.filter_map(|target| target.split('#').next()).filter(|it| !it.is_empty() && !it.contains("://"));
    files
        .filter(|target| !there(target))
        .map(|target| format!("{path}: links to {target}, which is not there"))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const MANIFEST: &str = "[package]\nname = \"x\"\n\n[dependencies]\n# store = 1\ndomain = { path = \"../domain\" }\n\
        serde.workspace = true\n\n[dependencies.sqlx]\nversion = \"1\"\n\n[dev-dependencies]\ninsta = \"1\"\n\n[lints]\nworkspace = true\n";

    #[test]
    fn dependencies_are_read() {
        assert_eq!(dependencies(MANIFEST), ["domain", "serde", "sqlx", "insta"]);
    }

    #[test]
    fn a_forbidden_edge_is_seen() {
        assert_eq!(edges("x/Cargo.toml", MANIFEST, &["sqlx"]).len(), 1);
        assert_eq!(edges("x/Cargo.toml", MANIFEST, &["domain"]).len(), 1);
        assert!(edges("x/Cargo.toml", MANIFEST, &["store", "name"]).is_empty());
    }

    #[test]
    fn a_dependency_without_its_line_is_seen() {
        let page = "| `domain` | ours |\n| `serde` | states |\n| `insta` | tests |\n";
        assert_eq!(unexplained("x/Cargo.toml", MANIFEST, page).len(), 1);
    }

    #[test]
    fn a_misnamed_migration_is_seen() {
        assert!(misnamed(&["migrations/20261123000001_tenants.sql"]).is_empty());
        assert_eq!(misnamed(&["migrations/1_tenants.sql"]).len(), 1);
        assert_eq!(misnamed(&["migrations/20261123000001_Tenants.sql"]).len(), 1);
        assert_eq!(misnamed(&["migrations/20261123000001.sql"]).len(), 1);
        assert_eq!(misnamed(&["migrations/20261123000001_a.sql", "migrations/20261123000001_b.sql"]).len(), 1);
    }

    #[test]
    fn a_migration_that_nobody_runs_is_seen() {
        let store = "include_str!(\"../../migrations/1_a.sql\")";
        assert!(unlisted(&["migrations/1_a.sql"], store).is_empty());
        assert_eq!(unlisted(&["migrations/2_b.sql"], store).len(), 1);
    }

    #[test]
    fn an_edited_a_new_and_a_lost_migration_are_seen() {
        let landed = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad  migrations/1_a.sql\n";
        let of = |path: &str, text: &str| [(path.to_owned(), text.to_owned())];
        assert!(edited(&of("migrations/1_a.sql", "abc"), landed).is_empty());
        assert_eq!(edited(&of("migrations/1_a.sql", "abd"), landed).len(), 1);
        assert_eq!(edited(&of("migrations/1_a.sql", "abc"), "").len(), 1);
        assert_eq!(edited(&[], landed).len(), 1);
    }

    #[test]
    fn a_dead_link_is_seen() {
        let there = |target: &str| target == "a.md";
        assert!(dead_links("x.md", "[a](a.md) [b](a.md#c) [c](https://example.org) [d](#e)", there).is_empty());
        assert_eq!(dead_links("x.md", "see [b](b.md).", there).len(), 1);
    }
}
