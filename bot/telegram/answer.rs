//! What an answer says of a call: pure, so that the table in the tests is how the client reads.
//!
//! Between us and the messenger stand gateways, and they answer, too: with pages, with nothing, with a status of their
//! own. Only the Bot API's JSON is the messenger's word; all else says that nobody took the call, but for a gateway that
//! waited in vain.

use serde::Deserialize;
use serde_json::Value;
use serde_json::value::RawValue;

use super::api::{Json, Outcome};

/// What stands around a body.
#[derive(Debug, Clone, Copy, Default)]
pub struct Around {
    /// The HTTP status.
    pub status: u16,
    /// The header `Retry-After`, where it is a number of seconds.
    pub retry_after: Option<u64>,
    /// The body is packed, though we never ask for that: what it says can't be read.
    pub is_packed: bool,
}

/// How long a 429 that names no time is waited out, in seconds.
const RETRY_AFTER_UNNAMED: u64 = 5;

/// A gateway's status for "the messenger did not answer me in time": it may have taken the call. 524 is such a gateway's own.
const GATEWAY_WAITED: [i64; 2] = [504, 524];

/// Words of a description that are kept for the log.
const WORDS_MAX: usize = 200;

/// Marks UTF-8 for programs that wonder; JSON may not begin with it.
const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";

/// Success is known by `ok` alone, whatever stands beside it: a message that was taken must not be sent again.
#[derive(Deserialize)]
struct Said<'a> {
    ok: bool,
    #[serde(borrow)]
    result: Option<&'a RawValue>,
}

/// Reads an answer that came whole.
pub fn read(around: Around, body: &[u8]) -> Outcome {
    let body = body.strip_prefix(BYTE_ORDER_MARK).unwrap_or(body);
    match serde_json::from_slice::<Said<'_>>(body) {
        Ok(Said { ok: true, result }) => Outcome::Done(Json::raw(result.map_or("null", RawValue::get))),
        Ok(Said { ok: false, .. }) => refusal(around, &serde_json::from_slice(body).unwrap_or_default()),
        Err(_) => no_word(around),
    }
}

/// The messenger's refusal; what it lacks, or has of another kind than promised, is as if it were not there.
fn refusal(around: Around, said: &Value) -> Outcome {
    let code = said.get("error_code").and_then(Value::as_i64).unwrap_or(i64::from(around.status));
    let description = said.get("description").and_then(Value::as_str).unwrap_or_default();
    let parameter = |name: &str| said.get("parameters").and_then(|parameters| parameters.get(name));
    if let Some(chat) = parameter("migrate_to_chat_id").and_then(Value::as_i64) {
        return Outcome::Migrated(chat);
    }
    let retry_after = parameter("retry_after").and_then(Value::as_u64);
    match (code, retry_after) {
        (_, Some(retry_after)) => Outcome::TooMany { retry_after },
        (429, None) => {
            let named = around.retry_after.or_else(|| seconds_in(description));
            Outcome::TooMany { retry_after: named.unwrap_or(RETRY_AFTER_UNNAMED) }
        }
        (code, None) if GATEWAY_WAITED.contains(&code) => Outcome::Unknown("the messenger did not answer in time"),
        (400..=499, None) => Outcome::Refused { code, description: description.chars().take(WORDS_MAX).collect() },
        (code, None) => Outcome::NotTaken { code, why: "the messenger failed" },
    }
}

/// What is no word of the messenger's.
fn no_word(around: Around) -> Outcome {
    let code = i64::from(around.status);
    match around.status {
        // It may well be the messenger's yes, if only we could read it.
        200..=299 if around.is_packed => Outcome::Unknown("a packed answer"),
        429 => Outcome::TooMany { retry_after: around.retry_after.unwrap_or(RETRY_AFTER_UNNAMED) },
        _ if GATEWAY_WAITED.contains(&code) => Outcome::Unknown("a gateway lost patience"),
        300..=399 => Outcome::NotTaken { code, why: "sent elsewhere, and not followed" },
        _ => Outcome::NotTaken { code, why: "not the Bot API's answer" },
    }
}

