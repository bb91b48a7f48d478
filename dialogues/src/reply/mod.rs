//! Everything that the bot says, as values; the shell gives each its words in the person's language.

mod correction;
mod counter;
mod door;
mod group;
mod join;
mod join_keys;
mod keys;
mod keys_door;
mod link;
mod officer_keys;
mod question;
mod settings;
mod settings_keys;
mod shared;
mod tasks;

use domain::access::Access;
use domain::locale::Locale;
use domain::member::{Address, Balances, Member};
use domain::money::Money;
use domain::month::Month;
use domain::role::Role;

pub use self::correction::{CorrectReply, JournalCard, Movement, NotCorrectable};
pub use self::counter::{CounterReply, DepositLine, Notice};
pub use self::door::{DoorCard, DoorReply, FrozenBy, Linkage, Why};
pub use self::group::{GroupReply, Link};
pub use self::join::{Admitted, JoinReply, MemberCardView, Problem, Summary, TakenThing};
pub use self::keys::ReplyKeys;
pub use self::link::LinkReply;
pub use self::question::{
    Answerer, AskedCard, DutyKind, DutyLine, DutySummary, QuestionRef, QuestionReply, Reading, WaitingLine,
};
pub use self::settings::{Asked, News, Note, SettingLine, SettingsProblem, SettingsReply, StaffNews};
pub use self::shared::SharedReply;
pub use self::tasks::{TaskReply, TaskSubject};
use crate::facts::{Person, Sharing, StatementLine};

/// How a member is greeted and named.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Salutation {
    /// "Bu", "Pak", or neither.
    pub address: Address,
    /// The name in the register.
    pub name: String,
    /// The number in the register.
    pub number: String,
}

impl From<&Member> for Salutation {
    fn from(member: &Member) -> Self {
        Self { address: member.address, name: member.name.clone(), number: member.number.clone() }
    }
}

/// What someone is to the cooperative, as far as a menu cares.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing {
    /// The member they are linked to.
    pub member: Option<Salutation>,
    /// The roles they hold.
    pub roles: Vec<Role>,
    /// What may be done for the member now.
    pub access: Access,
    /// Whether several members are on this account.
    pub sharing: Sharing,
}

impl From<&Person> for Standing {
    fn from(person: &Person) -> Self {
        Self {
            member: person.member.as_ref().map(Salutation::from),
            roles: person.roles.clone(),
            access: person.access,
            sharing: if person.shares() { Sharing::Shared } else { Sharing::Alone },
        }
    }
}

impl Standing {
    /// Whether they are neither a member nor an officer.
    pub const fn is_stranger(&self) -> bool {
        self.member.is_none() && self.roles.is_empty() && matches!(self.sharing, Sharing::Alone)
    }
}

/// The number of a receipt in a reply.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ReceiptRef {
    /// Of the n-th [`crate::step::Effect::Post`] of this step, from zero: known once it is written.
    Posted(usize),
    /// `S-1042`.
    Known(String),
}

/// A statement's page, ready to be shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StatementView {
    /// Whose.
    pub member: Salutation,
    /// Which month.
    pub month: Month,
    /// Pages before this one.
    pub page: u32,
    /// Newest first.
    pub lines: Vec<StatementLine>,
    /// All into the savings in this month.
    pub total_in: Money,
    /// All out of them in this month.
    pub total_out: Money,
    /// An older page of the same month follows.
    pub has_older_page: bool,
    /// The month before, when the member belonged to the cooperative then.
    pub earlier: Option<Month>,
    /// The month after, when it has begun.
    pub later: Option<Month>,
}

