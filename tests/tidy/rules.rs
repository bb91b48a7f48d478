//! Rules for one file of Rust.

use crate::Faults;
use crate::source::{Source, end_of_item};

/// A rule, from a file to its faults.
type Rule = fn(&Source) -> Faults;

/// Every rule.
pub const ALL: &[Rule] = &[
    long_files,
    long_functions,
    ambient,
    sql_outside_store,
    dialects,
    foreign_crates,
    unfinished,
    rewritten_history,
    unwraps,
];

const FILE_LINES_MAX: usize = 400;
const FUNCTION_LINES_MAX: usize = 70;

/// Files that may be longer, each with its reason.
const LONG_FILES: &[(&str, &str)] = &[];

/// Where time, chance and surroundings come in.
const SHELLS: &[&str] = &["bot/", "emulator/", "tests/", "benches/", "examples/"];

const AMBIENT: &[&str] = &[
    "Utc::now",
    "Local::now",
    "SystemTime::now",
    "env::var",
    "env::args",
    "rand::rng",
    "rand::random",
    "thread_rng",
    "Uuid::new_v4",
    "Uuid::now_v7",
];

/// Words that one of the two databases does not take, or takes otherwise.
const DIALECT: &[&str] = &["FOR UPDATE", "SKIP LOCKED", "PRAGMA", "BEGIN IMMEDIATE", "rowid", "pg_advisory"];

/// Crates and the rooms that may name them.
const FOREIGN: &[(&str, &[&str])] = &[
    ("teloxide", &["bot/", "tests/", "benches/"]),
    ("dptree", &["bot/", "tests/", "benches/"]),
    ("axum", &["bot/", "emulator/", "tests/", "benches/"]),
    ("reqwest", &["bot/", "emulator/", "tests/", "benches/"]),
    ("sqlx", &["store/", "tests/", "benches/"]),
    ("anyhow", &["bot/", "tests/", "benches/"]),
];

/// Tables to which rows are only ever added.
const APPEND_ONLY: &[&str] = &["journals", "transfers", "approvals", "door_events", "setting_changes"];

fn within(path: &str, rooms: &[&str]) -> bool {
    rooms.iter().any(|room| path.starts_with(room))
}

/// Whether `word` stands in `text` with nothing of a name on either side.
fn has_word(text: &str, word: &str) -> bool {
    let part_of_name = |sign: char| sign.is_alphanumeric() || sign == '_';
    text.match_indices(word).any(|(at, _)| {
        let before = text.get(..at).and_then(|left| left.chars().next_back());
        let after = text.get(at + word.len()..).and_then(|right| right.chars().next());
        !before.is_some_and(part_of_name) && !after.is_some_and(part_of_name)
    })
}

fn fault(source: &Source, line: usize, what: &str) -> String {
    format!("{}:{line}: {what}", source.path)
}

fn long_files(source: &Source) -> Faults {
    let lines = source.raw.len();
    let excepted = LONG_FILES.iter().any(|(path, _)| *path == source.path);
    if lines <= FILE_LINES_MAX || excepted {
        return Vec::new();
    }
    vec![fault(source, lines, &format!("{lines} lines; a file has at most {FILE_LINES_MAX}"))]
}

/// Exceptions for files that are short enough, or gone.
pub fn idle_exceptions(sources: &[Source]) -> Faults {
    let needed = |path: &str| sources.iter().any(|it| it.path == path && it.raw.len() > FILE_LINES_MAX);
    LONG_FILES
        .iter()
        .filter(|(path, _)| !needed(path))
        .map(|(path, reason)| format!("{path}: no longer needs its exception ({reason})"))
        .collect()
}

fn long_functions(source: &Source) -> Faults {
    let starts = source.lines().filter(|(_, line)| starts_function(line)).map(|(line, _)| line);
    starts
        .filter_map(|line| {
            let end = end_of_item(&source.code, line - 1)?;
            let lines = source.code.get(line - 1..=end)?.iter().filter(|it| !it.trim().is_empty()).count();
            (lines > FUNCTION_LINES_MAX).then(|| {
                fault(source, line, &format!("{lines} lines of code; a function has at most {FUNCTION_LINES_MAX}"))
            })
        })
        .collect()
}

