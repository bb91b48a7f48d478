//! What people do with a group as a whole.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use serde::Deserialize;
use serde_json::{Value, json};

use super::drive::Answer;
use super::view::Which;
use crate::config::{GroupConfig, Standing};
use crate::shared::Shared;

/// A deed and its doer: `{"person": 11, "chat": -5, "do": "open_topic", "name": "Simpanan"}`.
#[derive(Deserialize)]
pub(super) struct Wish {
    #[serde(flatten)]
    which: Which,
    #[serde(flatten)]
    deed: Deed,
}

#[derive(Deserialize)]
#[serde(tag = "do", rename_all = "snake_case")]
enum Deed {
    AddBot,
    RemoveBot,
    PromoteBot,
    DemoteBot,
    /// Follow a link `?startgroup=`.
    StartBot {
        #[serde(default)]
        payload: String,
    },
    Upgrade,
    OpenTopic {
        name: String,
    },
    DeleteTopic {
        topic_id: i64,
    },
    Join,
    Leave,
    /// Change what somebody is here.
    SetStanding {
        member: i64,
        standing: Standing,
    },
}

pub(super) async fn act(State(shared): State<Arc<Shared>>, Json(wish): Json<Wish>) -> Answer {
    let mut world = shared.world();
    let bot = wish.which.bot(&world)?;
    let (by, group) = (wish.which.person, wish.which.chat());
    let told = match wish.deed {
        Deed::AddBot => world.bring_bot(bot, group, by).map(|()| json!({})),
        Deed::RemoveBot => world.remove_bot(bot, group, by).map(|()| json!({})),
        Deed::PromoteBot => world.promote_bot(bot, group, by, true).map(|()| json!({})),
        Deed::DemoteBot => world.promote_bot(bot, group, by, false).map(|()| json!({})),
        Deed::StartBot { payload } => {
            world.start_in_group(bot, group, by, &payload).map(|id| json!({"message_id": id}))
        }
        Deed::Upgrade => world.upgrade(bot, group, by).map(|id| json!({"chat": id})),
        Deed::OpenTopic { name } => world.open_topic(bot, group, by, name.trim()).map(|id| json!({"topic": id})),
        Deed::DeleteTopic { topic_id } => world.delete_topic(group, by, topic_id).map(|()| json!({})),
        Deed::Join => world.join_group(bot, group, by, by).map(|()| json!({})),
        Deed::Leave => world.leave_group(bot, group, by, by).map(|()| json!({})),
        Deed::SetStanding { member, standing } => world.set_standing(group, member, standing, by).map(|()| json!({})),
    };
    Ok(Json(told?))
}

/// Add a group with every bot in it.
pub(super) async fn add(State(shared): State<Arc<Shared>>, Json(group): Json<GroupConfig>) -> Json<Value> {
    let id = group.id;
    shared.world().add_group(group);
    Json(json!({"id": id}))
}
