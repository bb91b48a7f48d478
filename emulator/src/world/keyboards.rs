//! Reading `reply_markup` as Telegram reads it.

use serde_json::Value;

use crate::error::ApiError;
use crate::message::{InlineButton, ReplyButton, ReplyKeyboard};

/// What comes under a message, or replaces the person's keyboard.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Markup {
    None,
    Inline(Vec<Vec<InlineButton>>),
    Reply(ReplyKeyboard),
    Remove,
    ForceReply,
}

impl Markup {
    pub(crate) fn read(value: Option<&Value>) -> Result<Self, ApiError> {
        let Some(value) = value.filter(|value| !value.is_null()) else {
            return Ok(Self::None);
        };
        if let Some(rows) = value.get("inline_keyboard") {
            return inline(rows).map(Self::Inline);
        }
        if value.get("keyboard").is_some() {
            return reply(value).map(Self::Reply);
        }
        if value.get("remove_keyboard").is_some() {
            return Ok(Self::Remove);
        }
        if value.get("force_reply").is_some() {
            return Ok(Self::ForceReply);
        }
        Err(ApiError::bad_request("object expected as reply markup"))
    }

    /// The buttons of an edit, which may have no other markup.
    pub(crate) fn read_inline(value: Option<&Value>) -> Result<Vec<Vec<InlineButton>>, ApiError> {
        match Self::read(value)? {
            Self::None => Ok(Vec::new()),
            Self::Inline(rows) => Ok(rows),
            Self::Reply(_) | Self::Remove | Self::ForceReply => Err(ApiError::bad_request("inline keyboard expected")),
        }
    }
}

fn inline(rows: &Value) -> Result<Vec<Vec<InlineButton>>, ApiError> {
    let rows: Vec<Vec<InlineButton>> = serde_json::from_value(rows.clone())
        .map_err(|_| ApiError::bad_request("can't parse inline keyboard: expected an Array of Arrays of buttons"))?;
    let mut total = 0;
    for button in rows.iter().flatten() {
        total += 1;
        check_inline(button)?;
    }
    if total > 100 {
        return Err(ApiError::bad_request("reply markup is too long"));
    }
    Ok(rows.into_iter().filter(|row| !row.is_empty()).collect())
}

fn check_inline(button: &InlineButton) -> Result<(), ApiError> {
    if button.text.trim().is_empty() {
        return Err(ApiError::bad_request("inline keyboard button text must be non-empty"));
    }
    if let Some(data) = &button.callback_data
        && (data.is_empty() || data.len() > 64)
    {
        return Err(ApiError::bad_request("BUTTON_DATA_INVALID"));
    }
    if let Some(url) = &button.url
        && !is_public_url(url)
    {
        return Err(ApiError::bad_request(format!("inline keyboard button URL '{url}' is invalid: Wrong HTTP URL")));
    }
    let others = button.other.keys();
    let other_actions = others.filter(|key| !matches!(key.as_str(), "style" | "icon_custom_emoji_id"));
    let actions =
        usize::from(button.callback_data.is_some()) + usize::from(button.url.is_some()) + other_actions.count();
    match actions {
        0 => Err(ApiError::bad_request("text buttons are unallowed in the inline keyboard")),
        1 => Ok(()),
        _ => Err(ApiError::bad_request("can't parse inline keyboard button: exactly one action must be specified")),
    }
}

/// Telegram wants a host with a dot in it, so a link to localhost is refused.
fn is_public_url(url: &str) -> bool {
    let lower = url.to_ascii_lowercase();
    if lower.starts_with("tg://") {
        return true;
    }
    let rest = lower.strip_prefix("https://").or_else(|| lower.strip_prefix("http://"));
    // An address without a scheme is taken for http.
    let rest = rest.unwrap_or(&lower);
    let host = rest.split(['/', '?', '#', ':']).next().unwrap_or_default();
    host.contains('.') && !host.starts_with('.') && !host.contains(char::is_whitespace)
}

fn reply(value: &Value) -> Result<ReplyKeyboard, ApiError> {
    let refused = || ApiError::bad_request("can't parse keyboard: expected an Array of Arrays");
    let mut normal = value.clone();
    let rows = normal["keyboard"].as_array_mut().ok_or_else(refused)?;
    for row in rows {
        for button in row.as_array_mut().ok_or_else(refused)? {
            // A bare string is a button with that text.
            if let Value::String(text) = button {
                *button = serde_json::json!({ "text": text });
            }
        }
    }
    let mut keyboard: ReplyKeyboard = serde_json::from_value(normal).map_err(|_| refused())?;
    keyboard.keyboard.retain(|row| !row.is_empty());
    let empty = |button: &ReplyButton| button.text.trim().is_empty();
    if keyboard.keyboard.iter().flatten().any(empty) {
        return Err(ApiError::bad_request("keyboard button text must be non-empty"));
    }
    Ok(keyboard)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::Markup;

    #[track_caller]
    fn refused(markup: &serde_json::Value, with: &str) {
        let refusal = Markup::read(Some(markup)).expect_err(with);
        assert!(refusal.description.contains(with), "{refusal:?}");
    }

    #[test]
    fn buttons_that_telegram_refuses_are_refused() {
        let one = |button: serde_json::Value| json!({"inline_keyboard": [[button]]});
        refused(&one(json!({"text": "a", "callback_data": "x".repeat(65)})), "BUTTON_DATA_INVALID");
        refused(&one(json!({"text": "a", "callback_data": "é".repeat(33)})), "BUTTON_DATA_INVALID");
        refused(&one(json!({"text": "a", "callback_data": ""})), "BUTTON_DATA_INVALID");
        refused(&one(json!({"text": "a"})), "text buttons are unallowed");
        refused(&one(json!({"text": "a", "url": "http://localhost/x"})), "Wrong HTTP URL");
        refused(&one(json!({"text": " ", "callback_data": "x"})), "non-empty");
        assert!(Markup::read(Some(&one(json!({"text": "a", "callback_data": "x".repeat(64)})))).is_ok());
    }

    #[test]
    fn bare_strings_are_keys() {
        let read = Markup::read(Some(&json!({"keyboard": [["Menu", {"text": "Nomor", "request_contact": true}]]})));
        let Ok(Markup::Reply(keyboard)) = read else {
            panic!("{read:?}");
        };
        assert_eq!(keyboard.keyboard[0][0].text, "Menu");
        assert!(keyboard.keyboard[0][1].request_contact);
    }
}
