//! What the page shows.

use std::collections::BTreeMap;
use std::sync::Arc;

use axum::Json;
use axum::extract::{Query, State};
use serde::Deserialize;
use serde_json::{Value, json};

use super::drive::Refused;
use crate::shared::Shared;
use crate::world::{Chat, World};

/// Which chat is meant. Without `bot` the first one; without `chat` the person's own.
#[derive(Deserialize)]
pub(super) struct Which {
    #[serde(default)]
    pub(super) bot: Option<String>,
    #[serde(default)]
    pub(super) person: i64,
    #[serde(default)]
    pub(super) chat: Option<i64>,
    /// The topic of a forum.
    #[serde(default)]
    pub(super) topic: Option<i64>,
    /// In the group's name.
    #[serde(default)]
    pub(super) anonymous: bool,
}

impl Which {
    pub(super) fn bot(&self, world: &World) -> Result<usize, Refused> {
        match &self.bot {
            Some(name) => Ok(world.bot_named(name)?),
            None => Ok(0),
        }
    }

    pub(super) fn chat(&self) -> i64 {
        self.chat.unwrap_or(self.person)
    }
}

fn summary(chat: Option<&Chat>) -> Value {
    let Some(chat) = chat else {
        return json!({"unread": 0, "started": false, "blocked": false, "last": null});
    };
    let last = chat.messages.back().map(|message| {
        json!({"id": message.id, "text": message.text, "date": message.date,
            "by_bot": message.by_bot, "from": message.from, "contact": message.contact.is_some(),
            "document": message.document.is_some(), "photo": message.photo.is_some(), "sender_chat": message.sender_chat, "service": message.service})
    });
    json!({
        "unread": chat.state.unread,
        "started": chat.state.started,
        "blocked": chat.state.blocked,
        "last": last,
    })
}

fn with(mut base: Value, more: Value) -> Value {
    if let (Some(base), Value::Object(more)) = (base.as_object_mut(), more) {
        base.extend(more);
    }
    base
}

pub(super) async fn state(
    State(shared): State<Arc<Shared>>,
    Query(which): Query<Which>,
) -> Result<Json<Value>, Refused> {
    let world = shared.world();
    let index = which.bot(&world)?;
    let bot = world.bots.get(index).ok_or(Refused::no_bot())?;
    let people: Vec<Value> = world
        .people
        .values()
        .map(|person| with(json!(person), summary(world.chats.get(&(index, person.id)))))
        .collect();
    let alive = world.groups.values().filter(|group| group.migrated_to.is_none());
    let groups: Vec<Value> = alive
        .map(|group| {
            let place = json!({"place": group.place(bot.id), "is_super": group.is_super()});
            let chat = world.chats.get(&(index, group.config.id));
            with(with(json!(group), place), summary(chat))
        })
        .collect();
    let names: Vec<_> = world.bots.iter().take(100).map(|bot| &bot.config.username).collect();
    Ok(Json(json!({
        "bot": {
            "id": bot.id,
            "username": bot.config.username,
            "first_name": bot.config.first_name,
            "descriptions": bot.state.descriptions,
            "short_descriptions": bot.state.short_descriptions,
        },
        "bots": names,
        "people": people,
        "groups": groups,
        "clock": clock_json(&shared),
    })))
}

fn clock_json(shared: &Shared) -> Value {
    json!({
        "now": shared.clock.now_seconds(),
        "offset": shared.clock.offset_seconds(),
    })
}

pub(super) async fn clock(State(shared): State<Arc<Shared>>) -> Json<Value> {
    Json(clock_json(&shared))
}

pub(super) async fn chat(
    State(shared): State<Arc<Shared>>,
    Query(which): Query<Which>,
) -> Result<Json<Value>, Refused> {
    let world = shared.world();
    let bot = which.bot(&world)?;
    let chat = which.chat();
    world.person(which.person)?;
    let kept = world.chats.get(&(bot, chat));
    let view = kept.map(|chat| chat.view(which.person)).unwrap_or_default();
    Ok(Json(json!({
        "messages": view.messages,
        "reply_keyboard": view.reply_keyboard,
        "started": view.started,
        "blocked": view.blocked,
        "revision": view.revision,
        "toasts": view.toasts,
        "commands": world.menu_for(bot, which.person, chat),
    })))
}

pub(super) async fn calls(
    State(shared): State<Arc<Shared>>,
    Query(query): Query<BTreeMap<String, u64>>,
) -> Json<Value> {
    let from = query.get("from").copied().unwrap_or(0);
    let accepted_only = query.get("accepted").is_some_and(|wish| *wish > 0);
    let records = shared.records.calls_from(from);
    let kept = records.iter().filter(|record| record.ok || !accepted_only);
    Json(json!(kept.map(|record| json!(**record)).collect::<Vec<_>>()))
}

pub(super) async fn violations(State(shared): State<Arc<Shared>>) -> Json<Value> {
    Json(json!(shared.records.violations()))
}
