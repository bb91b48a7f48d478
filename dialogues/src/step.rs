//! The shape of a step: what it is given beside facts, and what it returns.

use chrono::{DateTime, NaiveDate, Utc};
use domain::ids::{ChatId, InvitationId, JournalId, MemberId, PersonId, QuestionId, RequestId};
use domain::ledger::{Account, Journal};
use domain::locale::Locale;
use domain::question::QuestionNumber;
use domain::request::{ApprovalPolicy, Subject};
use domain::role::Role;

use crate::door_effect::DoorEffect;
use crate::facts::Recipient;
pub use crate::join::{JoinEffect, NewApplication};
use crate::reply::Reply;
pub use crate::settings::SettingsEffect;

/// What surrounds a step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ctx {
    /// The instant at which the batch is worked on.
    pub now: DateTime<Utc>,
    /// The legal day in the cooperative's zone.
    pub today: NaiveDate,
    /// The person's language, or the best guess before they chose one.
    pub locale: Locale,
    /// Where the person is talking to us.
    pub chat: Chat,
    /// Random bits of this update alone: for nonces of forms and new ids.
    pub seed: [u8; 16],
}

impl Ctx {
    /// A nonce for a form that is shown now.
    pub fn nonce(&self) -> u64 {
        u64::from_le_bytes(self.seed.first_chunk().copied().unwrap_or_default())
    }

    /// The same with another nonce: a code is made of the bits of this one, and a nonce stands on every button.
    pub(crate) fn beside_code(&self) -> Self {
        let mut seed = self.seed;
        seed.rotate_left(8);
        Self { seed, ..*self }
    }

    /// A new id from the update's instant and the bits of its seed that the nonce leaves.
    pub(crate) fn request_id(&self) -> RequestId {
        let [_, _, _, _, random @ .., _, _] = self.seed;
        RequestId::new(u64::try_from(self.now.timestamp_millis()).unwrap_or_default(), random)
    }
}

/// Where the person is talking to us.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Chat {
    /// Between the two of us.
    Private,
    /// Others read along: never a personal figure here.
    Group,
}

/// Something to be written, in the transaction of the step.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Effect {
    /// Link this person to the member; the shell refuses nothing that the step allowed.
    LinkMember {
        /// The member.
        member: MemberId,
        /// The invitation that is used up by it.
        invitation: Option<InvitationId>,
    },
    /// Give this person a role.
    GrantRole {
        /// Which one.
        role: Role,
        /// The invitation that is used up by it.
        invitation: InvitationId,
    },
    /// Forget whom an import named as this person's membership: they have answered.
    DropClaim,
    /// Remember the person's language.
    SetLocale(Locale),
    /// Write a journal.
    Post(Posting),
    /// Open a request that waits for approvals.
    OpenRequest {
        /// The id, made from the seed.
        request: RequestId,
        /// What is asked for.
        subject: Subject,
        /// Why, in the maker's words.
        reason: String,
        /// Under which terms.
        policy: ApprovalPolicy,
    },
    /// Count this person's approval.
    Approve {
        /// Of which request.
        request: RequestId,
        /// The version that the decision read.
        version: i64,
        /// Whether it was the last one needed.
        completes: bool,
    },
    /// Refuse a request for good.
    Refuse {
        /// Which one.
        request: RequestId,
        /// The version that the decision read.
        version: i64,
        /// Why, in the officer's words.
        reason: String,
    },
    /// Something around joining.
    Join(JoinEffect),
    /// Something about doors, shared accounts and typed secrets.
    Door(DoorEffect),
    /// Take the message that this step answers out of the chat: it held a secret.
    EraseInput,
    /// Something about a question to the office.
    Question(QuestionEffect),
    /// Something about settings.
    Settings(SettingsEffect),
    /// Something about a group.
    Group(GroupEffect),
    /// Say something in a group, in a topic of it: one line that everybody may read.
    TellGroup {
        /// Which group.
        chat: ChatId,
        /// Its topic; zero for none.
        topic: i64,
        /// In which language.
        locale: Locale,
        /// What.
        reply: Reply,
    },
    /// Say something to somebody else, in their private chat.
    Tell {
        /// To whom.
        to: Recipient,
        /// What.
        reply: Reply,
    },
}

/// What becomes of a question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum QuestionEffect {
    /// This person asks it, here.
    Ask {
        /// The id, made from the seed.
        question: QuestionId,
        /// In their words.
        words: String,
        /// The question that it goes on from.
        follows: Option<QuestionNumber>,
        /// Whose task the answer is.
        roles: Vec<Role>,
    },
    /// This person answers it.
    Answer {
        /// Which one.
        question: QuestionId,
        /// The version that the decision read.
        version: i64,
        /// In which role.
        role: Role,
        /// In their words.
        words: String,
    },
    /// The answer will do.
    Clear {
        /// Which one.
        question: QuestionId,
        /// The version that the decision read.
        version: i64,
    },
}

/// What becomes of the group in which the step happens.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum GroupEffect {
    /// A code that binds one group is kept, as its hash.
    Offer {
        /// The code.
        code: String,
        /// Worthless from then on.
        expires_at: DateTime<Utc>,
    },
    /// This group is bound, in the topic in which the code came; the code is used up.
    Bind {
        /// The code.
        code: String,
    },
    /// The bot is out of this group: it is no longer bound, and what waits for it goes.
    Leave,
    /// This group goes on as that one.
    MoveTo(ChatId),
    /// This group is what that one became.
    MoveFrom(ChatId),
}

