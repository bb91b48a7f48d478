//! Sending, editing and deleting messages.

use serde_json::{Value, json};

use super::Call;
use super::params::Params;
use crate::error::ApiError;
use crate::html;
use crate::message::{Document, Entity, Toast};
use crate::shared::Shared;
use crate::world::{Edit, Markup, Outgoing, World};

const TEXT_LENGTH_MAX: usize = 4096;
const CAPTION_LENGTH_MAX: usize = 1024;
/// Telegram lets bots send larger files than they may fetch.
const DOWNLOAD_BYTES_MAX: usize = 20 * 1024 * 1024;

struct Formatted {
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

fn caption_of(params: &Params) -> Result<Formatted, ApiError> {
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
        "sendDocument" => drop(caption_of(params)?),
        _ => {}
    }
    Markup::read(params.get("reply_markup")).map(drop)
}

fn outgoing(params: &Params, text: Formatted, document: Option<Document>) -> Result<Outgoing, ApiError> {
    let reply = params.get("reply_parameters");
    let missing_is_fine = reply.and_then(|reply| reply["allow_sending_without_reply"].as_bool());
    Ok(Outgoing {
        chat: params.chat_id()?,
        text: text.text,
        entities: text.entities,
        html: text.html,
        markup: Markup::read(params.get("reply_markup"))?,
        document,
        reply_to: reply.and_then(|reply| reply["message_id"].as_i64()),
        reply_may_be_missing: missing_is_fine.unwrap_or(false),
        topic: params.number("message_thread_id"),
    })
}

pub(super) fn send(world: &mut World, call: &Call) -> Result<Value, ApiError> {
    let text = text_of(&call.params)?;
    world.send(call.bot, outgoing(&call.params, text, None)?)
}

pub(super) fn send_document(shared: &Shared, call: &Call) -> Result<Value, ApiError> {
    let params = &call.params;
    let caption = caption_of(params)?;
    let mut world = shared.world();
    let document = match params.file("document") {
        Some(sent) => sent.clone(),
        None => known_file(&world, params.text("document").unwrap_or_default())?,
    };
    world.send(call.bot, outgoing(params, caption, Some(document))?)
}

/// Where a bot finds the bytes of a file that it was sent.
pub(super) fn file(shared: &Shared, call: &Call) -> Result<Value, ApiError> {
    let id = call.params.text("file_id").unwrap_or_default();
    let bytes = shared.files.get(id).ok_or_else(|| ApiError::bad_request("invalid file_id"))?;
    if bytes.len() > DOWNLOAD_BYTES_MAX {
        return Err(ApiError::bad_request("file is too big"));
    }
    Ok(json!({
        "file_id": id,
        "file_unique_id": id,
        "file_size": bytes.len(),
        "file_path": format!("documents/{id}"),
    }))
}

fn known_file(world: &World, file_id: &str) -> Result<Document, ApiError> {
    let messages = world.chats.values().flat_map(|chat| &chat.messages);
    let mut documents = messages.filter_map(|message| message.document.as_ref());
    let known = documents.find(|document| document.file_id == file_id);
    known.cloned().ok_or_else(|| ApiError::bad_request("wrong file identifier/HTTP URL specified"))
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
    world.edit(call.bot, Edit { chat, id, text, buttons })
}

pub(super) fn edit_markup(world: &mut World, call: &Call) -> Result<Value, ApiError> {
    let (chat, id) = target(&call.params)?;
    let buttons = Markup::read_inline(call.params.get("reply_markup"))?;
    world.edit(call.bot, Edit { chat, id, text: None, buttons })
}

pub(super) fn delete(world: &mut World, call: &Call) -> Result<Value, ApiError> {
    let (chat, id) = target(&call.params)?;
    world.delete(call.bot, chat, id)
}

pub(super) fn delete_many(world: &mut World, call: &Call) -> Result<Value, ApiError> {
    let chat = call.params.chat_id()?;
    let ids = call.params.get("message_ids").and_then(Value::as_array);
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
    world.answer_press(call.bot, query, toast)
}
