//! What the page, or anyone with curl, can do as a person.

use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;

use axum::Json;
use axum::body::Bytes;
use axum::extract::{Query, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use serde_json::{Value, json};

use super::view::Which;
use crate::config::{BotConfig, PersonConfig};
use crate::error::Error;
use crate::image::picture;
use crate::person::{Person, Pressed};
use crate::shared::Shared;

/// A wish that could not be granted, as JSON with its reason.
pub(super) struct Refused(Error);

impl Refused {
    pub(super) fn no_bot() -> Self {
        Self(Error::NoSuchBot("the first".to_owned()))
    }
}

impl From<Error> for Refused {
    fn from(error: Error) -> Self {
        Self(error)
    }
}

impl IntoResponse for Refused {
    fn into_response(self) -> Response {
        let body = Json(json!({"error": self.0.to_string()}));
        (StatusCode::UNPROCESSABLE_ENTITY, body).into_response()
    }
}

pub(super) type Answer = Result<Json<Value>, Refused>;

fn person(shared: &Arc<Shared>, which: &Which) -> Result<Person, Refused> {
    let bot = {
        let world = shared.world();
        world.person(which.person)?;
        which.bot(&world)?
    };
    let person = Person::new(Arc::clone(shared), bot, which.person);
    Ok(match which.chat {
        Some(group) if group != which.person => {
            let inside = person.in_group(group).in_topic(which.topic);
            if which.anonymous { inside.anonymously() } else { inside }
        }
        _ => person,
    })
}

#[derive(Deserialize)]
pub(super) struct NewPerson {
    id: Option<i64>,
    first_name: String,
    phone: Option<String>,
    label: Option<String>,
    language_code: Option<String>,
}

pub(super) async fn add_person(State(shared): State<Arc<Shared>>, Json(new): Json<NewPerson>) -> Answer {
    let first_name = new.first_name.trim().to_owned();
    if first_name.is_empty() {
        return Err(Error::Unsendable("a person needs a name").into());
    }
    let mut world = shared.world();
    let highest = world.people.keys().next_back().copied().unwrap_or(0);
    let phone = new.phone.filter(|phone| !phone.trim().is_empty());
    let person = PersonConfig {
        id: new.id.unwrap_or(highest.max(1_000) + 1),
        first_name,
        phone,
        label: new.label.unwrap_or_default(),
        language_code: new.language_code.unwrap_or_else(|| "id".to_owned()),
    };
    world.add_person(person.clone());
    Ok(Json(json!(person)))
}

/// Another bot, or another token of a known one.
pub(super) async fn add_bot(State(shared): State<Arc<Shared>>, Json(bot): Json<BotConfig>) -> Json<Value> {
    let id = bot.id();
    crate::handle::add_bot(&shared, bot);
    Json(json!({"id": id}))
}

#[derive(Deserialize)]
pub(super) struct Words {
    #[serde(flatten)]
    which: Which,
    text: String,
    reply_to: Option<i64>,
}

pub(super) async fn send(State(shared): State<Arc<Shared>>, Json(wish): Json<Words>) -> Answer {
    let person = person(&shared, &wish.which)?;
    let id = match wish.reply_to {
        Some(to) => person.reply(to, &wish.text).await?,
        None => person.send_text(&wish.text).await?,
    };
    Ok(Json(json!({"message_id": id})))
}

#[derive(Deserialize)]
pub(super) struct Start {
    #[serde(flatten)]
    which: Which,
    #[serde(default)]
    payload: String,
}

pub(super) async fn start(State(shared): State<Arc<Shared>>, Json(wish): Json<Start>) -> Answer {
    let id = person(&shared, &wish.which)?.start(&wish.payload).await?;
    Ok(Json(json!({"message_id": id})))
}

#[derive(Deserialize)]
pub(super) struct Press {
    #[serde(flatten)]
    which: Which,
    /// Label or callback data.
    button: String,
    message_id: Option<i64>,
}

pub(super) async fn press(State(shared): State<Arc<Shared>>, Json(wish): Json<Press>) -> Answer {
    let person = person(&shared, &wish.which)?;
    let pressed = match wish.message_id {
        Some(message) => person.press_on(message, &wish.button).await?,
        None => person.press(&wish.button).await?,
    };
    Ok(Json(match pressed {
        Pressed::Query(id) => json!({"query_id": id}),
        Pressed::Message(id) => json!({"message_id": id}),
        Pressed::Link(url) => json!({"url": url}),
    }))
}

#[derive(Deserialize)]
pub(super) struct Card {
    #[serde(flatten)]
    which: Which,
    phone: Option<String>,
    user_id: Option<i64>,
}

pub(super) async fn contact(State(shared): State<Arc<Shared>>, Json(wish): Json<Card>) -> Answer {
    let person = person(&shared, &wish.which)?;
    let id = match &wish.phone {
        Some(phone) => person.share_contact_of(phone, wish.user_id).await?,
        None => person.share_contact().await?,
    };
    Ok(Json(json!({"message_id": id})))
}

/// The file is the body; who sends it, and its name, are in the query.
pub(super) async fn document(
    State(shared): State<Arc<Shared>>,
    headers: HeaderMap,
    Query(note): Query<HashMap<String, String>>,
    bytes: Bytes,
) -> Answer {
    // A page from elsewhere cannot set this header without asking first, and it is never allowed to.
    if headers.get("x-emulator").is_none() {
        return Err(Error::Unsendable("the header x-emulator is missing").into());
    }
    let text = |key: &str| note.get(key).cloned().unwrap_or_default();
    let which = Which {
        bot: note.get("bot").cloned(),
        person: text("person").parse().unwrap_or(0),
        chat: note.get("chat").and_then(|chat| chat.parse().ok()),
        topic: note.get("topic").and_then(|topic| topic.parse().ok()),
        anonymous: note.get("anonymous").is_some_and(|wish| wish == "true"),
    };
    let person = person(&shared, &which)?;
    // As the app does: a picture goes as a photo, unless it is wanted as a file.
    let as_photo = text("as") == "photo" && picture(&bytes).is_some();
    let id = if as_photo {
        person.send_photo(&bytes, &text("caption")).await?
    } else {
        person.send_document(&text("name"), &text("mime"), &bytes, &text("caption")).await?
    };
    Ok(Json(json!({"message_id": id})))
}

pub(super) async fn read(State(shared): State<Arc<Shared>>, Json(which): Json<Which>) -> Answer {
    let mut world = shared.world();
    let bot = which.bot(&world)?;
    world.person(which.person)?;
    world.mark_chat_read(bot, which.chat());
    Ok(Json(json!({})))
}

pub(super) async fn clear(State(shared): State<Arc<Shared>>, Json(which): Json<Which>) -> Answer {
    let mut world = shared.world();
    let bot = which.bot(&world)?;
    world.clear_chat(bot, which.person)?;
    Ok(Json(json!({})))
}

#[derive(Deserialize)]
pub(super) struct Block {
    #[serde(flatten)]
    which: Which,
    blocked: bool,
}

pub(super) async fn block(State(shared): State<Arc<Shared>>, Json(wish): Json<Block>) -> Answer {
    let mut world = shared.world();
    let bot = wish.which.bot(&world)?;
    world.set_blocked(bot, wish.which.person, wish.blocked)?;
    Ok(Json(json!({})))
}

#[derive(Deserialize)]
pub(super) struct Passing {
    #[serde(default)]
    seconds: u64,
    #[serde(default)]
    days: u64,
    #[serde(default)]
    months: u32,
}

pub(super) async fn clock(State(shared): State<Arc<Shared>>, Json(wish): Json<Passing>) -> Answer {
    const DAY_SECONDS: u64 = 86_400;
    // A century at once is a slip of the finger.
    let seconds = wish.seconds.min(3_000_000_000) + wish.days.min(36_500) * DAY_SECONDS;
    if wish.months > 0 {
        shared.clock.advance_months(wish.months.min(1_200));
    }
    shared.clock.advance(Duration::from_secs(seconds));
    let offset = shared.clock.offset_seconds();
    shared.world().keep_clock(offset);
    Ok(Json(json!({"now": shared.clock.now_seconds(), "offset": offset})))
}

#[derive(Deserialize)]
pub(super) struct RawUpdate {
    bot: Option<String>,
    update: Value,
}

/// Queue an update of the caller's making.
pub(super) async fn update(State(shared): State<Arc<Shared>>, Json(wish): Json<RawUpdate>) -> Answer {
    let mut world = shared.world();
    let bot = wish.bot.as_deref().map_or(Ok(0), |name| world.bot_named(name))?;
    let id = world.push_raw(bot, wish.update)?;
    Ok(Json(json!({"update_id": id})))
}
