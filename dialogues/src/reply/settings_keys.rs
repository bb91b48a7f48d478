//! Which keys come with what is said about settings.

use domain::role::Role;
use domain::setting::{FirstMandatory, Setting, Value};

use super::{Asked, Note, SettingLine, SettingsProblem, SettingsReply};
use crate::button::{Button, SettingsButton, SettingsTap};

impl SettingsReply {
    pub(super) const fn is_screen(&self) -> bool {
        match self {
            Self::Offer
            | Self::Ask { .. }
            | Self::Confirm { .. }
            | Self::ChooseRole { .. }
            | Self::List { .. }
            | Self::History(_) => true,
            Self::Invited { .. } | Self::Left | Self::AlreadyAnswered | Self::News { .. } => false,
        }
    }

    pub(super) fn buttons(&self) -> Vec<Vec<Button>> {
        let own = |button: SettingsButton| Button::Settings(button);
        match self {
            Self::Offer => vec![vec![own(SettingsButton::Begin)], vec![Button::Menu]],
            Self::Ask { asked, note, nonce, .. } => question(asked, note.as_ref(), *nonce),
            Self::Confirm { nonce, .. } => {
                let tap = |tap| own(SettingsButton::Tap { nonce: *nonce, tap });
                vec![vec![tap(SettingsTap::Yes)], vec![tap(SettingsTap::Change), tap(SettingsTap::Stop)]]
            }
            Self::ChooseRole { nonce } => {
                let tap = |tap| own(SettingsButton::Tap { nonce: *nonce, tap });
                let mut rows: Vec<Vec<Button>> = Role::ALL
                    .chunks(3)
                    .map(|roles| roles.iter().map(|role| tap(SettingsTap::Role(*role))).collect())
                    .collect();
                rows.push(vec![tap(SettingsTap::Change)]);
                rows
            }
            Self::List { lines, .. } => list(lines),
            Self::History(_) | Self::Left => vec![vec![own(SettingsButton::List), Button::Menu]],
            Self::News { .. } => vec![vec![Button::Menu]],
            Self::Invited { .. } | Self::AlreadyAnswered => Vec::new(),
        }
    }
}

/// A number for each line, and what was changed of late; the menu has its own key below.
fn list(lines: &[SettingLine]) -> Vec<Vec<Button>> {
    let open = |line: &SettingLine| Button::Settings(SettingsButton::Open(line.setting()));
    let mut buttons: Vec<Button> = lines.iter().map(open).collect();
    buttons.push(Button::Settings(SettingsButton::History));
    buttons.chunks(5).map(<[Button]>::to_vec).collect()
}

fn question(asked: &Asked, note: Option<&Note>, nonce: u64) -> Vec<Vec<Button>> {
    let tap = |tap| Button::Settings(SettingsButton::Tap { nonce, tap });
    let amount = |amount| Button::Settings(SettingsButton::Amount { nonce, amount });
    let mut rows = match asked {
        Asked::Value(value) => match (value, note) {
            (_, Some(Note::Problem(SettingsProblem::Unclear { low, high }))) => vec![vec![amount(*low), amount(*high)]],
            (Value::LegalNumber(text) | Value::Payment(text), _) if !text.is_empty() => {
                vec![vec![tap(SettingsTap::Clear)]]
            }
            (Value::Zone(_), _) => vec![SettingsTap::ZONES.map(tap).to_vec()],
            (Value::FirstMandatory(_), _) => {
                FirstMandatory::ALL.map(|first| vec![tap(SettingsTap::First(first))]).to_vec()
            }
            (Value::Approvals(_), _) => vec![SettingsTap::APPROVALS.map(tap).to_vec()],
            (Value::QuietHours(_), _) => vec![SettingsTap::NIGHTS.map(tap).to_vec()],
            (
                Value::Name(_)
                | Value::LegalNumber(_)
                | Value::Contact(_)
                | Value::Principal(_)
                | Value::Mandatory(_)
                | Value::Payment(_),
                _,
            ) => Vec::new(),
        },
        Asked::Officers { open, .. } => {
            let revoke = |invitation| Button::Settings(SettingsButton::Revoke { nonce, invitation });
            let revocable: Vec<Button> = open.iter().map(|open| revoke(open.invitation_id)).collect();
            [vec![tap(SettingsTap::Invite)], revocable].into_iter().filter(|row| !row.is_empty()).collect()
        }
        Asked::Groups(_) => vec![vec![tap(SettingsTap::Bind)]],
    };
    rows.push(vec![tap(SettingsTap::Skip), tap(SettingsTap::Stop)]);
    rows
}

impl Asked {
    /// Whether it is the last of the questions.
    pub fn is_last(&self) -> bool {
        self.setting() == Setting::Groups
    }
}
