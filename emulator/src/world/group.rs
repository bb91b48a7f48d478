//! Groups: who is in them, and what a bot may do there.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::World;
use crate::config::GroupConfig;
use crate::error::{ApiError, Error};
use crate::journal::Entry;
use crate::message::Message;

/// Where a bot stands in a group.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum BotPlace {
    Member,
    Administrator,
    /// It left, or never was there.
    Left,
    /// It was removed.
    Kicked,
}

impl BotPlace {
    pub(crate) fn is_inside(self) -> bool {
        matches!(self, Self::Member | Self::Administrator)
    }
}

/// A group as Telegram knows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Group {
    #[serde(flatten)]
    pub(crate) config: GroupConfig,
    /// Who made it; an administrator too.
    #[serde(default)]
    pub(crate) creator: Option<i64>,
    /// Administrators who show no name unless they wish.
    #[serde(default)]
    pub(crate) anonymous: BTreeSet<i64>,
    /// It has topics. General is always there and has no entry below.
    #[serde(default)]
    pub(crate) is_forum: bool,
    #[serde(default, with = "pairs")]
    pub(crate) topics: BTreeMap<i64, String>,
    /// What it became; nothing is said here any more.
    #[serde(default)]
    pub(crate) migrated_to: Option<i64>,
    /// By bot id.
    #[serde(default, with = "pairs")]
    pub(crate) bots: BTreeMap<i64, BotPlace>,
}

impl Group {
    pub(crate) fn of(config: GroupConfig) -> Self {
        Self {
            config,
            creator: None,
            anonymous: BTreeSet::new(),
            is_forum: false,
            topics: BTreeMap::new(),
            migrated_to: None,
            bots: BTreeMap::new(),
        }
    }

    pub(crate) fn is_super(&self) -> bool {
        self.config.id <= -1_000_000_000_000
    }

    pub(crate) fn has(&self, person: i64) -> bool {
        self.config.members.contains(&person)
    }

    pub(crate) fn is_admin(&self, person: i64) -> bool {
        self.creator == Some(person) || self.config.admins.contains(&person)
    }

    pub(crate) fn place(&self, bot: i64) -> BotPlace {
        self.bots.get(&bot).copied().unwrap_or(BotPlace::Left)
    }

    fn kind(&self) -> &'static str {
        if self.is_super() { "supergroup" } else { "group" }
    }

    /// Whether this bot may write here, in Telegram's words.
    pub(crate) fn open_to(&self, bot: i64) -> Result<(), ApiError> {
        if let Some(to) = self.migrated_to {
            return Err(ApiError::migrated(to));
        }
        match self.place(bot) {
            BotPlace::Member | BotPlace::Administrator => Ok(()),
            BotPlace::Left => Err(ApiError::forbidden(format!("bot is not a member of the {} chat", self.kind()))),
            BotPlace::Kicked => Err(ApiError::forbidden(format!("bot was kicked from the {} chat", self.kind()))),
        }
    }

    pub(crate) fn to_json(&self) -> Value {
        let mut json = json!({"id": self.config.id, "type": self.kind(), "title": self.config.title});
        if self.is_forum {
            json["is_forum"] = json!(true);
        }
        if !self.is_super() {
            json["all_members_are_administrators"] = json!(false);
        }
        json
    }

    fn status_of(&self, person: i64) -> &'static str {
        match (self.creator == Some(person), self.is_admin(person), self.has(person)) {
            (true, ..) => "creator",
            (_, true, _) => "administrator",
            (_, _, true) => "member",
            _ => "left",
        }
    }
}

impl World {
    /// A new group with every bot in it, or a change of who is in a known one.
    pub(crate) fn add_group(&mut self, config: GroupConfig) {
        let id = config.id;
        let mut group = match self.groups.remove(&id) {
            Some(known) => Group { config, ..known },
            None => Group::of(config),
        };
        for bot in 0..self.bots.len() {
            group.bots.entry(self.bots[bot].id).or_insert(BotPlace::Member);
            self.chat_mut(bot, id).state.started = true;
        }
        self.groups.insert(id, group);
        self.keep_group(id);
    }

    pub(crate) fn keep_group(&mut self, id: i64) {
        if let Some(group) = self.groups.get(&id) {
            self.journal.write(&Entry::Group(group.clone()));
        }
        self.emit(|| json!({"type": "people"}));
    }

    pub(crate) fn group(&self, id: i64) -> Result<&Group, Error> {
        self.groups.get(&id).ok_or(Error::NoSuchGroup(id))
    }

    /// The bots in a group, by index.
    pub(crate) fn bots_in(&self, group: i64) -> Vec<usize> {
        let Some(group) = self.groups.get(&group) else {
            return Vec::new();
        };
        (0..self.bots.len()).filter(|bot| group.place(self.bots[*bot].id).is_inside()).collect()
    }

    /// In a group, privacy mode leaves a bot only commands, mentions of it, answers to it, and what happens there.
    pub(super) fn bot_hears(&self, bot: usize, chat: i64, message: &Message) -> bool {
        let Some(group) = self.groups.get(&chat) else {
            return true;
        };
        let owner = &self.bots[bot];
        match group.place(owner.id) {
            BotPlace::Administrator => return true,
            BotPlace::Member => {}
            BotPlace::Left | BotPlace::Kicked => return false,
        }
        if owner.state.privacy_off || message.service.is_some() {
            return true;
        }
        let answered = message.reply_to.and_then(|id| self.chats.get(&(bot, chat))?.message(id));
        is_for(&owner.config.username, &message.text) || answered.is_some_and(|message| message.from == owner.id)
    }

