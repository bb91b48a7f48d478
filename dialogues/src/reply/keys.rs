//! Which keys come with a reply, and whether it is a screen, a lasting message or a passing note.

use domain::locale::Locale;
use domain::member::Savings;
use domain::role::Role;

use super::{CounterReply, JoinReply, LinkReply, Reply, SettingsReply, Standing, StatementView, TaskReply};
use crate::button::{Button, SettingsButton};
use crate::button_door::DoorButton;
use crate::facts::Sharing;

/// The keys that replace the person's keyboard.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReplyKeys {
    /// Leave what is there.
    Keep,
    /// The permanent key **Menu**.
    Menu,
    /// Send my number, I want to join, use a code.
    Contact,
    /// Send my number, to join with it.
    OwnNumber,
}

impl Reply {
    /// Whether it replaces the screen before it; receipts, notices and results stay as they are.
    pub const fn is_screen(&self) -> bool {
        match self {
            Self::Menu(_)
            | Self::Help(_)
            | Self::Language
            | Self::Balance { .. }
            | Self::BalanceDetail { .. }
            | Self::WhyNotAll { .. }
            | Self::Statement(_) => true,
            Self::Welcome
            | Self::LanguageSet(_)
            | Self::NotUnderstood(_)
            | Self::Unsupported(_)
            | Self::AskOffice
            | Self::SomethingWrong
            | Self::PrivatePlease
            | Self::NotLinked
            | Self::NotYourRole
            | Self::StaleButton
            | Self::FormAbandoned
            | Self::Cancelled
            | Self::NothingToCancel
            | Self::Apology
            | Self::SlowDown
            | Self::StateLost
            | Self::Group(_)
            | Self::Suspended => false,
            Self::Duties(summary) => summary.greeting.is_none(),
            Self::Question(reply) => reply.is_screen(),
            Self::Link(reply) => reply.is_screen(),
            Self::Counter(reply) => reply.is_screen(),
            Self::Correct(reply) => reply.is_screen(),
            Self::Task(reply) => reply.is_screen(),
            Self::Door(reply) => reply.is_screen(),
            Self::Shared(reply) => reply.is_screen(),
            Self::Join(reply) => reply.is_screen(),
            Self::Settings(reply) => reply.is_screen(),
        }
    }

    /// Whether it is only a passing note over the button that was pressed.
    pub const fn is_toast(&self) -> bool {
        matches!(
            self,
            Self::Suspended
                | Self::Counter(CounterReply::AlreadyRecorded)
                | Self::Task(TaskReply::AlreadyApproved)
                | Self::Join(JoinReply::AlreadySent)
                | Self::Settings(SettingsReply::AlreadyAnswered)
        )
    }

    /// The rows of buttons under it, at most three.
    pub fn buttons(&self) -> Vec<Vec<Button>> {
        match self {
            Self::Welcome
            | Self::PrivatePlease
            | Self::NotLinked
            | Self::FormAbandoned
            | Self::SlowDown
            | Self::LanguageSet(_)
            | Self::Group(_)
            | Self::Suspended => Vec::new(),
            Self::Duties(summary) => summary.buttons(),
            Self::Question(reply) => reply.buttons(),
            Self::Menu(standing) => menu(standing),
            Self::Help(standing) => help(standing),
            Self::Language => vec![Locale::ALL.map(Button::SetLanguage).to_vec()],
            Self::NotUnderstood(standing) | Self::Unsupported(standing) => suggestions(standing),
            Self::NotYourRole | Self::StateLost | Self::Apology | Self::SomethingWrong => {
                vec![vec![Button::Menu, Button::AskOffice]]
            }
            Self::AskOffice | Self::StaleButton | Self::Cancelled | Self::NothingToCancel => {
                vec![vec![Button::Menu]]
            }
            Self::Balance { total, withdrawable, .. } => {
                let mut rows =
                    vec![vec![Button::BalanceDetail, Button::StatementNow], vec![Button::WhyNotAll, Button::Menu]];
                // Where all of it can be withdrawn, or nothing is there, there is no why.
                if let Some(last) = rows.last_mut().filter(|_| total == withdrawable) {
                    last.retain(|button| *button != Button::WhyNotAll);
                }
                rows
            }
            Self::BalanceDetail { .. } => {
                vec![vec![Button::StatementNow, Button::WhyNotAll], vec![Button::Balance, Button::Menu]]
            }
            Self::WhyNotAll { .. } => {
                vec![vec![Button::BalanceDetail, Button::Balance], vec![Button::AskOffice, Button::Menu]]
            }
            Self::Statement(view) => statement(view),
            Self::Link(reply) => reply.buttons(),
            Self::Counter(reply) => reply.buttons(),
            Self::Correct(reply) => reply.buttons(),
            Self::Task(reply) => reply.buttons(),
            Self::Door(reply) => reply.buttons(),
            Self::Shared(reply) => reply.buttons(),
            Self::Join(reply) => reply.buttons(),
            Self::Settings(reply) => reply.buttons(),
        }
    }

