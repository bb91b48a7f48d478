//! Why something that came can't be read, in words that repeat nothing of what it says.

use serde::Deserialize;
use serde_json::Value;

use super::update::Update;

/// The longest name of a kind that is told.
const KIND_MAX: usize = 40;

/// What is known of it.
#[derive(Debug, PartialEq, Eq)]
pub struct Unread {
    /// The messenger's number, where it has one.
    pub update_id: Option<i64>,
    /// The messenger's name for what it holds, such as `callback_query`.
    pub kind: String,
    /// What stands in the way.
    pub why: String,
}

/// Looks into a body that is no update to us.
pub fn of(body: &[u8]) -> Unread {
    let unread = |update_id, kind: &str, why: &str| Unread { update_id, kind: kind.to_owned(), why: why.to_owned() };
    let value: Value = match serde_json::from_slice(body) {
        Ok(value) => value,
        Err(error) => {
            let place = format!("no JSON from line {}, column {} on", error.line(), error.column());
            return unread(None, "none", &place);
        }
    };
    let Value::Object(fields) = value else { return unread(None, "none", "no object") };
    let update_id = fields.get("update_id").and_then(Value::as_i64);
    let Some((kind, _)) = fields.into_iter().find(|(name, _)| name != "update_id") else {
        return unread(update_id, "none", "it holds nothing");
    };
    let why = match Update::read(body) {
        _ if update_id.is_none() => "no update_id",
        Update::Unknown(why) => why,
        _ => "what surrounds it",
    };
    let is_name = kind.len() <= KIND_MAX && kind.bytes().all(|sign| sign.is_ascii_lowercase() || sign == b'_');
    unread(update_id, if is_name { &kind } else { "no name" }, why)
}

/// Why a press says nothing to us.
pub fn of_press(body: &[u8]) -> &'static str {
    #[derive(Deserialize)]
    struct Update {
        callback_query: Press,
    }
    #[derive(Deserialize)]
    struct Press {
        data: Option<String>,
    }
    match serde_json::from_slice::<Update>(body) {
        Ok(Update { callback_query: Press { data: None } }) => "its button has no data",
        _ => "no button of this release",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(body: &str, update_id: Option<i64>, kind: &str, why: &str) {
        let unread = of(body.as_bytes());
        assert_eq!((unread.update_id, unread.kind.as_str(), unread.why.as_str()), (update_id, kind, why), "{body}");
    }

    #[test]
    fn what_can_not_be_read_is_told_apart_and_nothing_of_it_is_repeated() {
        check("", None, "none", "no JSON from line 1, column 0 on");
        check("{\"update_id\": 1, \"Sari", None, "none", "no JSON from line 1, column 22 on");
        check("[\"Sari\"]", None, "none", "no object");
        check("{\"update_id\":7}", Some(7), "none", "it holds nothing");
        check("{\"update_id\":\"Sari\",\"message\":{}}", None, "message", "no update_id");
        check("{\"update_id\":7,\"Sari Contoh\":{}}", Some(7), "no name", "no kind that this release knows");
        check("{\"update_id\":7,\"gift\":{}}", Some(7), "gift", "no kind that this release knows");
        let press = r#"{"update_id":7,"callback_query":{"id":"1","data":"Sari"}}"#;
        check(press, Some(7), "callback_query", "a press without its number or person");
        let press =
            r#"{"update_id":7,"callback_query":{"id":["Sari"],"from":{"id":13,"is_bot":false,"first_name":"Sari"}}}"#;
        check(press, Some(7), "callback_query", "a press without its number or person");
    }

    #[test]
    fn a_press_without_data_is_told_from_one_of_another_release() {
        assert_eq!(of_press(br#"{"callback_query":{"game_short_name":"x"}}"#), "its button has no data");
        assert_eq!(of_press(br#"{"callback_query":{"data":"zz:1"}}"#), "no button of this release");
    }
}
