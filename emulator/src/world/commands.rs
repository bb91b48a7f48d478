//! Command menus: kept by scope and language, resolved in Telegram's order.

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::World;
use crate::error::ApiError;

/// For whom a list of commands is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub(crate) enum Scope {
    Default,
    AllPrivateChats,
    AllGroupChats,
    AllChatAdministrators,
    Chat { chat_id: i64 },
    ChatAdministrators { chat_id: i64 },
    ChatMember { chat_id: i64, user_id: i64 },
}

impl Scope {
    pub(crate) fn read(value: Option<&Value>) -> Result<Self, ApiError> {
        let Some(value) = value.filter(|value| !value.is_null()) else {
            return Ok(Self::Default);
        };
        serde_json::from_value(value.clone()).map_err(|_| ApiError::bad_request("can't parse BotCommandScope"))
    }
}

/// One list, as set.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct CommandList {
    pub(crate) scope: Scope,
    pub(crate) language: String,
    pub(crate) commands: Vec<Value>,
}

impl World {
    pub(crate) fn set_commands(
        &mut self,
        bot: usize,
        scope: Scope,
        language: &str,
        commands: Vec<Value>,
    ) -> Result<Value, ApiError> {
        if commands.len() > 100 {
            return Err(ApiError::bad_request("BOT_COMMANDS_TOO_MUCH"));
        }
        for command in &commands {
            check_command(command)?;
        }
        match scope {
            Scope::Chat { chat_id } if self.people.contains_key(&chat_id) => {}
            Scope::Chat { chat_id } | Scope::ChatAdministrators { chat_id } | Scope::ChatMember { chat_id, .. } => {
                let group = self.groups.get(&chat_id).ok_or_else(|| ApiError::bad_request("chat not found"))?;
                group.open_to(self.bots[bot].id)?;
            }
            _ => {}
        }
        let lists = &mut self.bots[bot].state.commands;
        lists.retain(|list| list.scope != scope || list.language != language);
        if !commands.is_empty() {
            lists.push(CommandList { scope, language: language.to_owned(), commands });
        }
        self.keep_bot(bot);
        self.emit(|| json!({"type": "commands"}));
        Ok(Value::Bool(true))
    }

    pub(crate) fn commands_of(&self, bot: usize, scope: &Scope, language: &str) -> Option<Vec<Value>> {
        let lists = self.bots[bot].state.commands.iter();
        let mut matching = lists.filter(|list| list.scope == *scope && list.language == language);
        matching.next().map(|list| list.commands.clone())
    }

    /// What this person sees in the menu of this chat.
    pub(crate) fn menu_for(&self, bot: usize, person: i64, chat: i64) -> Vec<Value> {
        let language = self.people.get(&person).map_or("", |p| p.language_code.as_str());
        let language = language.split('-').next().unwrap_or_default();
        let group = self.groups.get(&chat);
        let admin = group.is_some_and(|group| group.is_admin(person));
        let mut scopes = Vec::new();
        if group.is_some() {
            scopes.push(Scope::ChatMember { chat_id: chat, user_id: person });
            if admin {
                scopes.push(Scope::ChatAdministrators { chat_id: chat });
            }
            scopes.push(Scope::Chat { chat_id: chat });
            if admin {
                scopes.push(Scope::AllChatAdministrators);
            }
            scopes.push(Scope::AllGroupChats);
        } else {
            scopes.push(Scope::Chat { chat_id: chat });
            scopes.push(Scope::AllPrivateChats);
        }
        scopes.push(Scope::Default);
        scopes
            .iter()
            .find_map(|scope| self.commands_of(bot, scope, language).or_else(|| self.commands_of(bot, scope, "")))
            .unwrap_or_default()
    }
}

fn check_command(command: &Value) -> Result<(), ApiError> {
    let name = command["command"].as_str().unwrap_or_default();
    let name = name.strip_prefix('/').unwrap_or(name);
    let allowed = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
    if name.is_empty() || name.len() > 32 || !name.chars().all(allowed) {
        return Err(ApiError::bad_request("BOT_COMMAND_INVALID"));
    }
    let description = command["description"].as_str().unwrap_or_default();
    if description.is_empty() || description.chars().count() > 256 {
        return Err(ApiError::bad_request("BOT_COMMAND_DESCRIPTION_INVALID"));
    }
    Ok(())
}
