//! Members to choose among, wherever one is asked for, and officers as others read them.

use crate::render::catalogue::Args;
use crate::render::{Words, shortened};
use dialogues::base::lookup::{Choice, Unclear};
use dialogues::base::people::{Actor, Salutation};
use domain::ids::MemberId;

/// The longest label of a button.
const LABEL_CHARS: usize = 24;

/// Why nobody in particular is meant by what was typed.
pub fn unclear(typed: &str, unclear: &Unclear, words: &Words<'_>) -> String {
    let args = Args::new().value("typed", &shortened(typed));
    match unclear {
        Unclear::Several(choices) => {
            let line = |choice: &Choice| words.with("find-line", words.member(&choice.member));
            let list = choices.iter().map(line).collect::<Vec<_>>().join("\n");
            words.with("find-several", args.html("count", choices.len().to_string()).html("list", list))
        }
        Unclear::Many => words.with("find-many", args),
        Unclear::Short => words.with("find-short", args),
    }
}

/// "Bu Tari (bendahara)", as far as it is known.
pub fn actor(actor: &Actor, words: &Words<'_>) -> String {
    let roles = actor.roles.iter().map(|role| words.role(*role)).collect::<Vec<_>>().join(", ");
    match (&actor.member, roles.is_empty()) {
        (Some(member), true) => words.who(member),
        (Some(member), false) => words.with("actor", words.member(member).html("roles", roles)),
        (None, false) => roles,
        (None, true) => words.plain("actor-nobody"),
    }
}

/// "A-017 Sari Wulandari", as much of it as a button shows.
pub fn label(member: MemberId, unclear: &Unclear) -> Option<String> {
    let Unclear::Several(choices) = unclear else { return None };
    let Choice { member: Salutation { number, name, .. }, .. } = choices.iter().find(|it| it.member_id == member)?;
    let label: String = format!("{number} {name}").chars().take(LABEL_CHARS).collect();
    Some(label.trim_end().to_owned())
}