fn starts_function(line: &str) -> bool {
    line.match_indices("fn ").any(|(at, _)| {
        let whole = line.get(..at).is_some_and(|left| left.is_empty() || left.ends_with([' ', '\t']));
        let named =
            line.get(at + 3..).is_some_and(|right| right.starts_with(|sign: char| sign.is_alphabetic() || sign == '_'));
        whole && named
    })
}

fn ambient(source: &Source) -> Faults {
    if within(&source.path, SHELLS) || source.path.contains("/tests/") {
        return Vec::new();
    }
    let found = source
        .lines()
        .flat_map(|(line, code)| AMBIENT.iter().filter(|word| code.contains(**word)).map(move |word| (line, *word)));
    found.map(|(line, word)| fault(source, line, &format!("{word} belongs to bot/; take a parameter"))).collect()
}

fn sql_outside_store(source: &Source) -> Faults {
    if within(&source.path, &["store/", "tests/", "benches/"]) {
        return Vec::new();
    }
    let is_sql = |text: &str| {
        ["SELECT ", "INSERT INTO ", "DELETE FROM "].iter().any(|word| text.contains(word))
            || (text.contains("UPDATE ") && text.contains(" SET "))
    };
    let found = source.texts.iter().filter(|(_, text)| is_sql(text));
    found.map(|(line, _)| fault(source, *line, "SQL belongs to store/")).collect()
}

fn dialects(source: &Source) -> Faults {
    if within(&source.path, &["store/src/db/", "store/tests/", "tests/"]) {
        return Vec::new();
    }
    let texts = source.texts.iter().filter(|(line, _)| !source.is_test(*line));
    let found = texts
        .flat_map(|(line, text)| DIALECT.iter().filter(|word| has_word(text, word)).map(move |word| (*line, *word)));
    found.map(|(line, word)| fault(source, line, &format!("{word} belongs to store/src/db/"))).collect()
}

fn foreign_crates(source: &Source) -> Faults {
    let forbidden = FOREIGN.iter().filter(|(_, rooms)| !within(&source.path, rooms)).map(|(name, _)| *name);
    forbidden
        .flat_map(|name| {
            let used = source.lines().filter(move |(_, code)| has_word(code, name));
            used.map(move |(line, _)| fault(source, line, &format!("{name} does not belong here")))
        })
        .collect()
}

fn unfinished(source: &Source) -> Faults {
    let found = source.lines().flat_map(|(line, code)| {
        ["todo!(", "unimplemented!(", "dbg!("]
            .into_iter()
            .filter(|word| code.contains(word))
            .map(move |word| (line, word))
    });
    found.map(|(line, word)| fault(source, line, &format!("{word}..) is not finished"))).collect()
}

/// Journals are corrected by journals, approvals are never taken back: no statement rewrites them.
fn rewritten_history(source: &Source) -> Faults {
    if !within(&source.path, &["store/src/", "bot/"]) {
        return Vec::new();
    }
    let rewrites = |text: &str, table: &str| {
        has_word(text, &format!("UPDATE {table}"))
            || has_word(text, &format!("DELETE FROM {table}"))
            || (has_word(text, &format!("INTO {table}")) && (text.contains("DO UPDATE") || text.contains("OR REPLACE")))
    };
    let found = source.texts.iter().flat_map(|(line, text)| {
        APPEND_ONLY.iter().filter(move |table| rewrites(text, table)).map(move |table| (*line, *table))
    });
    found.map(|(line, table)| fault(source, line, &format!("rows of {table} are only ever added"))).collect()
}

