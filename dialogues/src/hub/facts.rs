//! What a step may ask for, and what it is told: one member for each room.

use domain::hours::QuietHours;
use domain::money::Money;
use domain::request::ApprovalPolicy;
use domain::role::Role;
use domain::zone::Zone;

use crate::access::facts::{AccessFacts, AccessNeed};
use crate::account::facts::{AccountFacts, AccountNeed};
use crate::base::known::Unanswered;
use crate::base::people::{PeopleFacts, PeopleNeed};
use crate::base::person::Person;
use crate::corrections::facts::{CorrectionsFacts, CorrectionsNeed};
use crate::groups::facts::{GroupsFacts, GroupsNeed};
use crate::hub::{Board, from_rooms};
use crate::joining::facts::{JoiningFacts, JoiningNeed, JoiningSettings};
use crate::questions::facts::{QuestionsFacts, QuestionsNeed};
use crate::requests::facts::{RequestsFacts, RequestsNeed};
use crate::settings::facts::{OwnSettings, SettingsFacts, SettingsNeed};

/// Something that a step wants to know before it can decide.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Need {
    /// About members and officers.
    People(PeopleNeed),
    /// About savings.
    Account(AccountNeed),
    /// About doors, shared accounts and codes.
    Access(AccessNeed),
    /// About joining.
    Joining(JoiningNeed),
    /// About corrections.
    Corrections(CorrectionsNeed),
    /// About requests.
    Requests(RequestsNeed),
    /// About questions.
    Questions(QuestionsNeed),
    /// About groups.
    Groups(GroupsNeed),
    /// About settings.
    Settings(SettingsNeed),
}

from_rooms!(Need {
    People(PeopleNeed),
    Account(AccountNeed),
    Access(AccessNeed),
    Joining(JoiningNeed),
    Corrections(CorrectionsNeed),
    Requests(RequestsNeed),
    Questions(QuestionsNeed),
    Groups(GroupsNeed),
    Settings(SettingsNeed),
});

/// What is to be fetched before a decision can be made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Needs(pub Vec<Need>);

impl<Q> From<Unanswered<Q>> for Needs
where
    Need: From<Q>,
{
    fn from(Unanswered(question): Unanswered<Q>) -> Self {
        Self(vec![question.into()])
    }
}

/// Two things looked up in one round.
///
/// # Errors
/// What nobody has answered yet, of both.
pub fn both<A, B>(one: Result<A, impl Into<Needs>>, other: Result<B, impl Into<Needs>>) -> Result<(A, B), Needs> {
    match (one.map_err(Into::into), other.map_err(Into::into)) {
        (Ok(one), Ok(other)) => Ok((one, other)),
        (Err(needs), Ok(_)) | (Ok(_), Err(needs)) => Err(needs),
        (Err(Needs(mut needs)), Err(Needs(more))) => {
            needs.extend(more);
            Err(Needs(needs))
        }
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

/// All that a step was told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Facts {
    /// Always known.
    pub cooperative: Cooperative,
    /// Always known.
    pub person: Person,
    /// About members and officers.
    pub people: PeopleFacts,
    /// What stands below the typing line of this chat, as far as we know.
    pub keyboard: Option<Board>,
    /// About savings.
    pub account: AccountFacts,
    /// About doors, shared accounts and codes.
    pub access: AccessFacts,
    /// About joining.
    pub joining: JoiningFacts,
    /// About corrections.
    pub corrections: CorrectionsFacts,
    /// About requests.
    pub requests: RequestsFacts,
    /// About questions.
    pub questions: QuestionsFacts,
    /// About groups.
    pub groups: GroupsFacts,
    /// About settings.
    pub settings: SettingsFacts,
}

impl Facts {
    /// What is known before anything is asked.
    pub const fn new(cooperative: Cooperative, person: Person) -> Self {
        Self {
            cooperative,
            person,
            people: PeopleFacts::NOTHING,
            keyboard: None,
            account: AccountFacts::NOTHING,
            access: AccessFacts::NOTHING,
            joining: JoiningFacts::NOTHING,
            corrections: CorrectionsFacts::NOTHING,
            requests: RequestsFacts::NOTHING,
            questions: QuestionsFacts::NOTHING,
            groups: GroupsFacts::NOTHING,
            settings: SettingsFacts::NOTHING,
        }
    }

    /// Whether the person holds this role now.
    pub fn holds(&self, role: Role) -> bool {
        self.person.roles.contains(&role)
    }
}
