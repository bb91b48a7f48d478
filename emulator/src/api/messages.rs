//! Sending, editing and deleting messages.

use serde_json::{Value, json};

use super::Call;
use super::params::Params;
use crate::error::ApiError;
use crate::html;
use crate::message::{Entity, Toast};
use crate::world::{Edit, Markup, Media, Outgoing, World};

const TEXT_LENGTH_MAX: usize = 4096;
const CAPTION_LENGTH_MAX: usize = 1024;
/// Messages that one call may delete.
const MANY_MAX: usize = 100;

pub(super) struct Formatted {
    text: String,
    entities: Vec<Entity>,
    html: Option<String>,
}

/// Read a text in the format that the call names.
fn formatted(params: &Params, field: &str, entities_field: &str) -> Result<Formatted, ApiError> {
    let source = params.text(field).unwrap_or_default();
    let mode = params.text("parse_mode").unwrap_or_default();
    if mode.is_empty() {
        let given = params.get(entities_field).cloned().unwrap_or_default();
        let given: Option<Vec<Entity>> = serde_json::from_value(given).ok();
        let (text, entities) = html::trim(source, given.unwrap_or_default());
        return Ok(Formatted { text, entities, html: None });
    }
    if !mode.eq_ignore_ascii_case("html") {
        return Err(ApiError::bad_request("unsupported parse_mode"));
    }
    let (text, entities) =
        html::parse(source).map_err(|reason| ApiError::bad_request(format!("can't parse entities: {reason}")))?;
    Ok(Formatted { text, entities, html: Some(source.to_owned()) })
}

fn text_of(params: &Params) -> Result<Formatted, ApiError> {
    let read = formatted(params, "text", "entities")?;
    if read.text.is_empty() {
        return Err(ApiError::bad_request("message text is empty"));
    }
    if html::utf16_length(&read.text) > TEXT_LENGTH_MAX {
        return Err(ApiError::bad_request("message is too long"));
    }
    Ok(read)
}

pub(super) fn caption_of(params: &Params) -> Result<Formatted, ApiError> {
    let read = formatted(params, "caption", "caption_entities")?;
    if html::utf16_length(&read.text) > CAPTION_LENGTH_MAX {
        return Err(ApiError::bad_request("message caption is too long"));
    }
    Ok(read)
}

/// All that Telegram would object to before touching the chat.
pub(super) fn check(world: &World, call: &Call) -> Result<(), ApiError> {
    let params = &call.params;
    world.writable(call.bot, params.chat_id()?)?;
    match call.method.as_str() {
        "sendMessage" | "editMessageText" => drop(text_of(params)?),
        "sendDocument" | "sendPhoto" | "copyMessage" | "editMessageCaption" => drop(caption_of(params)?),
        _ => {}
    }
    Markup::read(params.get("reply_markup")).map(drop)
}

pub(super) fn outgoing(params: &Params, text: Formatted, media: Option<Media>) -> Result<Outgoing, ApiError> {
    let reply = params.get("reply_parameters");
    let missing_is_fine = reply.and_then(|reply| reply["allow_sending_without_reply"].as_bool());
    Ok(Outgoing {
        chat: params.chat_id()?,
        text: text.text,
        entities: text.entities,
        html: text.html,
        markup: Markup::read(params.get("reply_markup"))?,
        media,
        contact: None,
        reply_to: reply.and_then(|reply| reply["message_id"].as_i64()),
        reply_may_be_missing: missing_is_fine.unwrap_or(false),
        topic: params.number("message_thread_id"),
    })
}

pub(super) fn send(world: &mut World, call: &Call) -> Result<Value, ApiError> {
    let text = text_of(&call.params)?;
    world.send(call.bot, outgoing(&call.params, text, None)?)
}

fn target(params: &Params) -> Result<(i64, i64), ApiError> {
    if params.get("inline_message_id").is_some() {
        return Err(ApiError::bad_request("MESSAGE_ID_INVALID"));
    }
    let id = params.number("message_id").ok_or_else(|| ApiError::bad_request("message identifier is not specified"))?;
    Ok((params.chat_id()?, id))
}

