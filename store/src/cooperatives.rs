//! Cooperatives, their settings, and the chart of accounts that each starts with.

use std::collections::HashMap;

use domain::hours::QuietHours;
use domain::ids::{BotId, CooperativeId};
use domain::ledger::Code;
use domain::member_number::Pattern;
use domain::role::Role;
use domain::zone::Zone;
use serde::Serialize;

use crate::{Rows, StoreError, Tx};

statements! {
    ADD = "INSERT INTO cooperatives (cooperative_id, name, zone, contact, minimum_voluntary_minor, \
            maximum_deposit_minor, reversal_needed, reversal_roles, cooling_hours, door_roles, created_at, \
            question_roles, group_roles, quiet_from_hour, quiet_until_hour, principal_minor, monthly_mandatory_minor, \
            first_mandatory, joining_needed, joining_roles, registrar_roles, legal_number, payment, settings_roles, \
            settings_version, number_pattern) \
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, \
            $22, $23, $24, $25, $26)";
    ADD_COUNTER = "INSERT INTO receipt_counters (cooperative_id, next_number) VALUES ($1, $2)";
    ADD_CHART = "INSERT INTO accounts (cooperative_id, account_id, code, member_id, rule, debits_minor, credits_minor, \
            version) \
        SELECT $1, value->>'code', value->>'code', '', 'free', 0, 0, 0 FROM jsonb_each($2) WHERE true \
        ON CONFLICT (cooperative_id, account_id) DO NOTHING";
    LIST = "SELECT cooperative_id, name, zone, contact, minimum_voluntary_minor, maximum_deposit_minor, \
            reversal_needed, reversal_roles, principal_minor, monthly_mandatory_minor, first_mandatory, joining_needed, \
            joining_roles, registrar_roles, suspended_at, cooling_hours, door_roles, question_roles, group_roles, \
            quiet_from_hour, quiet_until_hour, legal_number, payment, settings_roles, settings_version, \
            number_pattern \
        FROM cooperatives ORDER BY cooperative_id LIMIT $1";
    OF_BOTS = "SELECT b.bot_id, b.username, c.cooperative_id, c.name, c.zone, c.contact, c.minimum_voluntary_minor, \
            c.maximum_deposit_minor, c.reversal_needed, c.reversal_roles, c.principal_minor, c.monthly_mandatory_minor, \
            c.first_mandatory, c.joining_needed, c.joining_roles, c.registrar_roles, c.suspended_at, \
            c.cooling_hours, c.door_roles, c.question_roles, c.group_roles, c.quiet_from_hour, c.quiet_until_hour, \
            c.legal_number, c.payment, c.settings_roles, c.settings_version, c.number_pattern \
        FROM jsonb_each($1) w JOIN bots b ON b.bot_id = CAST(w.value->>'bot_id' AS BIGINT) \
        JOIN cooperatives c ON c.cooperative_id = b.cooperative_id";
    SUSPEND = "UPDATE cooperatives SET suspended_at = $2 WHERE cooperative_id = $1 AND suspended_at = 0";
    RESUME = "UPDATE cooperatives SET suspended_at = 0 WHERE cooperative_id = $1 AND suspended_at > 0";
}

/// Cooperatives that one deployment serves at the most.
pub const COOPERATIVES_MAX: i64 = 10_000;

/// The first receipt of a new cooperative.
const FIRST_RECEIPT: i64 = 1;

/// A cooperative's settings.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(clippy::struct_field_names, reason = "an id is called by its full name wherever it stands")]
pub struct Cooperative {
    /// The id.
    pub cooperative_id: CooperativeId,
    /// Its name.
    pub name: String,
    /// Its legal day.
    pub zone: Zone,
    /// How to reach its office; empty when not set.
    pub contact: String,
    /// Its number as a legal entity; empty when not set.
    pub legal_number: String,
    /// The account to which members pay; empty when not set.
    pub payment: String,
    /// Who may change settings in chat.
    pub settings_roles: Vec<Role>,
    /// Raised by every change in chat.
    pub settings_version: i64,
    /// How the register's numbers go on; nothing when neither an import nor an operator has set it.
    pub number_pattern: Option<Pattern>,
    /// What must stay in voluntary savings, in rupiah.
    pub minimum_voluntary_minor: i64,
    /// The most for one deposit at the counter, in rupiah.
    pub maximum_deposit_minor: i64,
    /// How many people agree before a journal is reversed.
    pub reversal_needed: i64,
    /// Of which roles.
    pub reversal_roles: Vec<Role>,
    /// How long a membership cools down after it was moved to another account.
    pub cooling_hours: i64,
    /// Who may freeze, open and move a membership's door.
    pub door_roles: Vec<Role>,
    /// Simpanan pokok, in rupiah.
    pub principal_minor: i64,
    /// Simpanan wajib of a month, in rupiah.
    pub monthly_mandatory_minor: i64,
    /// One when the first wajib, too, is paid before somebody is a member.
    pub first_mandatory: i64,
    /// How many people agree before somebody becomes a candidate.
    pub joining_needed: i64,
    /// Of which roles.
    pub joining_roles: Vec<Role>,
    /// Who writes applications down for others, and sees members' cards.
    pub registrar_roles: Vec<Role>,
    /// Since when it is suspended; zero while it is served.
    pub suspended_at_us: i64,
    /// Questions, groups and quiet hours.
    pub office: OfficePolicy,
}

