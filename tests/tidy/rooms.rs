//! Rules for the rooms: the same file names in each, a line or a few in each hub, and nobody who knows their knower.

use std::collections::{BTreeMap, BTreeSet};

use crate::Faults;
use crate::source::Source;

/// The rooms, each with the beginnings of its own names in a hub.
const ROOMS: &[(&str, &[&str])] = &[
    ("access", &["access", "Access", "Door", "Shared", "Pins", "Reporting"]),
    ("account", &["account", "Account"]),
    ("corrections", &["corrections", "Correct"]),
    ("counter", &["counter", "Counter"]),
    ("groups", &["groups", "Groups"]),
    ("home", &["home", "Home"]),
    ("joining", &["joining", "Joining"]),
    ("linking", &["linking", "Linking"]),
    ("questions", &["questions", "Question", "Asking", "Answering"]),
    ("requests", &["requests", "Request", "Deciding"]),
    ("settings", &["settings", "Settings"]),
];

/// The hubs, each with the lines in which it names one room at the most.
const HUBS: &[(&str, usize)] = &[
    ("dialogues/src/hub/button.rs", 9),
    ("dialogues/src/hub/command.rs", 6),
    ("dialogues/src/hub/dialogue.rs", 5),
    ("dialogues/src/hub/effect.rs", 5),
    ("dialogues/src/hub/facts.rs", 6),
    ("dialogues/src/hub/forms.rs", 5),
    ("dialogues/src/hub/hear.rs", 7),
    ("dialogues/src/hub/input.rs", 2),
    ("dialogues/src/hub/mod.rs", 1),
    ("dialogues/src/hub/plan.rs", 6),
    ("dialogues/src/hub/reply.rs", 4),
    ("dialogues/src/hub/samples.rs", 7),
    ("dialogues/src/hub/subjects.rs", 4),
    ("dialogues/src/hub/tasks.rs", 8),
    ("bot/rooms/mod.rs", 11),
];

/// Rooms that a hub names more often, each with its reason.
const MORE: &[(&str, &str, usize, &str)] = &[
    (
        "dialogues/src/hub/button.rs",
        "home",
        12,
        "the menu, help, language and the ways through a form are shown by every room",
    ),
    ("dialogues/src/hub/dialogue.rs", "access", 7, "three forms: a door, a report, a PIN"),
    ("dialogues/src/hub/forms.rs", "home", 9, "the ways through a form are the hub's own"),
    ("dialogues/src/hub/forms.rs", "access", 9, "three forms, and a lost phone waits for no question"),
    ("dialogues/src/hub/hear.rs", "questions", 8, "what can't be done here yet, in a form and outside of one"),
    ("dialogues/src/hub/reply.rs", "access", 7, "two replies: doors, and phones that several share"),
    ("dialogues/src/hub/subjects.rs", "access", 12, "two subjects, of which one has two ends"),
    (
        "dialogues/src/hub/plan.rs",
        "home",
        27,
        "the menu, help, language and the ways through a form are the hub's own answers",
    ),
    ("dialogues/src/hub/plan.rs", "access", 18, "three forms, and what passes a frozen door"),
    ("dialogues/src/hub/plan.rs", "linking", 18, "whoever is nobody yet comes through here, by link, code and card"),
    ("dialogues/src/hub/plan.rs", "questions", 14, "two forms, and answers to a message with a question in it"),
    ("dialogues/src/hub/plan.rs", "joining", 11, "a link of its own, photos that are deleted, and cards"),
    ("dialogues/src/hub/plan.rs", "requests", 11, "the hub hands in what the last approval carries out"),
];

/// What a room's folder may hold in `dialogues/`, each a file or a folder.
const DIALOGUE_FILES: &[&str] = &["mod", "state", "button", "facts", "effect", "reply", "talk", "samples", "tests"];

/// What a room's folder may hold in `bot/rooms/`.
const SHELL_FILES: &[&str] = &["mod", "facts", "rows", "words", "jobs"];

