//! The values of labels, each list closed.

use store::StoreError;

use crate::telegram::api::Outcome as Answer;

/// A label whose values are all known.
pub trait Label: Copy {
    /// All of them, in order of their places.
    fn all() -> impl Iterator<Item = Self>;

    /// Where it stands among all.
    fn place(self) -> usize;

    /// As it is printed.
    fn labels(self) -> super::Labels;
}

/// Declares a label: an enum, its values as they are printed, and its name.
macro_rules! label {
    ($(#[$doc:meta])* $type:ident, $name:literal: $($(#[$variant_doc:meta])* $variant:ident = $value:literal),+ $(,)?) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum $type {
            $($(#[$variant_doc])* $variant),+
        }

        impl $type {
            const ALL: &'static [Self] = &[$(Self::$variant),+];

            const fn value(self) -> &'static str {
                match self {
                    $(Self::$variant => $value),+
                }
            }
        }

        impl Label for $type {
            fn all() -> impl Iterator<Item = Self> {
                Self::ALL.iter().copied()
            }

            fn place(self) -> usize {
                self as usize
            }

            fn labels(self) -> super::Labels {
                vec![($name, self.value().to_owned())]
            }
        }
    };
}

label! {
    /// What became of an update.
    Outcome, "outcome":
    /// Worked on, with its effects.
    Done = "done",
    /// Given up after its tries.
    Dead = "dead",
    /// Not understood by this release, and kept.
    Unparsed = "unparsed",
    /// Brought again, and kept once.
    Duplicate = "duplicate",
    /// Left with the messenger, since too much of its bot waits already.
    TurnedAway = "turned_away",
}

label! {
    /// What became of a commit of ingest.
    Commit, "result":
    /// The updates are durable.
    Kept = "kept",
    /// They are not, and the messenger brings them again.
    Failed = "failed",
}

label! {
    /// What became of a poll.
    Poll, "result":
    /// The messenger answered, and what it brought is kept.
    Done = "done",
    /// It brought nothing new long before it was to answer.
    Early = "early",
    /// What it brought could not be kept.
    NotKept = "not_kept",
    /// Somebody else has the updates.
    Elsewhere = "elsewhere",
    /// Refused, such as for a token that was revoked.
    Refused = "refused",
    /// It asks to wait.
    TooMany = "too_many",
    /// The messenger did not answer, or what answered was not the messenger.
    Away = "away",
    /// An answer of its own that is no list of updates.
    Odd = "odd",
}

label! {
    /// What a call is for.
    Method, "method":
    /// A new message.
    Send = "send",
    /// A message that is changed.
    Edit = "edit",
    /// The answer to a press.
    Answer = "answer",
    /// A file.
    File = "file",
    /// Any other.
    Other = "other",
}

label! {
    /// What became of a call.
    Fate, "result":
    /// The messenger did it.
    Done = "done",
    /// It asks to wait.
    TooMany = "too_many",
    /// The group has moved.
    Migrated = "migrated",
    /// The person or the group does not take messages from us.
    Unreachable = "unreachable",
    /// Refused for good.
    Refused = "refused",
    /// The messenger surely did not take it.
    NotSent = "not_sent",
    /// Nobody knows.
    Unknown = "unknown",
}

label! {
    /// Whom a 429 was taken to mean.
    Scope, "scope":
    /// The whole bot.
    Bot = "bot",
    /// One chat.
    Chat = "chat",
}

label! {
    /// Why a unit failed.
    Failure, "kind":
    /// A constraint refused the rows.
    Constraint = "constraint",
    /// A version had moved on; it is decided again.
    Stale = "stale",
    /// The same cause came with other inputs.
    CauseReused = "cause_reused",
    /// A row that can't be read.
    Corrupt = "corrupt",
    /// A sealed text that the key does not open.
    Unsealable = "unsealable",
    /// Another process has taken over.
    Fenced = "fenced",
    /// Our own fault.
    Defect = "defect",
    /// The database, the disk or the network.
    Database = "database",
    /// Settings and migrations.
    Setup = "setup",
}

label! {
    /// Whether the messenger takes us for a bot.
    Serving, "state":
    /// It does.
    Served = "served",
    /// Not yet, or no longer: it is tried again.
    Refused = "refused",
    /// It does, and somebody else has its updates: another webhook, or another poller.
    Elsewhere = "elsewhere",
    /// It could not be asked yet; it is tried again.
    Away = "away",
}

label! {
    /// What one process at a time does for a bot.
    Work, "work":
    /// Asks for its updates.
    Poll = "poll",
    /// Sends its messages.
    Send = "send",
}

impl From<store::leases::Work> for Work {
    fn from(work: store::leases::Work) -> Self {
        match work {
            store::leases::Work::Poll => Self::Poll,
            store::leases::Work::Send => Self::Send,
        }
    }
}

impl Failure {
    /// The kind of an error.
    pub const fn of(error: &StoreError) -> Self {
        match error {
            StoreError::Constraint(_) => Self::Constraint,
            StoreError::Stale { .. } => Self::Stale,
            StoreError::CauseReused { .. } => Self::CauseReused,
            StoreError::Corrupt { .. } => Self::Corrupt,
            StoreError::Unsealable { .. } => Self::Unsealable,
            StoreError::Fenced => Self::Fenced,
            StoreError::Poisoned | StoreError::Panicked => Self::Defect,
            StoreError::Database(_) => Self::Database,
            StoreError::NotDurable(_) | StoreError::NewerSchema(_) | StoreError::Migration(_) => Self::Setup,
        }
    }
}

impl Method {
    /// The class of one of the messenger's methods.
    pub fn of(method: &str) -> Self {
        let is = |words: &[&str]| {
            words.iter().any(|word| method.get(..word.len()).is_some_and(|it| it.eq_ignore_ascii_case(word)))
        };
        match method {
            _ if is(&["sendMessage"]) => Self::Send,
            _ if is(&["edit"]) => Self::Edit,
            _ if is(&["answer"]) => Self::Answer,
            _ if is(&["sendDocument", "sendPhoto"]) => Self::File,
            _ => Self::Other,
        }
    }
}

impl Fate {
    /// The class of an answer.
    pub fn of(answer: &Answer) -> Self {
        match answer {
            Answer::Done(_) => Self::Done,
            Answer::TooMany { .. } => Self::TooMany,
            Answer::Migrated(_) => Self::Migrated,
            Answer::Refused { code: 403, .. } => Self::Unreachable,
            Answer::Refused { .. } => Self::Refused,
            Answer::NotTaken { .. } => Self::NotSent,
            Answer::Unknown(_) => Self::Unknown,
        }
    }
}

/// A call of the sender: what for, and what became of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Send(pub Method, pub Fate);

impl Label for Send {
    fn all() -> impl Iterator<Item = Self> {
        Method::all().flat_map(|method| Fate::all().map(move |fate| Self(method, fate)))
    }

    fn place(self) -> usize {
        self.0.place().saturating_mul(Fate::ALL.len()).saturating_add(self.1.place())
    }

    fn labels(self) -> super::Labels {
        self.0.labels().into_iter().chain(self.1.labels()).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_value_stands_at_its_place() {
        fn check<L: Label>() {
            assert!(L::all().enumerate().all(|(at, value)| value.place() == at));
        }
        check::<Outcome>();
        check::<Failure>();
        check::<Poll>();
        check::<Serving>();
        check::<Send>();
    }

    #[test]
    fn methods_have_their_class_however_they_are_written() {
        for (method, class) in [
            ("SendMessage", Method::Send),
            ("sendMessage", Method::Send),
            ("EditMessageText", Method::Edit),
            ("AnswerCallbackQuery", Method::Answer),
            ("sendDocument", Method::File),
            ("DeleteMessage", Method::Other),
            ("", Method::Other),
        ] {
            assert_eq!(Method::of(method), class, "{method}");
        }
    }
}
