//! What a step may ask for, and what it is told.

mod office;

use chrono::{DateTime, NaiveDate, Utc};
use domain::hours::QuietHours;
use domain::ids::{InvitationId, JournalId, MemberId, PersonId, QuestionId, RequestId};
use domain::invitation::Proof;
use domain::ledger::{Account, JournalKind, Transfer};
use domain::locale::Locale;
use domain::member::Balances;
use domain::money::Money;
use domain::question::QuestionNumber;
use domain::request::{ApprovalPolicy, Request};
use domain::role::Role;
use domain::secret::{Pin, Tries};
use domain::zone::Zone;

pub use self::office::{Binding, Duty, GroupCode, QuestionCard, Reach};
pub use crate::join::{ApplicationCard, JoiningFacts, JoiningNeed, JoiningSettings, MemberCard, OwnApplication, Taken};
pub use crate::membership::{MemberLink, Move, MoveStanding, PinCheck, Reporter, Sharing, Target};
pub use crate::person::{Linked, Person};
pub use crate::settings::{ChangeCard, OfficerCard, OpenInvitation, OwnSettings, SettingsFacts, SettingsNeed, Staff};

/// Something that a step wants to know before it can decide.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Need {
    /// The totals and versions of these accounts.
    Accounts(Vec<Account>),
    /// What a member has saved.
    Balances(MemberId),
    /// How often this person typed a wrong code of late.
    CodeTries,
    /// How many questions of this person wait.
    AskedQuestions,
    /// What waits for this officer, by kind.
    Duties,
    /// The binding of the group in which this happens.
    Group,
    /// The code that binds a group; the shell looks it up by a keyed hash.
    GroupCode(String),
    /// The invitation with this code; the shell looks it up by a keyed hash.
    Invitation(String),
    /// The journal with this receipt number, such as `S-1042`.
    Journal(String),
    /// Something around joining.
    Joining(JoiningNeed),
    /// The last time that this member was moved from one account to another.
    LastMove(MemberId),
    /// The member with this id.
    MemberById(MemberId),
    /// The member with this register number.
    MemberByNumber(String),
    /// The member with this phone in E.164; the shell looks it up by a keyed hash.
    MemberByPhone(String),
    /// Whether a member's register has this phone in E.164; the shell compares keyed hashes.
    MemberHasPhone(MemberId, String),
    /// The people who hold any of these roles.
    Officers(Vec<Role>),
    /// The oldest open requests that this officer can decide and has not, a screenful.
    OpenRequests,
    /// This person's open report of a lost phone.
    OwnReport,
    /// Whether this is the member's PIN; the shell compares hashes, unless too many were wrong of late.
    Pin {
        /// Whose.
        member: MemberId,
        /// As it was typed.
        pin: Pin,
    },
    /// The oldest questions that wait for an answer of this person's roles, a screenful.
    OpenQuestions,
    /// One question.
    Question(QuestionId),
    /// The question with this number.
    QuestionByNumber(QuestionNumber),
    /// One request.
    Request(RequestId),
    /// Something about settings.
    Settings(SettingsNeed),
    /// A page of a member's statement: transfers on their savings within a month, newest first.
    Statement {
        /// Whose.
        member: MemberId,
        /// The first day of the month.
        month: NaiveDate,
        /// Pages before this one.
        page: u32,
    },
}

/// The answer to a look-up.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Lookup<T> {
    /// Not asked for.
    #[default]
    NotAsked,
    /// Asked for, and there is none.
    Missing,
    /// Here it is.
    Found(T),
}

impl<T> Lookup<T> {
    /// The thing found.
    pub const fn found(&self) -> Option<&T> {
        match self {
            Self::Found(thing) => Some(thing),
            Self::NotAsked | Self::Missing => None,
        }
    }

    /// Whether the shell was never asked.
    pub const fn is_not_asked(&self) -> bool {
        matches!(self, Self::NotAsked)
    }
}

