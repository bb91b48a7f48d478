//! What a bot asks about a chat, and what it does to one as a whole.

use serde_json::{Value, json};

use super::Call;
use crate::error::ApiError;
use crate::world::World;

/// `None` for a method that is not about chats.
pub(super) fn dispatch(world: &mut World, call: &Call) -> Option<Result<Value, ApiError>> {
    Some(match call.method.as_str() {
        "getChat" => call.params.chat_id().and_then(|chat| world.full_chat(call.bot, chat)),
        "getChatMember" => member(world, call),
        "getChatAdministrators" => administrators(world, call),
        "getChatMemberCount" => members(world, call).map(|members| json!(members.len())),
        "leaveChat" => leave(world, call),
        "pinChatMessage" => pin(world, call, true),
        "unpinChatMessage" => pin(world, call, false),
        _ => return None,
    })
}

fn member(world: &World, call: &Call) -> Result<Value, ApiError> {
    let chat = call.params.chat_id()?;
    let user = call.params.number("user_id").ok_or_else(|| ApiError::bad_request("invalid user_id specified"))?;
    world.member(call.bot, chat, user)
}

fn members(world: &World, call: &Call) -> Result<Vec<Value>, ApiError> {
    world.group_members(call.bot, call.params.chat_id()?)
}

fn administrators(world: &World, call: &Call) -> Result<Value, ApiError> {
    let members = members(world, call)?;
    let mut admins: Vec<Value> =
        members.into_iter().filter(|it| it["status"] == "administrator" || it["status"] == "creator").collect();
    // Telegram leaves out bots, except the one that asks.
    let own = world.bots[call.bot].id;
    admins.retain(|it| it["user"]["is_bot"] == false || it["user"]["id"] == own);
    Ok(Value::Array(admins))
}

fn leave(world: &mut World, call: &Call) -> Result<Value, ApiError> {
    let chat = call.params.chat_id()?;
    if !world.groups.contains_key(&chat) {
        return Err(ApiError::bad_request("chat not found"));
    }
    world.writable(call.bot, chat)?;
    world.leave(call.bot, chat).map_err(|error| ApiError::new(500, error.to_string()))?;
    Ok(Value::Bool(true))
}

fn pin(world: &mut World, call: &Call, pinned: bool) -> Result<Value, ApiError> {
    let chat = call.params.chat_id()?;
    world.pin(call.bot, chat, call.params.number("message_id"), pinned)
}