/// A journal to be written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Posting {
    /// What moves.
    pub journal: Journal,
    /// The form that was shown: the same form posts once, however often its button is pressed.
    pub form: Form,
    /// Versions of accounts whose totals the decision read.
    pub expects: Vec<(Account, i64)>,
}

/// The form behind a money step: who was shown it, and its nonce.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Form {
    /// Whose form.
    pub person: PersonId,
    /// From [`Ctx::nonce`] when it was shown.
    pub nonce: u64,
}

/// Something that a decision reads or an effect writes, within one cooperative.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Resource {
    /// Totals of an account.
    Account(Account),
    /// An invitation.
    Invitation(InvitationId),
    /// Whether a journal is reversed or asked to be.
    Journal(JournalId),
    /// A member's row and links.
    Member(MemberId),
    /// A person's row and roles.
    Person(PersonId),
    /// A question and its answer.
    Question(QuestionId),
    /// Who stands in the member register or asks to: numbers, NIKs, phones.
    Register,
    /// A request and its approvals.
    Request(RequestId),
    /// What the cooperative sets for itself.
    Settings,
}

/// How a step touches a resource.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Access {
    /// Its value decided something.
    Read,
    /// A sum is added to it, whatever its value: two of these commute.
    Add,
    /// It is set.
    Write,
}

impl Access {
    /// Whether two updates that touch the same resource so may share a batch.
    pub const fn commutes_with(self, other: Self) -> bool {
        matches!((self, other), (Self::Read, Self::Read) | (Self::Add, Self::Add))
    }
}

/// What a step decided.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step<D> {
    /// The next state.
    pub next: D,
    /// What is to be written.
    pub effects: Vec<Effect>,
    /// What the person is told, in order.
    pub replies: Vec<Reply>,
    /// What the decision read, beside what [`Effect::accesses`] tells.
    pub reads: Vec<Resource>,
}

impl<D> Step<D> {
    /// The language of its replies: the one chosen by this very step, or the one before.
    pub fn locale(&self, before: Locale) -> Locale {
        let chosen = self.effects.iter().find_map(|effect| match effect {
            Effect::SetLocale(locale) => Some(*locale),
            Effect::LinkMember { .. }
            | Effect::GrantRole { .. }
            | Effect::DropClaim
            | Effect::Post(_)
            | Effect::OpenRequest { .. }
            | Effect::Approve { .. }
            | Effect::Refuse { .. }
            | Effect::Join(_)
            | Effect::Door(_)
            | Effect::EraseInput
            | Effect::Question(_)
            | Effect::Settings(_)
            | Effect::Group(_)
            | Effect::TellGroup { .. }
            | Effect::Tell { .. } => None,
        });
        chosen.unwrap_or(before)
    }
}

impl Effect {
    /// What it writes, and what its decision must have read.
    pub fn accesses(&self) -> Vec<(Resource, Access)> {
        match self {
            Self::LinkMember { member, invitation } => std::iter::once((Resource::Member(*member), Access::Write))
                .chain(invitation.map(|invitation| (Resource::Invitation(invitation), Access::Write)))
                .collect(),
            Self::GrantRole { invitation, .. } => vec![(Resource::Invitation(*invitation), Access::Write)],
            Self::Door(effect) => effect.accesses(),
            Self::Settings(effect) => effect.accesses(),
            Self::DropClaim
            | Self::SetLocale(_)
            | Self::EraseInput
            | Self::Group(_)
            | Self::TellGroup { .. }
            | Self::Tell { .. }
            | Self::Question(QuestionEffect::Ask { .. }) => Vec::new(),
            Self::Question(QuestionEffect::Answer { question, .. } | QuestionEffect::Clear { question, .. }) => {
                vec![(Resource::Question(*question), Access::Write)]
            }
            Self::Join(effect) => effect.accesses(),
            Self::Post(posting) => posting.accesses(),
            Self::OpenRequest { request, subject, .. } => {
                let asked_for = match subject {
                    Subject::Reversal(journal) => Resource::Journal(*journal),
                    Subject::Move(member) | Subject::Lost { member, .. } => Resource::Member(*member),
                    Subject::Application(_) => Resource::Register,
                };
                vec![(Resource::Request(*request), Access::Write), (asked_for, Access::Write)]
            }
            Self::Approve { request, .. } | Self::Refuse { request, .. } => {
                vec![(Resource::Request(*request), Access::Write)]
            }
        }
    }
}

impl Posting {
    fn accesses(&self) -> Vec<(Resource, Access)> {
        let adds = self.journal.transfers.iter().flat_map(|transfer| [transfer.debit, transfer.credit]);
        let reads = self.expects.iter().map(|(account, _)| (Resource::Account(*account), Access::Read));
        let reversed = self.journal.reverses.map(|journal| (Resource::Journal(journal), Access::Write));
        adds.map(|account| (Resource::Account(account), Access::Add)).chain(reads).chain(reversed).collect()
    }
}
