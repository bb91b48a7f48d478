//! How states, replies and buttons read in a transcript: short, and by what they say.

use crate::hub::{Button, Input};
use crate::{account, corrections, joining, questions, settings};

/// How values of no room in particular read.
pub(crate) const SHORT: &[(&str, &str)] = &[
    ("Salutation { address: Bu, name: \"Sari Wulandari\", number: \"A-017\" }", "Sari"),
    ("Salutation { address: Pak, name: \"Budi\", number: \"A-020\" }", "Budi"),
    ("Salutation { address: Plain, name: \"Wati\", number: \"A-030\" }", "Wati"),
    ("Salutation { address: Bu, name: \"Tuti\", number: \"A-040\" }", "Tuti"),
    (", access: Full, sharing: Alone }", " }"),
    (", access: Full }", " }"),
    ("00000000-0000-0000-0000-000000000011", "sari"),
    ("00000000-0000-0000-0000-000000000014", "budi"),
    ("00000000-0000-0000-0000-000000000005", "inv"),
    ("01234567-89ab-cdef-0123-456789abcdef", "request"),
    (", asked_by: None", ""),
    ("Actor { member: None, roles: [Treasurer] }", "treasurer"),
    ("Posted(0)", "posted"),
    ("01a20621-ad00-7000-8000-090909090909", "new"),
];

/// What a button says: `Kind { nonce: 2, savings: Voluntary }` says "Voluntary", `Confirm { nonce: 4 }` "Confirm".
fn name(button: Button) -> String {
    let debug = format!("{button:?}");
    let inner = debug.split_once('(').and_then(|(_, inner)| inner.strip_suffix(')')).unwrap_or(&debug);
    let head = inner.split([' ', '(']).next().unwrap_or_default();
    let told = strip_noise(inner.strip_prefix(head).unwrap_or_default());
    let parts = told.split(|sign: char| !sign.is_alphanumeric() && sign != '-');
    let values: Vec<&str> = parts.filter(|part| !part.is_empty() && !is_label(part, &told)).collect();
    if head == "CancelForm" {
        return "Cancel".to_owned();
    }
    match values.first().and_then(|value| value.chars().next()) {
        Some(first) if first.is_uppercase() => values.join(" "),
        Some(_) => format!("{head} {}", values.join(" ")),
        None => head.to_owned(),
    }
}

/// Whether it names a field.
fn is_label(part: &str, within: &str) -> bool {
    within.contains(&format!("{part}: "))
}

/// A button's own words: without the nonce of its screen, and without ids.
fn strip_noise(debug: &str) -> String {
    let mut told = String::new();
    for part in debug.split(", ") {
        if part.contains("nonce: ") || part.contains("Id(") {
            continue;
        }
        told.push_str(&part.replace("Money(", "").replace("Month(", ""));
        told.push(' ');
    }
    told
}

/// What pressing comes to, and how it is written: by what the button says, where it is the newest that says so.
pub(super) fn pressed(text: &str, shown: &[Button]) -> Option<(String, Input)> {
    let told = text.strip_prefix('[').and_then(|rest| rest.strip_suffix(']'))?;
    let newest = |said: &str| shown.iter().rev().find(|button| name(**button) == said).copied();
    if let Some(button) = Button::decode(told) {
        let said = name(button);
        let is_newest = newest(&said) == Some(button);
        return Some((if is_newest { format!("[{said}]") } else { text.to_owned() }, Input::Press(button)));
    }
    if let Some(button) = newest(told) {
        return Some((text.to_owned(), Input::Press(button)));
    }
    let is_name = told.starts_with(char::is_uppercase) && told != told.to_uppercase();
    let said: Vec<String> = shown.iter().map(|button| name(*button)).collect();
    assert!(!is_name, "no button says {told}; shown were {said:?}");
    Some((text.to_owned(), Input::UnknownButton))
}

/// A value as it reads in a transcript: the noise of nested values taken out, and the room's name around it.
pub(super) fn brief(debug: &str) -> String {
    let mut text = debug.to_owned();
    let rooms = [SHORT, corrections::tests::SHORT, account::tests::SHORT, questions::tests::SHORT];
    for (long, short) in rooms.concat().into_iter().chain([joining::tests::SHORT, settings::tests::SHORT].concat()) {
        text = text.replace(long, short);
    }
    for name in [
        "Home",
        "Account",
        "Counter",
        "Corrections",
        "Joining",
        "Linking",
        "Requests",
        "Access",
        "Shared",
        "Questions",
        "Groups",
        "Settings",
    ] {
        if let Some(inner) = text.strip_prefix(&format!("{name}(")).and_then(|rest| rest.strip_suffix(')')) {
            text = inner.to_owned();
        }
    }
    without_nonces(&strip_wrappers(&text))
}

/// `Money(5)` becomes `5`.
fn strip_wrappers(text: &str) -> String {
    let mut parts = text.split("Money(");
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        match part.split_once(')') {
            Some((number, rest)) => out.extend([number, rest]),
            None => out.push_str(part),
        }
    }
    out
}

/// `AskKind { member: Sari, nonce: 2 }` becomes `AskKind { member: Sari }`: buttons are pressed by what they say.
fn without_nonces(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some(at) = rest.find("nonce: ") {
        let (before, after) = rest.split_at(at);
        let value = &after["nonce: ".len()..];
        let end = "nonce: ".len() + value.find([',', ' ', '}']).unwrap_or(value.len());
        out.push_str(before);
        rest = after[end..].strip_prefix(", ").unwrap_or(&after[end..]);
    }
    out.push_str(rest);
    out.replace(",  }", " }").replace(" {  }", "")
}

#[test]
fn buttons_are_called_by_what_they_say() {
    use domain::member::Savings;

    use crate::access::AccessButton;
    use crate::counter::CounterButton;
    use crate::joining::{JoinTap, JoiningButton};

    for (button, said) in [
        (Button::MENU, "Menu"),
        (Button::cancel(7), "Cancel"),
        (CounterButton::Kind { nonce: 7, savings: Savings::Voluntary }.into(), "Voluntary"),
        (CounterButton::Amount { nonce: 7, amount: crate::samples::rupiah(1_250) }.into(), "Amount 1250"),
        (AccessButton::WhoIs { slot: 2 }.into(), "WhoIs 2"),
        (JoiningButton::Tap { nonce: 7, tap: JoinTap::Later }.into(), "Later"),
    ] {
        assert_eq!(name(button), said);
    }
}