pub(super) fn edit_text(world: &mut World, call: &Call) -> Result<Value, ApiError> {
    let (chat, id) = target(&call.params)?;
    let read = text_of(&call.params)?;
    let buttons = Markup::read_inline(call.params.get("reply_markup"))?;
    let text = Some((read.text, read.entities, read.html));
    world.edit(call.bot, Edit { chat, id, text, is_caption: false, buttons })
}

pub(super) fn edit_caption(world: &mut World, call: &Call) -> Result<Value, ApiError> {
    let (chat, id) = target(&call.params)?;
    let read = caption_of(&call.params)?;
    let buttons = Markup::read_inline(call.params.get("reply_markup"))?;
    let text = Some((read.text, read.entities, read.html));
    world.edit(call.bot, Edit { chat, id, text, is_caption: true, buttons })
}

pub(super) fn edit_markup(world: &mut World, call: &Call) -> Result<Value, ApiError> {
    let (chat, id) = target(&call.params)?;
    let buttons = Markup::read_inline(call.params.get("reply_markup"))?;
    world.edit(call.bot, Edit { chat, id, text: None, is_caption: false, buttons })
}

pub(super) fn delete(world: &mut World, call: &Call) -> Result<Value, ApiError> {
    let (chat, id) = target(&call.params)?;
    world.delete(call.bot, chat, id)
}

pub(super) fn delete_many(world: &mut World, call: &Call) -> Result<Value, ApiError> {
    let chat = call.params.chat_id()?;
    let ids = call.params.get("message_ids").and_then(Value::as_array);
    let count = ids.map_or(0, Vec::len);
    if !(1..=MANY_MAX).contains(&count) {
        return Err(ApiError::bad_request(if count == 0 {
            "message identifiers are not specified"
        } else {
            "too many message identifiers specified"
        }));
    }
    for id in ids.into_iter().flatten().filter_map(Value::as_i64) {
        // Those that cannot be found are skipped, as Telegram documents.
        let _ = world.delete(call.bot, chat, id);
    }
    Ok(Value::Bool(true))
}

pub(super) fn answer_press(world: &mut World, call: &Call) -> Result<Value, ApiError> {
    let params = &call.params;
    let query = params.text("callback_query_id").unwrap_or_default();
    let toast = Toast {
        query_id: query.to_owned(),
        text: params.text("text").unwrap_or_default().to_owned(),
        alert: params.flag("show_alert"),
        url: params.text("url").map(str::to_owned),
        date: 0,
    };
    if toast.text.chars().count() > 200 {
        return Err(ApiError::bad_request("MESSAGE_TOO_LONG"));
    }
    // Without a game only a link to the bot itself may open.
    let own = format!("t.me/{}?", world.bots[call.bot].config.username);
    if toast.url.as_ref().is_some_and(|url| !url.trim_start_matches("https://").starts_with(&own)) {
        return Err(ApiError::bad_request("URL_INVALID"));
    }
    world.answer_press(call.bot, query, toast)
}

/// The same content anew, without a trace of where it stood.
pub(super) fn copy(world: &mut World, call: &Call) -> Result<Value, ApiError> {
    let params = &call.params;
    let from = params.number("from_chat_id").ok_or_else(|| ApiError::bad_request("chat not found"))?;
    let id = params.number("message_id").ok_or_else(|| ApiError::bad_request("message identifier is not specified"))?;
    world.readable(call.bot, from)?;
    let message = world.chats.get(&(call.bot, from)).and_then(|chat| chat.message(id));
    let message = message.ok_or_else(|| ApiError::bad_request("message to copy not found"))?;
    if message.service.is_some() {
        return Err(ApiError::bad_request("message can't be copied"));
    }
    let text = if message.has_file() && params.get("caption").is_some() {
        caption_of(params)?
    } else {
        Formatted { text: message.text.clone(), entities: message.entities.clone(), html: message.html.clone() }
    };
    let document = message.document.clone().map(Media::Document);
    let media = document.or_else(|| message.photo.clone().map(Media::Photo));
    let mut outgoing = outgoing(params, text, media)?;
    outgoing.contact.clone_from(&message.contact);
    let sent = world.send(call.bot, outgoing)?;
    Ok(json!({"message_id": sent["message_id"]}))
}