/// What a batch must know of a bot: its name and its cooperative's settings as they are now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OfBot {
    /// Without `@`; empty until the messenger has told it.
    pub username: String,
    /// The cooperative that the bot speaks for.
    pub cooperative: Cooperative,
}

/// How a cooperative's office is reached, and when it is left alone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OfficePolicy {
    /// Whose task it is to answer questions.
    pub question_roles: Vec<Role>,
    /// Who may bind groups.
    pub group_roles: Vec<Role>,
    /// When the bot begins nothing by itself.
    pub quiet_hours: QuietHours,
}

impl OfficePolicy {
    /// What a cooperative starts with.
    pub fn usual() -> Self {
        Self {
            question_roles: vec![Role::Secretary, Role::Chair, Role::Treasurer],
            group_roles: vec![Role::Chair, Role::Secretary],
            quiet_hours: QuietHours::NIGHT,
        }
    }
}

/// Adds a cooperative with its chart of accounts and its receipt counter.
///
/// # Errors
/// When the database fails.
pub async fn add_in(tx: &mut Tx, cooperative: &Cooperative, now_us: i64) -> Result<(), StoreError> {
    let id = cooperative.cooperative_id.to_string();
    execute!(
        tx,
        ADD,
        id.clone(),
        cooperative.name.clone(),
        cooperative.zone.as_str(),
        cooperative.contact.clone(),
        cooperative.minimum_voluntary_minor,
        cooperative.maximum_deposit_minor,
        cooperative.reversal_needed,
        role_list(&cooperative.reversal_roles),
        cooperative.cooling_hours,
        role_list(&cooperative.door_roles),
        now_us,
        role_list(&cooperative.office.question_roles),
        role_list(&cooperative.office.group_roles),
        i64::from(cooperative.office.quiet_hours.from_hour),
        i64::from(cooperative.office.quiet_hours.until_hour),
        cooperative.principal_minor,
        cooperative.monthly_mandatory_minor,
        cooperative.first_mandatory,
        cooperative.joining_needed,
        role_list(&cooperative.joining_roles),
        role_list(&cooperative.registrar_roles),
        cooperative.legal_number.clone(),
        cooperative.payment.clone(),
        role_list(&cooperative.settings_roles),
        cooperative.settings_version,
        cooperative.number_pattern.as_ref().map(ToString::to_string).unwrap_or_default()
    )?;
    execute!(tx, ADD_COUNTER, id.clone(), FIRST_RECEIPT)?;
    add_chart_in(tx, cooperative.cooperative_id).await
}

/// Adds the lines of the chart that a cooperative does not have yet.
///
/// # Errors
/// When the database fails.
pub async fn add_chart_in(tx: &mut Tx, cooperative: CooperativeId) -> Result<(), StoreError> {
    #[derive(Serialize)]
    struct Row {
        code: &'static str,
    }
    let chart = Rows::of(Code::ALL.iter().map(|code| Row { code: code.number() }));
    execute!(tx, ADD_CHART, cooperative.to_string(), chart)?;
    Ok(())
}

row! {
    struct CooperativeRow {
        cooperative_id: String,
        name: String,
        zone: String,
        contact: String,
        minimum_voluntary_minor: i64,
        maximum_deposit_minor: i64,
        reversal_needed: i64,
        reversal_roles: String,
        cooling_hours: i64,
        door_roles: String,
        principal_minor: i64,
        monthly_mandatory_minor: i64,
        first_mandatory: i64,
        joining_needed: i64,
        joining_roles: String,
        registrar_roles: String,
        suspended_at: i64,
        question_roles: String,
        group_roles: String,
        quiet_from_hour: i64,
        quiet_until_hour: i64,
        legal_number: String,
        payment: String,
        settings_roles: String,
        settings_version: i64,
        number_pattern: String,
    }
}

row! {
    struct OfBotRow {
        bot_id: i64,
        username: String,
        ..cooperative: CooperativeRow,
    }
}

