//! Photos and documents: sent along, by id, and fetched again.

use serde_json::{Value, json};

use super::Call;
use super::messages::{caption_of, outgoing};
use super::params::Params;
use crate::error::ApiError;
use crate::image::picture;
use crate::message::{Document, Photo};
use crate::shared::Shared;
use crate::world::{Media, World};

const PHOTO_BYTES_MAX: u64 = 10 * 1024 * 1024;
/// Telegram lets bots send larger files than they may fetch.
const DOWNLOAD_BYTES_MAX: usize = 20 * 1024 * 1024;
/// Width and height together.
const PHOTO_SIDES_MAX: u32 = 10_000;
const PHOTO_RATIO_MAX: u32 = 20;

pub(super) fn send_document(shared: &Shared, call: &Call) -> Result<Value, ApiError> {
    let params = &call.params;
    let caption = caption_of(params)?;
    let media = match source(params, "document")? {
        Source::Sent(document) => Media::Document(not_empty(document)?),
        Source::Known(id) => known(&shared.world(), &id, "Document")?,
    };
    send(&mut shared.world(), call, outgoing(params, caption, Some(media))?)
}

pub(super) fn send_photo(shared: &Shared, call: &Call) -> Result<Value, ApiError> {
    let params = &call.params;
    let caption = caption_of(params)?;
    let media = match source(params, "photo")? {
        Source::Sent(document) => Media::Photo(as_photo(shared, &not_empty(document)?)?),
        Source::Known(id) => known(&shared.world(), &id, "Photo")?,
    };
    send(&mut shared.world(), call, outgoing(params, caption, Some(media))?)
}

fn send(world: &mut World, call: &Call, outgoing: crate::world::Outgoing) -> Result<Value, ApiError> {
    world.send(call.bot, outgoing)
}

enum Source {
    Sent(Document),
    Known(String),
}

fn source(params: &Params, field: &str) -> Result<Source, ApiError> {
    if let Some(sent) = params.file(field) {
        return Ok(Source::Sent(sent.clone()));
    }
    let id = params.text(field).unwrap_or_default();
    if id.is_empty() || id.starts_with("attach://") {
        return Err(ApiError::bad_request(format!("there is no {field} in the request")));
    }
    // Telegram fetches addresses itself; from here there is no way out.
    if id.starts_with("http://") || id.starts_with("https://") {
        return Err(ApiError::bad_request("failed to get HTTP URL content"));
    }
    Ok(Source::Known(id.to_owned()))
}

fn not_empty(document: Document) -> Result<Document, ApiError> {
    if document.file_size == 0 {
        return Err(ApiError::bad_request("file must be non-empty"));
    }
    Ok(document)
}

/// The picture, if Telegram would take it as a photo.
pub(crate) fn as_photo(shared: &Shared, document: &Document) -> Result<Photo, ApiError> {
    if document.file_size > PHOTO_BYTES_MAX {
        return Err(ApiError::bad_request(format!(
            "file of size {} bytes is too big for a photo; the maximum size is {PHOTO_BYTES_MAX} bytes",
            document.file_size
        )));
    }
    let bytes = shared.files.get(&document.file_id);
    let read = bytes.and_then(|bytes| picture(&bytes));
    let read = read.ok_or_else(|| ApiError::bad_request("IMAGE_PROCESS_FAILED"))?;
    let (short, long) = (read.width.min(read.height), read.width.max(read.height));
    if short == 0 || long.saturating_add(short) > PHOTO_SIDES_MAX || long / short > PHOTO_RATIO_MAX {
        return Err(ApiError::bad_request("PHOTO_INVALID_DIMENSIONS"));
    }
    Ok(Photo {
        file_id: document.file_id.clone(),
        width: read.width,
        height: read.height,
        file_size: document.file_size,
    })
}

/// A file that was in some message before, of the kind that is asked for.
fn known(world: &World, file_id: &str, wanted: &str) -> Result<Media, ApiError> {
    let file_id = file_id.strip_suffix(Photo::SMALL).unwrap_or(file_id);
    let mut messages = world.chats.values().flat_map(|chat| &chat.messages);
    let found = messages.find_map(|message| {
        let photo = message.photo.as_ref().filter(|photo| photo.file_id == file_id);
        let document = message.document.as_ref().filter(|document| document.file_id == file_id);
        let photo = photo.map(|photo| Media::Photo(photo.clone()));
        photo.or_else(|| document.map(|document| Media::Document(document.clone())))
    });
    let found = found.ok_or_else(|| ApiError::bad_request("wrong file identifier/HTTP URL specified"))?;
    let is = match &found {
        Media::Photo(_) => "Photo",
        Media::Document(_) => "Document",
    };
    if is != wanted {
        return Err(ApiError::bad_request(format!("can't use file of type {is} as {wanted}")));
    }
    Ok(found)
}

/// Where a bot finds the bytes of a file that it was sent.
pub(super) fn file(shared: &Shared, call: &Call) -> Result<Value, ApiError> {
    let id = call.params.text("file_id").unwrap_or_default();
    let kept = id.strip_suffix(Photo::SMALL).unwrap_or(id);
    let bytes = shared.files.get(kept).ok_or_else(|| ApiError::bad_request("invalid file_id"))?;
    if bytes.len() > DOWNLOAD_BYTES_MAX {
        return Err(ApiError::bad_request("file is too big"));
    }
    let folder = if picture(&bytes).is_some() { "photos" } else { "documents" };
    Ok(json!({
        "file_id": id,
        "file_unique_id": id,
        "file_size": bytes.len(),
        "file_path": format!("{folder}/{kept}"),
    }))
}