/// Rooms of the shell that have no dialogue: what all of them stand on.
const BASE_OF_SHELL: &str = "people";

/// Words of a line of code.
fn words(line: &str) -> impl Iterator<Item = &str> {
    line.split(|sign: char| !sign.is_alphanumeric() && sign != '_').filter(|word| !word.is_empty())
}

fn is_of(word: &str, names: &[&str]) -> bool {
    names.iter().any(|name| match name.chars().next() {
        Some(first) if first.is_lowercase() => word == *name,
        _ => word.starts_with(name),
    })
}

/// A hub names each room in a few lines, so that a new one is written down here rather than worked in.
pub fn crowded_hubs(sources: &[Source]) -> Faults {
    let mut faults = Vec::new();
    for (hub, most) in HUBS {
        let Some(source) = sources.iter().find(|source| source.path == *hub) else {
            faults.push(format!("{hub}: no such hub"));
            continue;
        };
        for (room, names) in ROOMS {
            let named = |line: &str| words(line).any(|word| is_of(word, names));
            let lines = source.lines().filter(|(line, code)| !source.is_test(*line) && named(code)).count();
            let more = MORE.iter().find(|(at, of, ..)| at == hub && of == room);
            let most = more.map_or(*most, |(_, _, lines, _)| *lines);
            if lines > most {
                faults.push(format!("{hub}: {lines} lines name {room}; a hub has at most {most} for a room"));
            }
        }
    }
    faults
}

/// The room whose file this is, and the name of the file in it.
fn place<'a>(path: &'a str, within: &str) -> Option<(&'a str, &'a str)> {
    let (room, rest) = path.strip_prefix(within)?.split_once('/')?;
    let name = rest.split_once('/').map_or(rest, |(folder, _)| folder);
    Some((room, name.strip_suffix(".rs").unwrap_or(name)))
}

/// Each room has the same file names.
pub fn strange_files(paths: &[&str]) -> Faults {
    let mut faults = Vec::new();
    let known = |room: &str| ROOMS.iter().any(|(name, _)| *name == room);
    for path in paths {
        if let Some((room, name)) = place(path, "dialogues/src/") {
            if matches!(room, "base" | "hub") {
                continue;
            }
            if !known(room) {
                faults.push(format!("{path}: {room} is no room that these rules know"));
            } else if !DIALOGUE_FILES.contains(&name) {
                faults.push(format!("{path}: a room holds {}", DIALOGUE_FILES.join(", ")));
            }
        }
        if let Some((room, name)) = place(path, "bot/rooms/") {
            if !known(room) && room != BASE_OF_SHELL {
                faults.push(format!("{path}: {room} is no room that these rules know"));
            } else if !SHELL_FILES.contains(&name) {
                faults.push(format!("{path}: a room of the shell holds {}", SHELL_FILES.join(", ")));
            }
        }
    }
    faults
}

/// The modules of its own crate that a line names.
fn named(line: &str) -> Vec<&str> {
    let mut found = Vec::new();
    for (at, _) in line.match_indices("crate::") {
        let rest = &line[at + "crate::".len()..];
        match rest.strip_prefix('{') {
            // Names of modules in braces: what stands behind `::` in them is no module of the crate.
            Some(group) => found.extend(group.split(',').filter_map(|part| words(part).next())),
            None => found.extend(words(rest).next()),
        }
    }
    found
}

/// What all rooms stand on knows none of them.
pub fn base_that_knows(sources: &[Source]) -> Faults {
    let ours = sources.iter().filter(|source| source.path.starts_with("dialogues/src/base/"));
    let mut faults = Vec::new();
    for source in ours {
        for (line, code) in source.lines().filter(|(line, _)| !source.is_test(*line)) {
            let knows =
                named(code).into_iter().find(|name| *name == "hub" || ROOMS.iter().any(|(room, _)| room == name));
            faults.extend(knows.map(|name| format!("{}:{line}: base/ knows no room, and names {name}", source.path)));
        }
    }
    faults
}

