//! Every statement that touches a tenant's table names whose rows it means, bound to a parameter: `cooperative_id`, or
//! `bot_id` in the tables of the engine.

use store::registry;

use crate::constraint_rows::tables;

/// Statements that mean more than one tenant, or name a row by a number that is one row's in the whole deployment.
const EXCEPTED: &[(&str, &str, &str)] = &[
    ("bots", "LIST", "the bots of the deployment"),
    ("bots", "REVISION", "a number about all bots"),
    ("cooperatives", "LIST", "the cooperatives of the deployment"),
    ("housekeeping", "DROP_UPDATES", "by age alone"),
    ("housekeeping", "DROP_MESSAGES", "by age alone"),
    ("inbox", "READY_LANES", "a batch serves many bots"),
    ("inbox", "HEADS", "its inner statement names the lanes; the outer takes those rows by arrival number"),
    ("inbox", "FINISH", "by arrival number"),
    ("inbox", "PUT_BACK", "by arrival number"),
    ("inbox", "RETRY_LATER", "by arrival number"),
    ("inbox", "READY_BY_BOT", "numbers about each bot, for the operator"),
    ("inbox", "COUNT_READY", "a number about all bots"),
    ("leases", "LIST_MINE", "of one process, whatever the bot"),
    ("leases", "LIST_FREE", "the bots of the deployment, for whichever process"),
    ("outbox", "FIND_CHATS", "of the bots that one process sends for"),
    ("outbox", "CLAIM_ROWS", "its inner statement names the bots; the outer takes those rows by their number"),
    ("outbox", "MARK", "by the row's number and the fence of its sender"),
    ("outbox", "OPEN_BY_BOT", "numbers about each bot, for the operator"),
    ("outbox", "DEPTH", "a number about all bots"),
    ("fences", "RAISED", "by the rows' numbers and the fence of their sender"),
    ("dialect", "LOCK_READY_LANES", "a batch serves many bots"),
];

/// Whether a column says whose a row is.
fn is_owned(table: &str) -> bool {
    let owned = |it: &crate::table::Table| it.columns().any(|key| ["bot_id", "cooperative_id"].contains(&key));
    tables().any(|it| it.name == table && owned(it))
}

/// The tables of tenants that a statement names, once for each time.
fn touched(words: &[&str]) -> Vec<String> {
    let opens = ["FROM", "JOIN", "INTO", "UPDATE"];
    let at = words.windows(2).enumerate().filter(|(_, pair)| opens.contains(&pair[0].trim_start_matches('(')));
    at.filter_map(|(_, pair)| {
        let table = pair[1].trim_matches(['(', ')', ',', ';']);
        is_owned(table).then(|| table.to_owned())
    })
    .collect()
}

/// What is wrong with a statement, if anything is.
fn fault(sql: &str) -> Option<String> {
    let sql = sql.split_whitespace().collect::<Vec<_>>().join(" ");
    let words: Vec<&str> = sql.split(' ').collect();
    let tables = touched(&words);
    if tables.is_empty() {
        return None;
    }
    let (mut bound, mut named) = (false, 0);
    for key in ["cooperative_id", "bot_id"] {
        let inserts = sql.matches(&format!("({key},")).count().min(sql.matches("INSERT INTO").count());
        let equal = sql.matches(&format!("{key} = ")).count() + sql.matches(&format!("{key} IN (")).count();
        bound |= sql.contains(&format!("{key} = $")) || sql.contains(&format!("->>'{key}'"));
        bound |= inserts > 0 && (sql.contains("VALUES ($1") || sql.contains("SELECT $1"));
        named += inserts + equal;
    }
    if named < tables.len() {
        return Some(format!("whose rows is said {named} times for {} tables", tables.len()));
    }
    (!bound).then(|| "no parameter says whose rows these are".to_owned())
}

fn all() -> impl Iterator<Item = (&'static str, &'static str, &'static str)> {
    registry::statements().chain(registry::postgres_only().iter().map(|(name, sql)| ("dialect", *name, *sql)))
}

fn is_excepted(module: &str, name: &str) -> bool {
    // The auditor looks at everybody's records, and each row that it returns names its owner.
    module == "audit" || EXCEPTED.iter().any(|(at, it, _)| *at == module && *it == name)
}

#[test]
fn every_statement_says_whose_rows_it_means() {
    let faults: Vec<String> = all()
        .filter(|(module, name, _)| !is_excepted(module, name))
        .filter_map(|(module, name, sql)| Some(format!("{module}::{name}: {}", fault(sql)?)))
        .collect();
    assert!(
        faults.is_empty(),
        "\n{}\nName the key for each table and bind it; what means all tenants gets a line with its reason in EXCEPTED \
         of store/tests/it/scopes.rs.\n",
        faults.join("\n")
    );
}

#[test]
fn every_exception_is_still_needed() {
    for (module, name, _) in EXCEPTED {
        let found = all().find(|(at, it, _)| at == module && it == name);
        let (_, _, sql) = found.unwrap_or_else(|| panic!("{module}::{name} is no statement any more"));
        assert!(fault(sql).is_some(), "{module}::{name} needs no exception");
    }
}

#[test]
fn a_statement_for_all_tenants_is_seen() {
    for bad in [
        "SELECT name FROM members WHERE member_id = $1",
        "UPDATE links SET member_id = $1 WHERE person_id = $2",
        "SELECT 1 FROM members m JOIN links l ON l.member_id = m.member_id WHERE m.cooperative_id = $1",
        "SELECT 1 FROM members m JOIN links l ON l.cooperative_id = m.cooperative_id WHERE m.cooperative_id = l.person_id",
        "DELETE FROM outbox WHERE chat_id = $1",
        "INSERT INTO people (person_id, locale) VALUES ($1, $2)",
    ] {
        assert!(fault(bad).is_some(), "{bad}");
    }
    for good in [
        "SELECT name FROM members WHERE cooperative_id = $1 AND member_id = $2",
        "SELECT 1 FROM jsonb_each($1) w JOIN members m ON m.cooperative_id = w.value->>'cooperative_id'",
        "INSERT INTO people (cooperative_id, person_id, locale) VALUES ($1, $2, $3)",
        "SELECT zone FROM zones",
    ] {
        assert_eq!(fault(good), None, "{good}");
    }
}
