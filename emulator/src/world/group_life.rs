//! What happens in a group: who comes and goes, what it turns into.

use serde_json::{Value, json};

use super::json::lane_of;
use super::person_side::route;
use super::{BotPlace, Group, Seat, Sent, World};
use crate::config::{GroupConfig, Standing};
use crate::error::Error;
use crate::message::{Message, Service};

impl World {
    /// Tell a bot of a change of standing: its own, or another's.
    pub(super) fn push_membership(
        &mut self,
        bot: usize,
        kind: &str,
        chat: i64,
        from: &Value,
        (old, new): (Value, Value),
    ) {
        let body = json!({
            "chat": self.chat_json(chat),
            "from": from,
            "date": self.now(),
            "old_chat_member": old,
            "new_chat_member": new,
        });
        debug_assert_eq!(route(kind, &body).lane, lane_of(kind, &body));
        self.push(bot, kind, &body, route(kind, &body));
    }

    /// Everyone in the group reads it, and each bot that may hear it. Returns its id in this bot's chat.
    pub(super) fn say_in_group(&mut self, bot: usize, group: i64, message: &Message) -> i64 {
        let mut inside = self.bots_in(group);
        if !inside.contains(&bot) {
            inside.push(bot);
        }
        let mut own = 0;
        for other in inside {
            let id = self.say_to_bot(other, group, message.clone());
            if other == bot {
                own = id;
            }
        }
        own
    }

    fn happens(&mut self, bot: usize, group: i64, by: i64, service: Service) -> i64 {
        let message =
            Message { from: by, date: self.now(), uneditable: true, service: Some(service), ..Message::default() };
        self.say_in_group(bot, group, &message)
    }

    fn check_admin(&self, group: i64, person: i64) -> Result<(), Error> {
        self.check_membership(person, group)?;
        if self.group(group)?.is_admin(person) {
            return Ok(());
        }
        Err(Error::Unsendable("only an administrator can do this"))
    }

    fn group_mut(&mut self, id: i64) -> Result<&mut Group, Error> {
        self.groups.get_mut(&id).ok_or(Error::NoSuchGroup(id))
    }

    /// A member brings the bot in.
    pub(crate) fn bring_bot(&mut self, bot: usize, group: i64, by: i64) -> Result<(), Error> {
        self.check_membership(by, group)?;
        if self.group(group)?.place(self.bots[bot].id).is_inside() {
            return Ok(());
        }
        self.place_bot(bot, group, by, BotPlace::Member)?;
        let id = self.bots[bot].id;
        self.happens(bot, group, by, Service::Joined { users: vec![id] });
        Ok(())
    }

    /// An administrator removes the bot.
    pub(crate) fn remove_bot(&mut self, bot: usize, group: i64, by: i64) -> Result<(), Error> {
        self.check_admin(group, by)?;
        if !self.group(group)?.place(self.bots[bot].id).is_inside() {
            return Ok(());
        }
        let id = self.bots[bot].id;
        self.happens(bot, group, by, Service::Left { user: id });
        self.place_bot(bot, group, by, BotPlace::Kicked)
    }

    /// An administrator makes the bot one too, or takes that back.
    pub(crate) fn promote_bot(&mut self, bot: usize, group: i64, by: i64, promoted: bool) -> Result<(), Error> {
        self.check_admin(group, by)?;
        let place = if promoted { BotPlace::Administrator } else { BotPlace::Member };
        self.place_bot(bot, group, by, place)
    }

    /// The bot leaves by itself.
    pub(crate) fn leave(&mut self, bot: usize, group: i64) -> Result<(), Error> {
        let id = self.bots[bot].id;
        self.happens(bot, group, id, Service::Left { user: id });
        self.place_bot(bot, group, id, BotPlace::Left)
    }

    fn place_bot(&mut self, bot: usize, group: i64, by: i64, place: BotPlace) -> Result<(), Error> {
        let id = self.bots[bot].id;
        let old = self.group_mut(group)?.bots.insert(id, place).unwrap_or(BotPlace::Left);
        if old == place {
            return Ok(());
        }
        self.chat_mut(bot, group).state.started = true;
        self.keep_chat(bot, group);
        self.keep_group(group);
        self.bump(bot, group);
        self.emit_chat(bot, group);
        let from = self.user_json(by);
        let change = (self.bot_member(id, old), self.bot_member(id, place));
        self.push_membership(bot, "my_chat_member", group, &from, change);
        Ok(())
    }

    /// A link `?startgroup=payload`: the bot is brought in, and hears the payload there.
    pub(crate) fn start_in_group(&mut self, bot: usize, group: i64, by: i64, payload: &str) -> Result<i64, Error> {
        self.bring_bot(bot, group, by)?;
        let text = format!("/start@{} {payload}", self.bots[bot].config.username);
        let seat = Seat { chat: group, ..Seat::alone(by) };
        self.person_sends(bot, seat, Sent::Text { text, reply_to: None })
    }

    /// Somebody joins, or is brought in by another.
    pub(crate) fn join_group(&mut self, bot: usize, group: i64, person: i64, by: i64) -> Result<(), Error> {
        self.person(person)?;
        let before = self.member_json(group, person);
        let members = &mut self.group_mut(group)?.config.members;
        if members.contains(&person) {
            return Ok(());
        }
        members.push(person);
        self.keep_group(group);
        self.happens(bot, group, by, Service::Joined { users: vec![person] });
        self.tell_admins(group, person, by, &before);
        Ok(())
    }

