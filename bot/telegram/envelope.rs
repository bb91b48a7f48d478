//! The little that ingest must know of an update before it is kept: its id, and whose lane it runs in.

use domain::ids::{BotId, ChatId, PersonId};
use serde::Deserialize;
use sha2::{Digest, Sha256};
use store::inbox::{Arrival, NewUpdate};

use super::unread::{self, Unread};

#[derive(Deserialize)]
struct Envelope {
    update_id: i64,
    message: Option<Message>,
    edited_message: Option<Message>,
    callback_query: Option<Callback>,
    my_chat_member: Option<Message>,
}

#[derive(Deserialize)]
struct Message {
    chat: Id,
    from: Option<Id>,
    /// There when the group itself speaks, or a channel.
    sender_chat: Option<Id>,
    #[serde(rename = "message_thread_id")]
    thread: Option<i64>,
    #[serde(rename = "is_topic_message", default)]
    in_topic: bool,
}

/// The topic that every forum has, and that must not be named when sending.
const GENERAL: i64 = 1;

/// Replies in a group without topics carry a thread as well, which no message can be sent to.
fn topic_of(thread: Option<i64>, is_topic: bool) -> i64 {
    thread.filter(|thread| is_topic && *thread != GENERAL).unwrap_or(0)
}

#[derive(Deserialize)]
struct Callback {
    from: Id,
    message: Option<CallbackMessage>,
}

#[derive(Deserialize)]
struct CallbackMessage {
    chat: Id,
    #[serde(rename = "message_thread_id")]
    thread: Option<i64>,
    #[serde(rename = "is_topic_message", default)]
    in_topic: bool,
}

#[derive(Deserialize)]
struct Id {
    id: i64,
}

/// An update as the inbox keeps it. What can't be read is kept as well, raw, for a later release.
pub fn seal_in(bot: BotId, body: Vec<u8>) -> NewUpdate {
    let Ok(envelope) = serde_json::from_slice::<Envelope>(&body) else {
        return unparsed(bot, body);
    };
    let update_id = envelope.update_id;
    let (chat, person, topic) = place(&envelope);
    NewUpdate {
        bot,
        update_id,
        // A person's updates run one after another wherever they happen; what nobody did runs in its chat's lane.
        lane: if person == 0 { chat } else { person },
        chat: ChatId(chat),
        person: PersonId(person),
        topic,
        body,
        arrival: Arrival::Ready,
    }
}

/// (chat, person, topic), with zero for what there is not.
fn place(envelope: &Envelope) -> (i64, i64, i64) {
    if let Some(callback) = &envelope.callback_query {
        let (chat, topic) = callback
            .message
            .as_ref()
            .map_or((callback.from.id, 0), |message| (message.chat.id, topic_of(message.thread, message.in_topic)));
        return (chat, callback.from.id, topic);
    }
    if let Some(message) = envelope.message.as_ref().or(envelope.edited_message.as_ref()) {
        // Behind a group's own name may stand any of its admins: that is nobody in particular.
        let person = message.from.as_ref().filter(|_| message.sender_chat.is_none()).map_or(0, |from| from.id);
        return (message.chat.id, person, topic_of(message.thread, message.in_topic));
    }
    envelope.my_chat_member.as_ref().map_or((0, 0, 0), |change| (change.chat.id, 0, 0))
}

/// A body that is no update: its own hash, made negative, stands for the id that it lacks.
fn unparsed(bot: BotId, body: Vec<u8>) -> NewUpdate {
    let digest = Sha256::digest(&body);
    let bytes = digest.first_chunk::<8>().copied().unwrap_or_default();
    let update_id = i64::from_be_bytes(bytes) | i64::MIN;
    let Unread { kind, why, .. } = unread::of(&body);
    tracing::warn!(bot.id = %bot, update.id = update_id, kind, why, "a body that can't be read is set aside");
    NewUpdate {
        bot,
        update_id,
        lane: 0,
        chat: ChatId(0),
        person: PersonId(0),
        topic: 0,
        body,
        arrival: Arrival::Unparsed,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(body: &str) -> (i64, i64, i64, Arrival) {
        let update = seal_in(BotId(1), body.as_bytes().to_vec());
        (update.lane, update.chat.0, update.topic, update.arrival)
    }

    #[test]
    fn a_person_has_one_lane_in_private_and_in_groups() {
        let private = r#"{"update_id":1,"message":{"chat":{"id":7},"from":{"id":7}}}"#;
        let group = r#"{"update_id":2,"message":{"chat":{"id":-5},"from":{"id":7},"message_thread_id":3,"is_topic_message":true}}"#;
        let press = r#"{"update_id":3,"callback_query":{"from":{"id":7},"message":{"chat":{"id":7}}}}"#;
        assert_eq!(check(private), (7, 7, 0, Arrival::Ready));
        assert_eq!(check(group), (7, -5, 3, Arrival::Ready));
        assert_eq!(check(press), (7, 7, 0, Arrival::Ready));
    }

    #[test]
    fn a_service_update_runs_in_the_lane_of_its_chat() {
        let blocked = r#"{"update_id":1,"my_chat_member":{"chat":{"id":9},"from":{"id":9}}}"#;
        assert_eq!(check(blocked), (9, 9, 0, Arrival::Ready));
    }

    #[test]
    fn only_a_topic_is_a_topic() {
        let of = |extra: &str| {
            check(&format!(r#"{{"update_id":2,"message":{{"chat":{{"id":-5}},"from":{{"id":7}}{extra}}}}}"#)).2
        };
        assert_eq!(of(r#","message_thread_id":3,"is_topic_message":true"#), 3);
        assert_eq!(of(r#","message_thread_id":1,"is_topic_message":true"#), 0, "General has no name");
        assert_eq!(of(r#","message_thread_id":9"#), 0, "a thread of replies in a group without topics");
        assert_eq!(of(""), 0);
    }

    #[test]
    fn an_anonymous_admin_runs_in_the_lane_of_the_group() {
        let anonymous =
            r#"{"update_id":2,"message":{"chat":{"id":-5},"from":{"id":1087968824},"sender_chat":{"id":-5}}}"#;
        assert_eq!(check(anonymous), (-5, -5, 0, Arrival::Ready));
    }

    #[test]
    fn broken_json_is_kept_unparsed_under_a_negative_id() {
        let update = seal_in(BotId(1), b"{\"update_id\":".to_vec());
        assert_eq!(update.arrival, Arrival::Unparsed);
        assert!(update.update_id < 0);
        assert_eq!(seal_in(BotId(1), b"{\"update_id\":".to_vec()).update_id, update.update_id);
    }
}
