//! Every statement of the store: a test prepares each on both databases.

use crate::db::POSTGRES_ONLY;

/// Modules with their statements.
const MODULES: &[(&str, &[(&str, &str)])] = &[
    ("admissions", crate::admissions::STATEMENTS),
    ("applications", crate::applications::STATEMENTS),
    ("audit", crate::audit::STATEMENTS),
    ("bots", crate::bots::STATEMENTS),
    ("cooperatives", crate::cooperatives::STATEMENTS),
    ("dialogues", crate::dialogues::STATEMENTS),
    ("doors", crate::doors::STATEMENTS),
    ("fences", crate::fences::STATEMENTS),
    ("tasks", crate::tasks::STATEMENTS),
    ("groups", crate::groups::STATEMENTS),
    ("housekeeping", crate::housekeeping::STATEMENTS),
    ("inbox", crate::inbox::STATEMENTS),
    ("inbox", crate::inbox::taking::STATEMENTS),
    ("invitations", crate::invitations::STATEMENTS),
    ("jobs", crate::jobs::STATEMENTS),
    ("journals", crate::journals::STATEMENTS),
    ("leases", crate::leases::STATEMENTS),
    ("ledger", crate::ledger::STATEMENTS),
    ("letters", crate::letters::STATEMENTS),
    ("links", crate::links::STATEMENTS),
    ("lookup", crate::lookup::STATEMENTS),
    ("members", crate::members::STATEMENTS),
    ("outbox", crate::outbox::STATEMENTS),
    ("outbox", crate::outbox::claims::STATEMENTS),
    ("people", crate::people::STATEMENTS),
    ("pins", crate::pins::STATEMENTS),
    ("questions", crate::questions::STATEMENTS),
    ("register", crate::register::STATEMENTS),
    ("requests", crate::requests::STATEMENTS),
    ("settings", crate::settings::STATEMENTS),
    ("statement_pages", crate::statement_pages::STATEMENTS),
    ("tries", crate::tries::STATEMENTS),
];

/// `(module, name, text)` of every statement that both databases take.
pub fn statements() -> impl Iterator<Item = (&'static str, &'static str, &'static str)> {
    MODULES.iter().flat_map(|(module, list)| list.iter().map(move |(name, sql)| (*module, *name, *sql)))
}

/// `(name, text)` of the statements that only Postgres takes.
pub fn postgres_only() -> &'static [(&'static str, &'static str)] {
    POSTGRES_ONLY
}

/// `(version, name)` of every migration, in order.
pub fn migrations() -> impl Iterator<Item = (i64, &'static str)> {
    crate::migrations::names()
}