    /// Somebody leaves, or is removed by another.
    pub(crate) fn leave_group(&mut self, bot: usize, group: i64, person: i64, by: i64) -> Result<(), Error> {
        self.check_membership(person, group)?;
        let before = self.member_json(group, person);
        self.happens(bot, group, by, Service::Left { user: person });
        let known = self.group_mut(group)?;
        known.config.members.retain(|id| *id != person);
        known.config.admins.retain(|id| *id != person);
        known.anonymous.remove(&person);
        known.creator = known.creator.filter(|id| *id != person);
        self.keep_group(group);
        self.tell_admins(group, person, by, &before);
        Ok(())
    }

    /// Make somebody an administrator, with or without a name, or an ordinary member again.
    pub(crate) fn set_standing(&mut self, group: i64, person: i64, standing: Standing, by: i64) -> Result<(), Error> {
        self.check_membership(person, group)?;
        let before = self.member_json(group, person);
        let known = self.group_mut(group)?;
        known.config.admins.retain(|id| *id != person);
        known.anonymous.remove(&person);
        known.creator = known.creator.filter(|id| *id != person);
        match standing {
            Standing::Member => {}
            Standing::Creator => known.creator = Some(person),
            Standing::Administrator | Standing::Anonymous => known.config.admins.push(person),
        }
        if standing == Standing::Anonymous {
            known.anonymous.insert(person);
        }
        self.keep_group(group);
        self.tell_admins(group, person, by, &before);
        Ok(())
    }

    /// Bots that are administrators and asked for it learn of others' standing.
    fn tell_admins(&mut self, group: i64, person: i64, by: i64, before: &Value) {
        let after = self.member_json(group, person);
        if *before == after {
            return;
        }
        let from = self.user_json(by);
        for bot in self.bots_in(group) {
            let id = self.bots[bot].id;
            if self.groups.get(&group).is_some_and(|group| group.place(id) == BotPlace::Administrator) {
                self.push_membership(bot, "chat_member", group, &from, (before.clone(), after.clone()));
            }
        }
    }

    /// A group turns into a supergroup with a new id; the old one only points there.
    pub(crate) fn upgrade(&mut self, bot: usize, group: i64, by: i64) -> Result<i64, Error> {
        self.check_admin(group, by)?;
        let old = self.group(group)?.clone();
        if old.is_super() {
            return Err(Error::Unsendable("this is a supergroup already"));
        }
        let to = self.groups.keys().next().copied().unwrap_or(0).min(-1_002_000_000_000) - 1;
        self.happens(bot, group, by, Service::MigratedTo { chat: to });
        let config = GroupConfig { id: to, ..old.config.clone() };
        self.groups.insert(to, Group { config, ..old });
        self.group_mut(group)?.migrated_to = Some(to);
        for other in self.bots_in(to) {
            self.chat_mut(other, to).state.started = true;
            self.keep_chat(other, to);
            self.emit_chat(other, group);
        }
        self.keep_group(to);
        self.keep_group(group);
        self.happens(bot, to, by, Service::MigratedFrom { chat: group });
        Ok(to)
    }

    /// Open a topic; the first one makes the supergroup a forum. Returns the topic's id.
    pub(crate) fn open_topic(&mut self, bot: usize, group: i64, by: i64, name: &str) -> Result<i64, Error> {
        self.check_admin(group, by)?;
        if !self.group(group)?.is_super() {
            return Err(Error::Unsendable("only a supergroup has topics"));
        }
        self.group_mut(group)?.is_forum = true;
        let mut own = 0;
        // The message that opens a topic stands in it: its id is known only once it is there.
        // General has the number 1.
        let next = (self.chat_mut(bot, group).state.last_id + 1).max(2);
        for other in self.bots_in(group) {
            let message = Message {
                from: by,
                date: self.now(),
                uneditable: true,
                topic: Some(next),
                service: Some(Service::TopicCreated { name: name.to_owned() }),
                ..Message::default()
            };
            let kept = &mut self.chat_mut(other, group).state;
            kept.last_id = kept.last_id.max(next - 1);
            own = self.say_to_bot(other, group, message);
        }
        let topic = if own == 0 { next } else { own };
        self.group_mut(group)?.topics.insert(topic, name.to_owned());
        self.keep_group(group);
        Ok(topic)
    }

    /// Delete a topic with all that was said in it.
    pub(crate) fn delete_topic(&mut self, group: i64, by: i64, topic: i64) -> Result<(), Error> {
        self.check_admin(group, by)?;
        self.group_mut(group)?.topics.remove(&topic);
        self.keep_group(group);
        for bot in self.bots_in(group) {
            let kept = self.chats.get(&(bot, group)).into_iter().flat_map(|chat| &chat.messages);
            let gone: Vec<i64> = kept.filter(|it| it.topic == Some(topic)).map(|it| it.id).collect();
            for id in gone {
                self.take_away(bot, group, id);
            }
        }
        Ok(())
    }
}