fn unwraps(source: &Source) -> Faults {
    if !within(&source.path, &["store/src/", "domain/src/", "dialogues/src/", "bot/"]) {
        return Vec::new();
    }
    let found = source.lines().filter(|(line, code)| code.contains(".unwrap()") && !source.is_test(*line));
    found.map(|(line, _)| fault(source, line, "unwrap() outside tests; handle it or say why it can't be")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The rule finds that many faults in this file.
    #[track_caller]
    fn check(rule: Rule, path: &str, text: &str, faults: usize) {
        let found = rule(&Source::parse(path, text));
        assert_eq!(found.len(), faults, "{path}: {text}\n{found:?}");
    }

    #[test]
    fn a_long_file_is_seen() {
        check(long_files, "domain/src/x.rs", &"//\n".repeat(400), 0);
        check(long_files, "domain/src/x.rs", &"//\n".repeat(401), 1);
    }

    #[test]
    fn a_long_function_is_seen() {
        let body =
            |lines: usize| format!("pub async fn f(x: [u8; 2]) {{\n{}}}\nfn g() {{}}\n", "    x;\n".repeat(lines));
        check(long_functions, "domain/src/x.rs", &body(68), 0);
        check(long_functions, "domain/src/x.rs", &body(69), 1);
        check(long_functions, "domain/src/x.rs", &format!("fn f() {{\n{}}}\n", "    // why\n".repeat(99)), 0);
        check(long_functions, "domain/src/x.rs", &format!("type F = fn(u8);\n{}", "const A: u8 = 1;\n".repeat(99)), 0);
    }

    #[test]
    fn time_chance_and_surroundings_are_seen_below_the_shell() {
        for bad in ["Utc::now()", "chrono::Local::now()", "SystemTime::now()", "std::env::var(\"X\")", "rand::rng()"] {
            check(ambient, "store/src/x.rs", bad, 1);
            check(ambient, "dialogues/src/x.rs", bad, 1);
            check(ambient, "bot/clock.rs", bad, 0);
        }
        check(ambient, "store/src/x.rs", "// never Utc::now()", 0);
    }

    #[test]
    fn sql_outside_the_store_is_seen() {
        for bad in ["SELECT 1", "INSERT INTO a", "DELETE FROM a", "UPDATE a \\\n SET b = 1"] {
            check(sql_outside_store, "bot/work.rs", &format!("f(\"{bad}\")"), 1);
            check(sql_outside_store, "store/src/x.rs", &format!("f(\"{bad}\")"), 0);
        }
        check(sql_outside_store, "bot/work.rs", "f(\"an UPDATE came\")", 0);
    }

    #[test]
    fn a_dialect_outside_its_place_is_seen() {
        for bad in ["SELECT a FOR UPDATE", "a SKIP LOCKED", "PRAGMA x", "BEGIN IMMEDIATE", "SELECT rowid FROM a"] {
            check(dialects, "store/src/inbox.rs", &format!("f(\"{bad}\")"), bad.matches("FOR UPDATE").count().max(1));
            check(dialects, "store/src/db/dialect.rs", &format!("f(\"{bad}\")"), 0);
        }
        check(dialects, "store/src/x.rs", "f(\"SELECT arrowid FROM a\")", 0);
    }

    #[test]
    fn a_crate_in_the_wrong_room_is_seen() {
        check(foreign_crates, "dialogues/src/x.rs", "use teloxide::types::Update;", 1);
        check(foreign_crates, "emulator/src/x.rs", "fn f(u: teloxide::types::Update) {}", 1);
        check(foreign_crates, "bot/work.rs", "sqlx::query(\"x\")", 1);
        check(foreign_crates, "bot/work.rs", "use teloxide::types::Update;", 0);
        check(foreign_crates, "domain/src/x.rs", "// unlike teloxide::types", 0);
    }

    #[test]
    fn unfinished_work_is_seen() {
        check(unfinished, "bot/work.rs", "todo!()", 1);
        check(unfinished, "bot/work.rs", "unimplemented!(\"later\")", 1);
        check(unfinished, "tests/x.rs", "dbg!(a)", 1);
    }

    #[test]
    fn rewritten_history_is_seen() {
        for bad in [
            "UPDATE journals SET kind = 'x'",
            "DELETE FROM transfers WHERE true",
            "INSERT INTO approvals (a) VALUES (1) ON CONFLICT (a) DO UPDATE SET b = 2",
        ] {
            check(rewritten_history, "store/src/x.rs", &format!("A = \"{bad}\";"), 1);
        }
        check(rewritten_history, "store/src/x.rs", "A = \"UPDATE journals_sealed SET a = 1\";", 0);
        check(rewritten_history, "store/src/x.rs", "A = \"INSERT INTO journals (a) VALUES (1)\";", 0);
    }

    #[test]
    fn an_unwrap_is_seen_outside_tests() {
        check(unwraps, "store/src/x.rs", "fn f() { a.unwrap() }", 1);
        check(unwraps, "bot/work.rs", "fn f() { a.unwrap() }", 1);
        check(unwraps, "store/src/x.rs", "#[cfg(test)]\nmod tests {\n    fn f() { a.unwrap() }\n}\n", 0);
        check(unwraps, "store/src/x.rs", "fn f() { a.unwrap_or(1) }", 0);
    }
}