/// The seconds in words such as "Too Many Requests: retry after 14".
fn seconds_in(description: &str) -> Option<u64> {
    let (_, rest) = description.split_once("retry after ")?;
    let end = rest.find(|sign: char| !sign.is_ascii_digit()).unwrap_or(rest.len());
    rest.get(..end)?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(status: u16) -> Around {
        Around { status, ..Around::default() }
    }

    fn refused(code: i64, description: &str) -> Outcome {
        Outcome::Refused { code, description: description.to_owned() }
    }

    fn too_many(retry_after: u64) -> Outcome {
        Outcome::TooMany { retry_after }
    }

    #[test]
    fn success_is_ok_whatever_stands_beside_it() {
        for beside in [
            "",
            r#","error_code":null,"description":null"#,
            r#","error_code":"none","description":5,"parameters":[]"#,
            r#","error_code":429,"parameters":{"retry_after":3}"#,
        ] {
            let body = format!(r#"{{"ok":true,"result":{{"message_id":9}}{beside}}}"#);
            for status in [200, 201, 500] {
                let Outcome::Done(result) = read(at(status), body.as_bytes()) else { panic!("{status} {body}") };
                assert_eq!(result.read::<Value>(), Some(serde_json::json!({"message_id": 9})));
            }
        }
        let none = |body: &[u8]| read(at(200), body);
        assert_eq!(none(br#"{"ok":true}"#), Outcome::Done(Json::raw("null")));
        assert_eq!(none(br#"{"ok":true,"result":null}"#), Outcome::Done(Json::raw("null")));
        assert_eq!(none(b"\xef\xbb\xbf{\"ok\":true,\"result\":true}"), Outcome::Done(Json::raw("true")));
    }

    #[test]
    fn a_429_always_waits_for_as_long_as_anything_says() {
        let header = Around { retry_after: Some(7), ..at(429) };
        let table: &[(Around, &str, u64)] = &[
            (header, r#"{"ok":false,"error_code":429,"parameters":{"retry_after":3}}"#, 3),
            (header, r#"{"ok":false,"error_code":429,"parameters":{}}"#, 7),
            (header, "<html>", 7),
            (at(429), r#"{"ok":false,"description":"Too Many Requests: retry after 14"}"#, 14),
            (at(429), r#"{"ok":false,"error_code":null,"parameters":null}"#, RETRY_AFTER_UNNAMED),
            (at(200), r#"{"ok":false,"error_code":429,"parameters":{"retry_after":null}}"#, RETRY_AFTER_UNNAMED),
            (at(429), r#"{"ok":false,"error_code":429,"parameters":{"retry_after":"soon"}}"#, RETRY_AFTER_UNNAMED),
            (at(429), "", RETRY_AFTER_UNNAMED),
        ];
        for (around, body, seconds) in table {
            assert_eq!(read(*around, body.as_bytes()), too_many(*seconds), "{around:?} {body}");
        }
    }

    #[test]
    fn only_the_messengers_own_json_refuses() {
        let table: &[(u16, &str, Outcome)] = &[
            (403, r#"{"ok":false,"error_code":403,"description":"Forbidden"}"#, refused(403, "Forbidden")),
            (403, r#"{"ok":false,"description":"Forbidden"}"#, refused(403, "Forbidden")),
            (400, r#"{"ok":false,"error_code":null,"description":null}"#, refused(400, "")),
            (400, r#"{"ok":false,"error_code":400,"parameters":{"migrate_to_chat_id":-5}}"#, Outcome::Migrated(-5)),
        ];
        for (status, body, outcome) in table {
            assert_eq!(&read(at(*status), body.as_bytes()), outcome, "{body}");
        }
    }

    #[test]
    fn whatever_else_answers_did_not_take_it_but_for_a_gateway_that_waited() {
        let pages = ["<html>502</html>", "", "{\"ok\":", "[]", "{\"status\":\"down\"}", "null"];
        for body in pages {
            for status in [200, 301, 302, 307, 308, 401, 403, 404, 408, 500, 502, 503, 521] {
                let outcome = read(at(status), body.as_bytes());
                let code = i64::from(status);
                assert!(matches!(outcome, Outcome::NotTaken { code: told, .. } if told == code), "{status} {body}");
            }
            for status in [504, 524] {
                assert!(matches!(read(at(status), body.as_bytes()), Outcome::Unknown(_)), "{status} {body}");
            }
        }
        for code in [500, 502, 503] {
            let body = format!(r#"{{"ok":false,"error_code":{code},"description":"Internal Server Error"}}"#);
            assert!(matches!(read(at(code), body.as_bytes()), Outcome::NotTaken { .. }), "{body}");
        }
        let late = br#"{"ok":false,"error_code":504,"description":"Gateway Timeout"}"#;
        assert!(matches!(read(at(504), late), Outcome::Unknown(_)));
        let packed = Around { is_packed: true, ..at(200) };
        assert!(matches!(read(packed, b"\x1f\x8b\x08"), Outcome::Unknown(_)), "it may be a yes");
    }

    proptest::proptest! {
        #[test]
        fn any_bytes_are_read_and_only_ok_is_done(status in 100_u16..600, body in proptest::collection::vec(0_u8.., 0..200)) {
            let outcome = read(at(status), &body);
            proptest::prop_assert!(!matches!(outcome, Outcome::Done(_)), "{outcome:?}");
        }
    }
}