/// The cooperative's settings as a step reads them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cooperative {
    /// "Koperasi Contoh Maju".
    pub name: String,
    /// Its legal day.
    pub zone: Zone,
    /// How to reach its office, in its own words; empty when not set.
    pub contact: String,
    /// What must stay in the voluntary savings.
    pub minimum_voluntary: Money,
    /// The most that one deposit at the counter may be.
    pub maximum_deposit: Money,
    /// Who must agree before a journal is reversed.
    pub reversal_policy: ApprovalPolicy,
    /// How long a membership cools down after it was moved to another account.
    pub cooling_hours: u16,
    /// Who may freeze, open and move a membership's door.
    pub door_roles: Vec<Role>,
    /// Whose task it is to answer questions.
    pub question_roles: Vec<Role>,
    /// Who may bind a group.
    pub group_roles: Vec<Role>,
    /// When the bot begins nothing by itself.
    pub quiet_hours: QuietHours,
    /// What holds for those who join.
    pub joining: JoiningSettings,
    /// What it sets for its members to read, and who may set it.
    pub settings: OwnSettings,
    /// Whether it is served at all.
    pub service: Service,
}

/// Whether a cooperative is served.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Service {
    /// As usual.
    Open,
    /// The operator has suspended it: its bot says so, and does nothing else.
    Suspended,
}

/// Someone to tell something.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Recipient {
    /// Their account.
    pub person_id: PersonId,
    /// Their language.
    pub locale: Locale,
}

/// What an invitation gives to the person who brings it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Grant {
    /// To be linked to this member.
    Member(MemberLink),
    /// To hold this role.
    Role(Role),
}

/// A one-time invitation.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(clippy::struct_field_names, reason = "an id is called by its full name wherever it stands")]
pub struct Invitation {
    /// The id.
    pub invitation_id: InvitationId,
    /// What it gives.
    pub grant: Grant,
    /// What must be shown with its code.
    pub proof: Proof,
    /// Worthless from then on.
    pub expires_at: DateTime<Utc>,
    /// Who has used it.
    pub used_by: Option<PersonId>,
    /// Who made it in chat.
    pub made_by: Option<PersonId>,
}

/// An account's totals as a decision reads them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AccountTotals {
    /// Which one.
    pub account: Account,
    /// All debits so far.
    pub debits: Money,
    /// All credits so far.
    pub credits: Money,
    /// Compared when the decision is written.
    pub version: i64,
}

/// A journal that was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WrittenJournal {
    /// The id.
    pub journal_id: JournalId,
    /// `S-1042`.
    pub receipt: String,
    /// Why it was written.
    pub kind: JournalKind,
    /// The legal day.
    pub occurred_on: NaiveDate,
    /// Its transfers.
    pub transfers: Vec<Transfer>,
    /// The member whose savings it moved, when there is one.
    pub member: Option<MemberLink>,
    /// Whether another journal reverses it, or an open request asks to.
    pub correction: Correction,
}

/// Whether a journal is being undone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Correction {
    /// It stands.
    None,
    /// A request to reverse it waits for approvals.
    Requested,
    /// Another journal reverses it.
    Reversed,
}

/// An open request with what an approver wants to see.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RequestCard {
    /// The request.
    pub request: Request,
    /// What it asks for.
    pub subject: SubjectCard,
    /// Whoever made it, to be told what became of it.
    pub maker: Recipient,
}

/// What a request asks for, as an approver wants to see it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SubjectCard {
    /// The journal that it would reverse.
    Reversal(WrittenJournal),
    /// The member who would be moved by a code.
    Move(MemberLink),
    /// The member whose phone is reported lost, and whether the account that reports it could have them.
    Lost {
        /// The member.
        link: MemberLink,
        /// The account that reports it.
        reporter: Reporter,
    },
    /// The application.
    Application(ApplicationCard),
}

/// One line of a statement.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StatementLine {
    /// The legal day.
    pub occurred_on: NaiveDate,
    /// Which savings.
    pub savings: domain::member::Savings,
    /// Why.
    pub kind: JournalKind,
    /// How much.
    pub amount: Money,
    /// Into the member's savings, or out of them.
    pub direction: Direction,
    /// The number of the receipt, without its letter.
    pub receipt_number: i64,
}