/// Everything that the bot says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reply {
    /// The greeting for those who are not linked yet.
    Welcome,
    /// The menu.
    Menu(Standing),
    /// What can be done here.
    Help(Standing),
    /// The choice of language.
    Language,
    /// This language from now on.
    LanguageSet(Locale),
    /// A text that no dialogue expected.
    NotUnderstood(Standing),
    /// A photo, a sticker, a voice.
    Unsupported(Standing),
    /// How to reach a person.
    AskOffice,
    /// What to do when a receipt looks wrong.
    SomethingWrong,
    /// This belongs into the private chat: all that a group ever reads.
    PrivatePlease,
    /// Only a linked member has this.
    NotLinked,
    /// Only an officer with a fitting role has this.
    NotYourRole,
    /// The button belongs to a screen that is over.
    StaleButton,
    /// A form was open and another road was taken: nothing of it was written.
    FormAbandoned,
    /// The form was left on request.
    Cancelled,
    /// There was nothing to leave.
    NothingToCancel,
    /// We failed, and somebody has been told; for the engine.
    Apology,
    /// Too much came too fast, and is not heard for a while; for the engine.
    SlowDown,
    /// What the person was doing is lost to an upgrade or a defect; for the engine.
    StateLost,
    /// The cooperative is suspended: all that its bot says.
    Suspended,
    /// The balance: the sum and what can be withdrawn.
    Balance {
        /// Whose.
        member: Salutation,
        /// All four kinds together.
        total: Money,
        /// The voluntary savings above the minimum.
        withdrawable: Money,
        /// Whether it can be withdrawn already.
        access: Access,
    },
    /// The four kinds of savings.
    BalanceDetail {
        /// Whose.
        member: Salutation,
        /// What is in each kind.
        balances: Balances,
        /// All four kinds together.
        total: Money,
    },
    /// Why not all of it can be withdrawn.
    WhyNotAll {
        /// Whose.
        member: Salutation,
        /// What is in each kind.
        balances: Balances,
        /// What must stay in the voluntary savings.
        minimum: Money,
        /// The voluntary savings above the minimum.
        withdrawable: Money,
    },
    /// A page of a month's statement.
    Statement(StatementView),
    /// Linking an account to a member or an office.
    Link(LinkReply),
    /// A deposit at the counter.
    Counter(CounterReply),
    /// Corrections.
    Correct(CorrectReply),
    /// Requests and what waits for officers.
    Task(TaskReply),
    /// Becoming a member, and the member register.
    Join(JoinReply),
    /// Lost phones, frozen doors, moves, fakes.
    Door(DoorReply),
    /// Several members on one account.
    Shared(SharedReply),
    /// Questions to the office.
    Question(QuestionReply),
    /// The cooperative's settings.
    Settings(SettingsReply),
    /// Groups.
    Group(GroupReply),
    /// What waits for an officer, by kind.
    Duties(DutySummary),
}

impl From<QuestionReply> for Reply {
    fn from(reply: QuestionReply) -> Self {
        Self::Question(reply)
    }
}

impl From<GroupReply> for Reply {
    fn from(reply: GroupReply) -> Self {
        Self::Group(reply)
    }
}

impl Reply {
    /// Whether it may be read by everybody in a group: it holds no figure and no name.
    pub const fn is_for_groups(&self) -> bool {
        match self {
            Self::PrivatePlease | Self::Apology | Self::SlowDown => true,
            Self::Group(reply) => reply.is_for_groups(),
            _ => false,
        }
    }

    /// Where its button leads, when it leads to another chat.
    pub fn link(&self) -> Option<Link> {
        match self {
            Self::PrivatePlease => Some(Link::menu()),
            Self::Group(reply) => reply.link(),
            _ => None,
        }
    }
}

impl From<DoorReply> for Reply {
    fn from(reply: DoorReply) -> Self {
        Self::Door(reply)
    }
}

impl From<SharedReply> for Reply {
    fn from(reply: SharedReply) -> Self {
        Self::Shared(reply)
    }
}

impl From<LinkReply> for Reply {
    fn from(reply: LinkReply) -> Self {
        Self::Link(reply)
    }
}

impl From<CounterReply> for Reply {
    fn from(reply: CounterReply) -> Self {
        Self::Counter(reply)
    }
}

impl From<JoinReply> for Reply {
    fn from(reply: JoinReply) -> Self {
        Self::Join(reply)
    }
}

impl From<TaskReply> for Reply {
    fn from(reply: TaskReply) -> Self {
        Self::Task(reply)
    }
}

impl From<CorrectReply> for Reply {
    fn from(reply: CorrectReply) -> Self {
        Self::Correct(reply)
    }
}