    /// The keyboard that comes with it, where there are no buttons.
    pub const fn keyboard(&self) -> ReplyKeys {
        match self {
            Self::Welcome | Self::NotLinked => ReplyKeys::Contact,
            Self::Link(reply) => reply.keyboard(),
            Self::Door(reply) => reply.keyboard(),
            Self::Join(reply) => reply.keyboard(),
            Self::LanguageSet(_)
            | Self::Menu(_)
            | Self::Help(_)
            | Self::Language
            | Self::NotUnderstood(_)
            | Self::Unsupported(_)
            | Self::AskOffice
            | Self::SomethingWrong
            | Self::PrivatePlease
            | Self::NotYourRole
            | Self::StaleButton
            | Self::FormAbandoned
            | Self::Cancelled
            | Self::NothingToCancel
            | Self::Apology
            | Self::SlowDown
            | Self::StateLost
            | Self::Suspended
            | Self::Balance { .. }
            | Self::BalanceDetail { .. }
            | Self::WhyNotAll { .. }
            | Self::Statement(_)
            | Self::Counter(_)
            | Self::Correct(_)
            | Self::Shared(_)
            | Self::Task(_)
            | Self::Question(_)
            | Self::Settings(_)
            | Self::Group(_)
            | Self::Duties(_) => ReplyKeys::Keep,
        }
    }
}

fn menu(standing: &Standing) -> Vec<Vec<Button>> {
    let mut rows = Vec::new();
    match (&standing.member, standing.sharing) {
        (Some(_), Sharing::Alone) => rows.push(vec![Button::Balance, Button::StatementNow, Button::InviteFriend]),
        (Some(_), Sharing::Shared) => rows.push(vec![Button::Balance, Button::StatementNow, SWITCH]),
        (None, Sharing::Shared) => rows.push(vec![SWITCH]),
        (None, Sharing::Alone) => {}
    }
    if standing.roles.contains(&Role::Treasurer) {
        rows.push(vec![Button::Counter, Button::Tasks, Button::Correct]);
    } else if !standing.roles.is_empty() {
        rows.push(vec![Button::Tasks]);
    }
    // A courtesy: who may set what is a policy, and checked when it is pressed.
    if standing.roles.iter().any(|role| matches!(role, Role::Chair | Role::Secretary)) {
        rows.iter_mut().last().into_iter().for_each(|row| row.push(SETTINGS));
    }
    if standing.member.is_none() && standing.sharing == Sharing::Alone {
        rows.push(vec![Button::Start]);
    }
    if rows.len() < 2 {
        rows.push(vec![REPORT, REAL_BOT]);
    }
    rows.push(vec![Button::Language, Button::Help, Button::AskOffice]);
    rows
}

const SETTINGS: Button = Button::Settings(SettingsButton::Start);
const SWITCH: Button = Button::Door(DoorButton::Switch);
const REPORT: Button = Button::Door(DoorButton::Report);
const REAL_BOT: Button = Button::Door(DoorButton::RealBot);

/// Under the list of everything there is: how to tell a fake, for those whose menu has no room for it.
fn help(standing: &Standing) -> Vec<Vec<Button>> {
    let start = if standing.is_stranger() { Button::Start } else { Button::Menu };
    vec![vec![REAL_BOT, REPORT], vec![start, Button::Language, Button::AskOffice]]
}

fn suggestions(standing: &Standing) -> Vec<Vec<Button>> {
    if standing.member.is_some() {
        vec![vec![Button::Balance, Button::StatementNow], vec![Button::Menu, Button::AskOffice]]
    } else if standing.is_stranger() {
        vec![vec![Button::Start, Button::AskOffice]]
    } else {
        vec![vec![Button::Menu, Button::AskOffice]]
    }
}

fn statement(view: &StatementView) -> Vec<Vec<Button>> {
    let at = |month, page| Button::Statement { month, page };
    let newer = view.page.checked_sub(1).map(|page| at(view.month, page));
    let older = if view.has_older_page { view.page.checked_add(1).map(|page| at(view.month, page)) } else { None };
    let pages: Vec<Button> = newer.into_iter().chain(older).collect();
    let earlier = view.earlier.map(|month| at(month, 0));
    let later = view.later.map(|month| at(month, 0));
    let months: Vec<Button> = earlier.into_iter().chain(later).collect();
    [pages, months, vec![Button::Balance, Button::Menu]].into_iter().filter(|row| !row.is_empty()).collect()
}

