//! What an answer says of a call: pure, so that the table in the tests is how the client reads.
//!
//! Between us and the messenger stand gateways, and they answer, too: with pages, with nothing, with a status of their
//! own. Only the Bot API's JSON is the messenger's word. A page, an empty refusal or a failure says that nobody took the
//! call, but for a gateway that waited in vain; a success that can't be read leaves it open.

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
    match first::<Said<'_>>(body) {
        Some(Said { ok: true, result }) => Outcome::Done(Json::raw(result.map_or("null", RawValue::get))),
        Some(Said { ok: false, .. }) => refusal(around, &first(body).unwrap_or_default()),
        None => first::<Value>(String::from_utf8_lossy(body).as_bytes()).map_or_else(
            || no_word(around, body),
            |said| match said.get("ok").and_then(Value::as_bool) {
                Some(true) => Outcome::Done(said.get("result").into()),
                Some(false) => refusal(around, &said),
                None => no_word(around, body),
            },
        ),
    }
}

/// The first value of JSON; what a gateway writes behind it is not the messenger's.
fn first<'a, T: Deserialize<'a>>(body: &'a [u8]) -> Option<T> {
    serde_json::Deserializer::from_slice(body).into_iter().next()?.ok()
}

/// A whole number, also where a gateway's language has made a text or a fraction of it.
fn number(value: &Value) -> Option<i64> {
    let text = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    text.trim().trim_end_matches('0').strip_suffix('.').unwrap_or(text.trim()).parse().ok()
}

/// The messenger's refusal; what it lacks, or has of another kind than promised, is as if it were not there.
fn refusal(around: Around, said: &Value) -> Outcome {
    let code = said.get("error_code").and_then(number).unwrap_or(i64::from(around.status));
    let description = said.get("description").and_then(Value::as_str).unwrap_or_default();
    let parameter = |name: &str| said.get("parameters")?.get(name).and_then(number);
    if let Some(chat) = parameter("migrate_to_chat_id") {
        return Outcome::Migrated(chat);
    }
    let retry_after = parameter("retry_after").and_then(|seconds| u64::try_from(seconds).ok());
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
fn no_word(around: Around, body: &[u8]) -> Outcome {
    let code = i64::from(around.status);
    match around.status {
        // What is no page may well be the messenger's yes, packed, cut or changed on its way: to send such a message again
        // for a day would be worse than to give it up.
        200..=299 if !body.trim_ascii_start().starts_with(b"<") => Outcome::Unknown("an answer that can't be read"),
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
        for odd in [
            "{\"ok\":true,\"result\":{\"message_id\":9}}\n<!-- served by a gateway -->",
            r#"{"ok":false,"ok":true,"result":{"message_id":9}}"#,
        ] {
            assert!(matches!(read(at(200), odd.as_bytes()), Outcome::Done(_)), "{odd}");
        }
        assert!(matches!(read(at(200), b"{\"ok\":true,\"result\":1,\"description\":\"\xff\"}"), Outcome::Done(_)));
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
            (at(200), r#"{"ok":false,"error_code":"429","parameters":{"retry_after":"2"}}"#, 2),
            (at(429), r#"{"ok":false,"error_code":429,"parameters":{"retry_after":10.0}}"#, 10),
            (at(429), r#"{"ok":false,"description":"\ud800"}"#, RETRY_AFTER_UNNAMED),
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
        let code_of = |status, body: &str| match read(at(status), body.as_bytes()) {
            Outcome::NotTaken { code, .. } => code,
            other => panic!("{status} {body}: {other:?}"),
        };
        for status in [301, 302, 307, 308, 401, 403, 404, 408, 421, 500, 502, 503, 521] {
            for body in ["<html>502</html>", "", "{\"ok\":", "[]", "{\"status\":\"down\"}", "null"] {
                assert_eq!(code_of(status, body), i64::from(status));
            }
        }
        for body in ["<html>", " \r\n<!doctype html>", r#"{"ok":false}"#] {
            assert_eq!(code_of(200, body), 200);
        }
        for (status, body) in
            [(504, "<html>"), (524, ""), (200, "\u{1f}\u{8b}"), (204, ""), (200, "{\"ok\":tr"), (200, "[]")]
        {
            assert!(matches!(read(at(status), body.as_bytes()), Outcome::Unknown(_)), "{status} {body}");
        }
        for code in [500, 502, 503] {
            let body = format!(r#"{{"ok":false,"error_code":{code},"description":"Internal Server Error"}}"#);
            assert!(matches!(read(at(code), body.as_bytes()), Outcome::NotTaken { .. }), "{body}");
        }
        let late = br#"{"ok":false,"error_code":504,"description":"Gateway Timeout"}"#;
        assert!(matches!(read(at(504), late), Outcome::Unknown(_)));
    }

    proptest::proptest! {
        #[test]
        fn any_bytes_are_read_and_only_ok_is_done(status in 100_u16..600, body in proptest::collection::vec(0_u8.., 0..200)) {
            let outcome = read(at(status), &body);
            proptest::prop_assert!(!matches!(outcome, Outcome::Done(_)), "{outcome:?}");
        }
    }
}
