//! What a bot says about itself: commands, descriptions, the menu button.

use serde_json::{Value, json};

use super::Call;
use crate::error::ApiError;
use crate::world::{Scope, World};

/// `None` for a method that the emulator does not have.
pub(super) fn dispatch(world: &mut World, call: &Call) -> Option<Result<Value, ApiError>> {
    let language = call.params.text("language_code").unwrap_or_default();
    let answer = match call.method.as_str() {
        "setMyCommands" => set_commands(world, call, language),
        "deleteMyCommands" => scope(call).and_then(|scope| world.set_commands(call.bot, scope, language, Vec::new())),
        "getMyCommands" => scope(call).map(|scope| {
            let commands = world.commands_of(call.bot, &scope, language);
            Value::Array(commands.unwrap_or_default())
        }),
        "setChatMenuButton" => set_menu_button(world, call),
        "getChatMenuButton" => Ok(menu_button(world, call)),
        "setMyDescription" => Ok(describe(world, call, language, Length::Long)),
        "setMyShortDescription" => Ok(describe(world, call, language, Length::Short)),
        "getMyDescription" => {
            let text = described(&world.bots[call.bot].state.descriptions, language);
            Ok(json!({ "description": text }))
        }
        "getMyShortDescription" => {
            let text = described(&world.bots[call.bot].state.short_descriptions, language);
            Ok(json!({ "short_description": text }))
        }
        _ => return None,
    };
    Some(answer)
}

#[derive(Clone, Copy)]
enum Length {
    Long,
    Short,
}

fn scope(call: &Call) -> Result<Scope, ApiError> {
    Scope::read(call.params.get("scope"))
}

fn set_commands(world: &mut World, call: &Call, language: &str) -> Result<Value, ApiError> {
    let commands = call.params.get("commands").and_then(Value::as_array);
    let commands = commands.ok_or_else(|| ApiError::bad_request("can't parse commands"))?;
    if !language.is_empty() && language.len() != 2 {
        return Err(ApiError::bad_request("language_code is invalid"));
    }
    world.set_commands(call.bot, scope(call)?, language, commands.clone())
}

fn set_menu_button(world: &mut World, call: &Call) -> Result<Value, ApiError> {
    let button = call.params.get("menu_button").cloned();
    if let Some(chat) = call.params.number("chat_id") {
        if !world.people.contains_key(&chat) {
            return Err(ApiError::bad_request("chat not found"));
        }
        world.chat_mut(call.bot, chat).state.menu_button = button;
        world.keep_chat(call.bot, chat);
    } else {
        world.bots[call.bot].state.menu_button = button;
        world.keep_bot(call.bot);
    }
    world.emit(|| json!({"type": "commands"}));
    Ok(Value::Bool(true))
}

fn menu_button(world: &World, call: &Call) -> Value {
    let chat = call.params.number("chat_id").unwrap_or(0);
    let own = world.chats.get(&(call.bot, chat));
    let own = own.and_then(|chat| chat.state.menu_button.clone());
    own.or_else(|| world.bots[call.bot].state.menu_button.clone()).unwrap_or_else(|| json!({"type": "commands"}))
}

fn describe(world: &mut World, call: &Call, language: &str, length: Length) -> Value {
    let state = &mut world.bots[call.bot].state;
    let (texts, field) = match length {
        Length::Long => (&mut state.descriptions, "description"),
        Length::Short => (&mut state.short_descriptions, "short_description"),
    };
    let text = call.params.text(field).unwrap_or_default();
    if text.is_empty() {
        texts.remove(language);
    } else {
        texts.insert(language.to_owned(), text.to_owned());
    }
    world.keep_bot(call.bot);
    world.emit(|| json!({"type": "people"}));
    Value::Bool(true)
}

fn described(texts: &std::collections::BTreeMap<String, String>, language: &str) -> String {
    let text = texts.get(language).or_else(|| texts.get(""));
    text.cloned().unwrap_or_default()
}
