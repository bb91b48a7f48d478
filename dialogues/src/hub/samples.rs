//! One example of everything, for the tests here and for those of whoever renders replies: one line for each room.

use domain::entry::EntryTerms;
use domain::hours::QuietHours;
use domain::member::Savings;
use domain::request::ApprovalPolicy;
use domain::role::Role;
use domain::zone::Zone;

use crate::base::people::Standing;
use crate::base::said::FormWord;
pub use crate::base::samples::*;
use crate::corrections::Correct;
pub use crate::corrections::samples::journal;
use crate::counter::Counter;
use crate::home::HomeReply;
use crate::hub::{Button, Command, Cooperative, Dialogue, Reply, Service, Waiting};
use crate::joining::facts::JoiningSettings;
pub use crate::joining::samples::{application_card, draft, member_card};
use crate::joining::{Joining, Whose};
pub use crate::questions::samples::{QUESTION_ROLES, question_card};
pub use crate::requests::samples::request_card;
use crate::settings::facts::OwnSettings;
pub use crate::settings::samples::{changes, staff};
use crate::{access, account, corrections, counter, groups, home, joining, linking, questions, requests, settings};

/// Whether this text is a command, or says what a button of a form says.
pub fn is_understood(text: &str) -> bool {
    Command::parse_words(text).is_some() || FormWord::read(text).is_some()
}

/// Koperasi Contoh Maju.
pub fn cooperative() -> Cooperative {
    Cooperative {
        name: "Koperasi Contoh Maju".to_owned(),
        zone: Zone::Wib,
        contact: "Jl. Contoh 1, Senin-Jumat 08.00-15.00".to_owned(),
        minimum_voluntary: rupiah(10_000),
        maximum_deposit: rupiah(50_000_000),
        reversal_policy: ApprovalPolicy { needed: 1, roles: vec![Role::Chair, Role::Supervisor] },
        cooling_hours: 48,
        door_roles: vec![Role::Chair, Role::Secretary],
        question_roles: QUESTION_ROLES.to_vec(),
        group_roles: vec![Role::Chair, Role::Secretary],
        quiet_hours: QuietHours::NIGHT,
        service: Service::Open,
        settings: OwnSettings {
            legal_number: "518/BH/XVI.7/2019".to_owned(),
            payment: "BRI 1234567890 a.n. Koperasi Contoh Maju".to_owned(),
            roles: vec![Role::Chair, Role::Secretary],
            version: 4,
            number_pattern: Some(domain::member_number::Pattern::usual()),
        },
        joining: JoiningSettings {
            entry: EntryTerms { principal: rupiah(100_000), mandatory: rupiah(20_000) },
            monthly_mandatory: rupiah(20_000),
            policy: ApprovalPolicy { needed: 1, roles: vec![Role::Chair, Role::Secretary] },
            registrars: vec![Role::Secretary, Role::Chair, Role::Treasurer],
        },
    }
}

/// Every kind of state.
pub fn dialogues() -> Vec<Dialogue> {
    let mut states = vec![Dialogue::Idle];
    states.extend(linking::samples::dialogues());
    states.extend(counter::samples::dialogues());
    states.extend(corrections::samples::dialogues());
    states.extend(requests::samples::dialogues());
    states.extend(access::samples::dialogues());
    states.extend(questions::samples::dialogues());
    states.extend(joining::samples::dialogues());
    states.extend(settings::samples::dialogues());
    states.extend(waiting());
    states
}

/// Forms that something else was shown after: one that goes on, and one that may go for another.
fn waiting() -> [Dialogue; 2] {
    let joining = Joining::Confirm { nonce: NONCE, draft: draft(Whose::Own) };
    let counter = Counter::Confirm {
        nonce: NONCE,
        number: "A-017".to_owned(),
        savings: Savings::Mandatory,
        amount: rupiah(500_000),
    };
    let road = Dialogue::Correct(Correct::AskReceipt { nonce: NONCE });
    [
        Waiting { form: Box::new(Dialogue::Joining(joining)), instead: None },
        Waiting { form: Box::new(Dialogue::Counter(counter)), instead: Some(Box::new(road)) },
    ]
    .map(Dialogue::Waiting)
}

/// Every kind of button.
pub fn buttons() -> Vec<Button> {
    let mut buttons: Vec<Button> = Vec::new();
    buttons.extend(home::samples::buttons().into_iter().map(Button::Home));
    buttons.extend(account::samples::buttons().into_iter().map(Button::Account));
    buttons.extend(linking::samples::buttons().into_iter().map(Button::Linking));
    buttons.extend(joining::samples::buttons().into_iter().map(Button::Joining));
    buttons.extend(counter::samples::buttons().into_iter().map(Button::Counter));
    buttons.extend(corrections::samples::buttons().into_iter().map(Button::Corrections));
    buttons.extend(requests::samples::buttons().into_iter().map(Button::Requests));
    buttons.extend(access::samples::buttons().into_iter().map(Button::Access));
    buttons.extend(questions::samples::buttons().into_iter().map(Button::Questions));
    buttons.extend(settings::samples::buttons().into_iter().map(Button::Settings));
    buttons
}

/// At least one of every reply.
pub fn replies() -> Vec<Reply> {
    let mut replies: Vec<Reply> = access::samples::replies();
    replies.extend(home::samples::replies().into_iter().map(Reply::Home));
    replies.extend(account::samples::replies().into_iter().map(Reply::Account));
    replies.extend(linking::samples::replies().into_iter().map(Reply::Linking));
    replies.extend(joining::samples::replies().into_iter().map(Reply::Joining));
    replies.extend(counter::samples::replies().into_iter().map(Reply::Counter));
    replies.extend(corrections::samples::replies().into_iter().map(Reply::Corrections));
    replies.extend(requests::samples::replies().into_iter().map(Reply::Requests));
    replies.extend(questions::samples::replies().into_iter().map(Reply::Questions));
    replies.extend(groups::samples::replies().into_iter().map(Reply::Groups));
    replies.extend(settings::samples::replies().into_iter().map(Reply::Settings));
    replies.push(Reply::Beside(Box::new(HomeReply::Menu(Standing::from(&person(1, Some(sari()), &Role::ALL))).into())));
    replies.push(Reply::Beside(Box::new(HomeReply::SomethingWrong.into())));
    replies
}