/// Into or out of the member's savings.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Direction {
    /// A credit of the member's account.
    In,
    /// A debit of it.
    Out,
}

/// A page of a statement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StatementPage {
    /// Newest first, at most [`STATEMENT_PAGE_LINES`].
    pub lines: Vec<StatementLine>,
    /// Whether an older page of the same month follows.
    pub has_more: bool,
    /// All into the savings in this month.
    pub total_in: Money,
    /// All out of them in this month.
    pub total_out: Money,
}

/// Lines on one page of a statement.
pub const STATEMENT_PAGE_LINES: usize = 8;

/// Open requests on one screen of tasks.
pub const REQUESTS_PER_SCREEN: usize = 5;

/// All that a step was told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Facts {
    /// Always known.
    pub cooperative: Cooperative,
    /// Always known.
    pub person: Person,
    /// For [`Need::Accounts`].
    pub accounts: Lookup<Vec<AccountTotals>>,
    /// For [`Need::AskedQuestions`].
    pub asked_questions: Lookup<u32>,
    /// For [`Need::Balances`].
    pub balances: Lookup<Balances>,
    /// For [`Need::CodeTries`].
    pub code_tries: Lookup<Tries>,
    /// For [`Need::Duties`].
    pub duties: Lookup<Vec<Duty>>,
    /// For [`Need::Group`].
    pub group: Lookup<Binding>,
    /// For [`Need::GroupCode`].
    pub group_code: Lookup<GroupCode>,
    /// For [`Need::Invitation`].
    pub invitation: Lookup<Invitation>,
    /// For [`Need::Joining`].
    pub joining: JoiningFacts,
    /// For [`Need::Journal`].
    pub journal: Lookup<WrittenJournal>,
    /// For [`Need::LastMove`].
    pub last_move: Lookup<Move>,
    /// For [`Need::MemberById`], [`Need::MemberByNumber`] and [`Need::MemberByPhone`].
    pub member: Lookup<MemberLink>,
    /// For [`Need::MemberHasPhone`].
    pub member_has_phone: Lookup<bool>,
    /// For [`Need::Officers`].
    pub officers: Lookup<Vec<Recipient>>,
    /// For [`Need::OpenQuestions`].
    pub open_questions: Lookup<Vec<QuestionCard>>,
    /// For [`Need::OpenRequests`].
    pub open_requests: Lookup<Vec<RequestCard>>,
    /// For [`Need::OwnReport`].
    pub own_report: Lookup<RequestId>,
    /// For [`Need::Pin`].
    pub pin: Lookup<PinCheck>,
    /// For [`Need::Question`] and [`Need::QuestionByNumber`].
    pub question: Lookup<QuestionCard>,
    /// For [`Need::Request`].
    pub request: Lookup<RequestCard>,
    /// For [`Need::Settings`].
    pub settings: SettingsFacts,
    /// For [`Need::Statement`].
    pub statement: Lookup<StatementPage>,
}

impl Facts {
    /// What is known before anything is asked.
    pub const fn new(cooperative: Cooperative, person: Person) -> Self {
        Self {
            cooperative,
            person,
            accounts: Lookup::NotAsked,
            asked_questions: Lookup::NotAsked,
            balances: Lookup::NotAsked,
            code_tries: Lookup::NotAsked,
            duties: Lookup::NotAsked,
            group: Lookup::NotAsked,
            group_code: Lookup::NotAsked,
            invitation: Lookup::NotAsked,
            joining: JoiningFacts::NOTHING,
            journal: Lookup::NotAsked,
            last_move: Lookup::NotAsked,
            member: Lookup::NotAsked,
            member_has_phone: Lookup::NotAsked,
            officers: Lookup::NotAsked,
            open_questions: Lookup::NotAsked,
            open_requests: Lookup::NotAsked,
            own_report: Lookup::NotAsked,
            pin: Lookup::NotAsked,
            question: Lookup::NotAsked,
            request: Lookup::NotAsked,
            settings: SettingsFacts::NOTHING,
            statement: Lookup::NotAsked,
        }
    }
}