impl LinkReply {
    /// A question with buttons is answered once; everything else is said for good.
    const fn is_screen(&self) -> bool {
        matches!(self, Self::AskClaim(_))
    }

    fn buttons(&self) -> Vec<Vec<Button>> {
        match self {
            Self::CodeUnknown | Self::CodeSpent | Self::LetterNotYours => {
                vec![vec![Button::Start, Button::AskOffice]]
            }
            Self::AskClaim(_) => vec![vec![Button::ClaimMine, Button::ClaimNotMine], vec![Button::AskOffice]],
            Self::LinkedToAnother(_) | Self::AskCode => vec![vec![Button::Menu, Button::AskOffice]],
            Self::ContactNotAsked
            | Self::ContactNotYours
            | Self::ContactForwarded
            | Self::PhoneUnreadable
            | Self::UseTheKey
            | Self::NotFound
            | Self::AskPhoneOfLetter
            | Self::Linked(_)
            | Self::AlreadyLinked(_)
            | Self::RoleGranted(_)
            | Self::OwnInvitation(_)
            | Self::AlreadyRole(_) => Vec::new(),
        }
    }

    const fn keyboard(&self) -> ReplyKeys {
        match self {
            Self::ContactNotAsked
            | Self::ContactNotYours
            | Self::ContactForwarded
            | Self::PhoneUnreadable
            | Self::UseTheKey
            | Self::NotFound
            | Self::AskPhoneOfLetter => ReplyKeys::Contact,
            Self::Linked(_)
            | Self::AlreadyLinked(_)
            | Self::RoleGranted(_)
            | Self::OwnInvitation(_)
            | Self::AlreadyRole(_) => ReplyKeys::Menu,
            Self::AskClaim(_)
            | Self::AskCode
            | Self::CodeUnknown
            | Self::CodeSpent
            | Self::LetterNotYours
            | Self::LinkedToAnother(_) => ReplyKeys::Keep,
        }
    }
}

impl CounterReply {
    const fn is_screen(&self) -> bool {
        match self {
            Self::AskMember { .. }
            | Self::MemberUnknown { .. }
            | Self::MemberEnded { .. }
            | Self::AskKind { .. }
            | Self::KindNotPossible { .. }
            | Self::AskAmount { .. }
            | Self::NotAnAmount { .. }
            | Self::HasSen { .. }
            | Self::AmountZero { .. }
            | Self::AmountTooLarge { .. }
            | Self::AmountUnclear { .. }
            | Self::Confirm { .. } => true,
            Self::Receipt { .. } | Self::MemberReceipt { .. } | Self::AlreadyRecorded => false,
        }
    }

    fn buttons(&self) -> Vec<Vec<Button>> {
        match *self {
            Self::AskMember { nonce }
            | Self::MemberUnknown { nonce, .. }
            | Self::MemberEnded { nonce, .. }
            | Self::AskAmount { nonce, .. }
            | Self::NotAnAmount { nonce }
            | Self::HasSen { nonce }
            | Self::AmountZero { nonce }
            | Self::AmountTooLarge { nonce, .. } => vec![vec![Button::CancelForm { nonce }]],
            Self::AskKind { ref kinds, nonce, .. } | Self::KindNotPossible { ref kinds, nonce, .. } => {
                vec![kind_buttons(kinds, nonce), vec![Button::CancelForm { nonce }]]
            }
            Self::AmountUnclear { low, high, nonce } => vec![
                vec![Button::CounterAmount { nonce, amount: low }, Button::CounterAmount { nonce, amount: high }],
                vec![Button::CancelForm { nonce }],
            ],
            Self::Confirm { nonce, .. } => vec![
                vec![Button::CounterConfirm { nonce }],
                vec![Button::CounterChange { nonce }, Button::CancelForm { nonce }],
            ],
            Self::Receipt { .. } => vec![vec![Button::Counter, Button::Menu]],
            Self::MemberReceipt { .. } => vec![vec![Button::Balance, Button::SomethingWrong]],
            Self::AlreadyRecorded => Vec::new(),
        }
    }
}

fn kind_buttons(kinds: &[Savings], nonce: u64) -> Vec<Button> {
    kinds.iter().map(|savings| Button::CounterKind { nonce, savings: *savings }).collect()
}