    /// `getChat`. Telegram knows every chat that the bot has ever met.
    pub(crate) fn full_chat(&self, bot: usize, chat: i64) -> Result<Value, ApiError> {
        self.readable(bot, chat)?;
        let mut full = self.chat_json(chat);
        full["accent_color_id"] = json!(0);
        full["max_reaction_count"] = json!(11);
        full["accepted_gift_types"] = json!({
            "unlimited_gifts": false,
            "limited_gifts": false,
            "unique_gifts": false,
            "premium_subscription": false,
            "gifts_from_channels": false,
        });
        let kept = self.chats.get(&(bot, chat));
        if let Some(message) = kept.and_then(|kept| kept.message(kept.state.pinned?)) {
            full["pinned_message"] = self.message_json(bot, chat, message);
        }
        Ok(full)
    }

    /// Everyone in a group, bots among them.
    pub(crate) fn group_members(&self, bot: usize, chat: i64) -> Result<Vec<Value>, ApiError> {
        let group = self.groups.get(&chat).ok_or_else(|| ApiError::bad_request("chat not found"))?;
        group.open_to(self.bots[bot].id)?;
        let people = group.config.members.iter().copied();
        let bots = group.bots.iter().filter(|(_, place)| place.is_inside()).map(|(id, _)| *id);
        Ok(people.chain(bots).map(|id| self.member_json(chat, id)).collect())
    }

    /// `getChatMember`, for a person or a bot.
    pub(crate) fn member(&self, bot: usize, chat: i64, id: i64) -> Result<Value, ApiError> {
        let known = self.people.contains_key(&id) || self.bots.iter().any(|bot| bot.id == id);
        self.readable(bot, chat)?;
        if !known {
            return Err(ApiError::bad_request("invalid user_id specified"));
        }
        Ok(self.member_json(chat, id))
    }

    pub(crate) fn member_json(&self, chat: i64, id: i64) -> Value {
        let Some(group) = self.groups.get(&chat) else {
            return json!({"user": self.user_json(id), "status": "member"});
        };
        if self.bots.iter().any(|bot| bot.id == id) {
            return self.bot_member(id, group.place(id));
        }
        let status = group.status_of(id);
        let mut member = json!({"user": self.user_json(id), "status": status});
        match status {
            "creator" => member["is_anonymous"] = json!(group.anonymous.contains(&id)),
            "administrator" => add_rights(&mut member, group.anonymous.contains(&id)),
            _ => {}
        }
        member
    }

    /// A bot as a member of a group.
    pub(crate) fn bot_member(&self, bot: i64, place: BotPlace) -> Value {
        let mut member = json!({"user": self.user_json(bot), "status": place});
        match place {
            BotPlace::Administrator => add_rights(&mut member, false),
            BotPlace::Kicked => member["until_date"] = json!(0),
            BotPlace::Member | BotPlace::Left => {}
        }
        member
    }
}

/// Numbers as keys get lost inside a tagged line of the journal; pairs do not.
mod pairs {
    use std::collections::BTreeMap;

    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    pub(super) fn serialize<T: Serialize, S: Serializer>(map: &BTreeMap<i64, T>, to: S) -> Result<S::Ok, S::Error> {
        to.collect_seq(map)
    }

    pub(super) fn deserialize<'a, T: Deserialize<'a>, D: Deserializer<'a>>(
        from: D,
    ) -> Result<BTreeMap<i64, T>, D::Error> {
        Ok(Vec::<(i64, T)>::deserialize(from)?.into_iter().collect())
    }
}

/// A command without a name, or any word that names this bot.
fn is_for(username: &str, text: &str) -> bool {
    let lower = text.to_ascii_lowercase();
    let mention = format!("@{}", username.to_ascii_lowercase());
    if let Some(command) = lower.strip_prefix('/') {
        let command = command.split_whitespace().next().unwrap_or_default();
        if let Some((_, whose)) = command.split_once('@') {
            return mention[1..] == *whose;
        }
        return true;
    }
    let part_of_name = |c: char| c.is_ascii_alphanumeric() || c == '_';
    lower.match_indices(&mention).any(|(at, _)| !lower[at + mention.len()..].starts_with(part_of_name))
}

fn add_rights(member: &mut Value, anonymous: bool) {
    for right in [
        "can_be_edited",
        "can_manage_chat",
        "can_delete_messages",
        "can_manage_video_chats",
        "can_restrict_members",
        "can_promote_members",
        "can_change_info",
        "can_invite_users",
        "can_pin_messages",
        "can_post_stories",
        "can_edit_stories",
        "can_delete_stories",
    ] {
        member[right] = Value::Bool(matches!(right, "can_manage_chat" | "can_delete_messages" | "can_pin_messages"));
    }
    member["is_anonymous"] = json!(anonymous);
}

#[cfg(test)]
mod tests {
    use super::is_for;

    #[test]
    fn privacy_mode_lets_commands_and_mentions_through() {
        for (text, heard) in [
            ("/saldo", true),
            ("/saldo@RembukBot", true),
            ("/saldo@rembukbot tolong", true),
            ("/saldo@OtherBot", false),
            ("halo @RembukBot", true),
            ("halo @RembukBotLain", false),
            ("halo semua", false),
        ] {
            assert_eq!(is_for("RembukBot", text), heard, "{text}");
        }
    }
}
