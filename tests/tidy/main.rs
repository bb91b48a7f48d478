//! The rules of the house that a program can hold; the rest is in CONTRIBUTING.md.
//!
//! Each rule is a function from what it reads to the faults that it found, so that a test beside it can hand it a bad
//! sample: a rule that catches nothing is worse than none.

mod repository;
mod rooms;
mod rules;
mod source;

use std::fs;
use std::path::{Path, PathBuf};

use source::Source;

/// A fault, with the place where it is.
type Faults = Vec<String>;

/// Folders that hold no text of ours.
const SKIPPED: &[&str] = &["target", "data", "node_modules"];

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Every file of the tree with that ending, as a path from the root, in order.
fn files(ending: &str) -> Vec<String> {
    let mut found = Vec::new();
    walk(root(), ending, &mut found);
    found.sort();
    found
}

fn walk(folder: &Path, ending: &str, found: &mut Vec<String>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path: PathBuf = entry.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap();
        if path.is_dir() {
            let skipped = name.starts_with('.') || (folder == root() && SKIPPED.contains(&name));
            if !skipped {
                walk(&path, ending, found);
            }
        } else if name.ends_with(ending) {
            found.push(path.strip_prefix(root()).unwrap().to_str().unwrap().to_owned());
        }
    }
}

fn read(path: &str) -> String {
    fs::read_to_string(root().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

fn sources() -> Vec<Source> {
    let mut sources: Vec<Source> = files(".rs").iter().map(|path| Source::parse(path, &read(path))).collect();
    source::mark_test_files(&mut sources);
    sources
}

#[track_caller]
fn assert_none(faults: &[String]) {
    assert!(faults.is_empty(), "{} faults:\n{}", faults.len(), faults.join("\n"));
}

#[test]
fn the_code_keeps_the_rules() {
    let sources = sources();
    assert!(sources.len() > 20, "the walk found only {} files", sources.len());
    let faults: Faults = sources.iter().flat_map(|source| rules::ALL.iter().flat_map(|rule| rule(source))).collect();
    assert_none(&faults);
}

#[test]
fn every_exception_is_still_needed() {
    let sources = sources();
    assert_none(&rules::idle_exceptions(&sources));
}

#[test]
fn the_crates_know_only_whom_they_may() {
    for (room, forbidden) in repository::FORBIDDEN_EDGES {
        let path = format!("{room}/Cargo.toml");
        assert_none(&repository::edges(&path, &read(&path), forbidden));
    }
}

#[test]
fn each_room_is_a_folder_of_its_own() {
    let sources = sources();
    let paths: Vec<&str> = sources.iter().map(|source| source.path.as_str()).collect();
    assert_none(&rooms::strange_files(&paths));
    assert_none(&rooms::crowded_hubs(&sources));
    assert_none(&rooms::base_that_knows(&sources));
    assert_none(&rooms::circles(&sources));
}

#[test]
fn every_dependency_says_why() {
    let page = read("docs/adr/0005-dependencies.md");
    for path in files("Cargo.toml") {
        assert_none(&repository::unexplained(&path, &read(&path), &page));
    }
}

#[test]
fn migrations_are_named_by_time_and_never_edited() {
    let migrations: Vec<(String, String)> = files(".sql")
        .into_iter()
        .filter(|path| path.starts_with("migrations/"))
        .map(|p| (p.clone(), read(&p)))
        .collect();
    assert!(!migrations.is_empty());
    let names: Vec<&str> = migrations.iter().map(|(path, _)| path.as_str()).collect();
    assert_none(&repository::misnamed(&names));
    assert_none(&repository::unlisted(&names, &read("store/src/migrations.rs")));
    assert_none(&repository::edited(&migrations, &read("tests/data/migrations.sha256")));
}

#[test]
fn links_between_pages_lead_somewhere() {
    for path in files(".md") {
        let there = |target: &str| root().join(&path).parent().is_some_and(|folder| folder.join(target).exists());
        assert_none(&repository::dead_links(&path, &read(&path), there));
    }
}