/// The cooperatives of these bots, read in the caller's transaction: a policy that changed is what its batch decides on.
///
/// # Errors
/// When a row is corrupt, or the database fails.
pub async fn of_bots_in(tx: &mut Tx, bots: &[BotId]) -> Result<HashMap<BotId, OfBot>, StoreError> {
    #[derive(Serialize)]
    struct Row {
        bot_id: BotId,
    }
    let rows = Rows::of(bots.iter().map(|bot_id| Row { bot_id: *bot_id }));
    if rows.is_empty() {
        return Ok(HashMap::new());
    }
    fetch_all!(tx, OfBotRow, OF_BOTS, rows)?
        .into_iter()
        .map(|row| {
            let cooperative = Cooperative::try_from(row.cooperative)?;
            Ok((BotId(row.bot_id), OfBot { username: row.username, cooperative }))
        })
        .collect()
}

/// Whether a standing changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Changed {
    /// It did.
    Yes,
    /// It was so already.
    AlreadySo,
}

/// Suspends a cooperative: its bot answers one line until it is resumed.
///
/// # Errors
/// When the database fails.
pub async fn suspend_in(tx: &mut Tx, cooperative: CooperativeId, now_us: i64) -> Result<Changed, StoreError> {
    let touched = execute!(tx, SUSPEND, cooperative.to_string(), now_us)?;
    Ok(if touched == 1 { Changed::Yes } else { Changed::AlreadySo })
}

/// Serves a suspended cooperative again.
///
/// # Errors
/// When the database fails.
pub async fn resume_in(tx: &mut Tx, cooperative: CooperativeId) -> Result<Changed, StoreError> {
    let touched = execute!(tx, RESUME, cooperative.to_string())?;
    Ok(if touched == 1 { Changed::Yes } else { Changed::AlreadySo })
}

/// Every cooperative of this deployment.
///
/// # Errors
/// When a row is corrupt, or the database fails.
pub async fn list_in(tx: &mut Tx) -> Result<Vec<Cooperative>, StoreError> {
    fetch_all!(tx, CooperativeRow, LIST, COOPERATIVES_MAX)?.into_iter().map(Cooperative::try_from).collect()
}

impl TryFrom<CooperativeRow> for Cooperative {
    type Error = StoreError;

    fn try_from(row: CooperativeRow) -> Result<Self, StoreError> {
        let corrupt = |column| StoreError::Corrupt { table: "cooperatives", column, row: row.cooperative_id.clone() };
        Ok(Self {
            cooperative_id: CooperativeId::parse(&row.cooperative_id).ok_or_else(|| corrupt("cooperative_id"))?,
            zone: Zone::parse(&row.zone).ok_or_else(|| corrupt("zone"))?,
            reversal_roles: parse_roles(&row.reversal_roles).ok_or_else(|| corrupt("reversal_roles"))?,
            joining_roles: parse_roles(&row.joining_roles).ok_or_else(|| corrupt("joining_roles"))?,
            registrar_roles: parse_roles(&row.registrar_roles).ok_or_else(|| corrupt("registrar_roles"))?,
            principal_minor: row.principal_minor,
            monthly_mandatory_minor: row.monthly_mandatory_minor,
            first_mandatory: row.first_mandatory,
            joining_needed: row.joining_needed,
            settings_roles: parse_roles(&row.settings_roles).ok_or_else(|| corrupt("settings_roles"))?,
            settings_version: row.settings_version,
            number_pattern: Pattern::parse(&row.number_pattern),
            legal_number: row.legal_number,
            payment: row.payment,
            name: row.name,
            contact: row.contact,
            minimum_voluntary_minor: row.minimum_voluntary_minor,
            maximum_deposit_minor: row.maximum_deposit_minor,
            reversal_needed: row.reversal_needed,
            cooling_hours: row.cooling_hours,
            door_roles: parse_roles(&row.door_roles).ok_or_else(|| corrupt("door_roles"))?,
            suspended_at_us: row.suspended_at,
            office: OfficePolicy {
                question_roles: parse_roles(&row.question_roles).ok_or_else(|| corrupt("question_roles"))?,
                group_roles: parse_roles(&row.group_roles).ok_or_else(|| corrupt("group_roles"))?,
                quiet_hours: QuietHours {
                    from_hour: u8::try_from(row.quiet_from_hour).map_err(|_| corrupt("quiet_from_hour"))?,
                    until_hour: u8::try_from(row.quiet_until_hour).map_err(|_| corrupt("quiet_until_hour"))?,
                },
            },
        })
    }
}

/// Roles as a text column keeps them.
pub(crate) fn role_list(roles: &[Role]) -> String {
    roles.iter().map(|role| role.as_str()).collect::<Vec<_>>().join(" ")
}

/// What [`role_list`] wrote.
pub(crate) fn parse_roles(list: &str) -> Option<Vec<Role>> {
    list.split_whitespace().map(Role::parse).collect()
}