/// Whom each room names, tests and samples apart.
fn neighbours(sources: &[Source]) -> BTreeMap<&str, BTreeSet<&str>> {
    let mut all: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for source in sources {
        let Some((room, file)) = place(&source.path, "dialogues/src/") else { continue };
        if matches!(room, "base" | "hub") || matches!(file, "samples" | "tests") {
            continue;
        }
        let lines = source.lines().filter(|(line, _)| !source.is_test(*line));
        let others = lines.flat_map(|(_, code)| named(code)).filter(|name| *name != room);
        let rooms = others.filter_map(|name| ROOMS.iter().map(|(room, _)| *room).find(|room| *room == name));
        all.entry(room).or_default().extend(rooms);
    }
    all
}

/// No room knows one that knows it, through whomever.
pub fn circles(sources: &[Source]) -> Faults {
    let all = neighbours(sources);
    let mut faults = Vec::new();
    for room in all.keys() {
        let (mut reached, mut ahead) = (BTreeSet::new(), vec![*room]);
        while let Some(at) = ahead.pop() {
            let next = all.get(at).into_iter().flatten();
            ahead.extend(next.filter(|name| reached.insert(**name)));
        }
        if reached.contains(room) {
            faults.push(format!("dialogues/src/{room}/ knows a room that knows it"));
        }
    }
    faults
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sources(files: &[(&str, &str)]) -> Vec<Source> {
        files.iter().map(|(path, text)| Source::parse(path, text)).collect()
    }

    #[test]
    fn a_hub_that_works_a_room_in_is_seen() {
        let mut files: Vec<(&str, String)> = HUBS.iter().map(|(path, _)| (*path, String::new())).collect();
        let check = |files: &[(&str, String)], faults: usize| {
            let files: Vec<(&str, &str)> = files.iter().map(|(path, text)| (*path, text.as_str())).collect();
            let found = crowded_hubs(&sources(&files));
            assert_eq!(found.len(), faults, "{found:?}");
        };
        check(&files, 0);
        files[3].1 = "use crate::counter::CounterEffect;\n".repeat(5);
        check(&files, 0);
        files[3].1 = "use crate::counter::CounterEffect;\n".repeat(6);
        check(&files, 1);
        files.pop();
        check(&files, 2);
    }

    #[test]
    fn a_strange_file_in_a_room_is_seen() {
        assert_eq!(strange_files(&["dialogues/src/counter/talk.rs", "dialogues/src/access/talk/lock.rs"]).len(), 0);
        assert_eq!(strange_files(&["dialogues/src/counter/counter_door.rs", "bot/rooms/counter/keys.rs"]).len(), 2);
        assert_eq!(strange_files(&["dialogues/src/loans/talk.rs", "bot/rooms/loans/rows.rs"]).len(), 2);
    }

    #[test]
    fn a_base_that_knows_a_room_is_seen() {
        let check = |text, faults| {
            let found = base_that_knows(&sources(&[("dialogues/src/base/x.rs", text)]));
            assert_eq!(found.len(), faults, "{text} {found:?}");
        };
        check("use crate::base::ctx::Ctx;", 0);
        check("use crate::counter::Counter;", 1);
        check("use crate::{base, hub};", 1);
        check("#[cfg(test)]\nmod tests {\n    use crate::hub::samples;\n}\n", 0);
    }

    #[test]
    fn a_circle_of_rooms_is_seen() {
        let one = ("dialogues/src/counter/talk.rs", "use crate::{access, joining};");
        let other = ("dialogues/src/joining/talk.rs", "fn f() { crate::linking::welcome() }");
        assert_eq!(circles(&sources(&[one, other])), Faults::new());
        let back = ("dialogues/src/linking/talk.rs", "use crate::counter::Counter;");
        assert_eq!(circles(&sources(&[one, other, back])).len(), 3);
        let in_test = ("dialogues/src/linking/tests.rs", "use crate::counter::Counter;");
        assert_eq!(circles(&sources(&[one, other, in_test])), Faults::new());
    }
}
