//! Examples around settings.

use chrono::TimeDelta;
use domain::hours::QuietHours;
use domain::ids::{InvitationId, PersonId};
use domain::role::Role;
use domain::setting::{FirstMandatory, Setting, Value};
use domain::zone::Zone;

use crate::base::samples::{NONCE, now, rupiah, sari, who};
use crate::hub::Dialogue;
use crate::questions::Answerer;
use crate::samples::cooperative;
use crate::settings::facts::{ChangeCard, OfficerCard, OpenInvitation, Staff};
use crate::settings::{
    Asked, News, Note, SettingLine, SettingsButton, SettingsForm, SettingsProblem, SettingsReply, SettingsTap,
    StaffNews, Walk,
};

/// Two officers, of whom Sari is one, an invitation to a third office, and a group.
pub fn staff() -> Staff {
    Staff {
        officers: vec![
            OfficerCard { person_id: PersonId(2), role: Role::Chair, member: None },
            OfficerCard { person_id: PersonId(3), role: Role::Secretary, member: Some(sari()) },
        ],
        invitations: vec![open()],
        groups: 1,
    }
}

fn open() -> OpenInvitation {
    let expires_at = now() + TimeDelta::hours(5);
    OpenInvitation { invitation_id: InvitationId::from_u128(6), role: Role::Treasurer, expires_at }
}

/// One of every kind.
fn values() -> Vec<Value> {
    vec![
        Value::Name("Koperasi <Contoh> Rukun".to_owned()),
        Value::LegalNumber(String::new()),
        Value::LegalNumber("AHU-0001234.AH.01.26".to_owned()),
        Value::Contact("Bu Ani, 0812-0000-0000".to_owned()),
        Value::Contact(String::new()),
        Value::Zone(Zone::Wita),
        Value::Principal(rupiah(150_000)),
        Value::Mandatory(rupiah(25_000)),
        Value::FirstMandatory(FirstMandatory::AtEntry),
        Value::FirstMandatory(FirstMandatory::Later),
        Value::Approvals(2),
        Value::QuietHours(QuietHours::NIGHT),
        Value::Payment("BRI 1234567890 a.n. Koperasi Contoh".to_owned()),
        Value::Payment(String::new()),
    ]
}

/// What was changed of late.
pub fn changes() -> Vec<ChangeCard> {
    let change = |setting, old: &str, new: &str| ChangeCard {
        setting,
        role: Role::Secretary,
        at: now() - TimeDelta::days(1),
        old: old.to_owned(),
        new: new.to_owned(),
    };
    vec![
        change(Setting::Principal, "100000", "150000"),
        change(Setting::Payment, "", "BRI 1234567890 a.n. Koperasi Contoh Maju Bersama"),
        change(Setting::Name, "Koperasi Contoh <Lama>", "Koperasi Contoh Maju"),
        change(Setting::QuietHours, "20-8", "21-6"),
        change(Setting::FirstMandatory, "at_entry", "later"),
        change(Setting::Contact, "", "Jl. Contoh Raya Nomor 12, Bu Ani, 0812-0000-0000"),
        change(Setting::Officers, "", "treasurer"),
        change(Setting::Officers, "credit_committee", ""),
    ]
}

pub(crate) fn dialogues() -> Vec<Dialogue> {
    let (nonce, answered, seen) = (NONCE, 6, "100000".to_owned());
    let asking = |setting, walk| SettingsForm::Asking { nonce, answered, setting, seen: seen.clone(), walk };
    let confirm = |value| SettingsForm::Confirm { nonce, answered, seen: seen.clone(), value, walk: Walk::All };
    let mut states: Vec<SettingsForm> = Setting::ALL.map(|setting| asking(setting, Walk::All)).to_vec();
    states.push(asking(Setting::Principal, Walk::One));
    states.extend(values().into_iter().map(confirm));
    states.push(SettingsForm::Resting { answered });
    states.into_iter().map(Dialogue::Settings).collect()
}

pub(crate) fn buttons() -> Vec<SettingsButton> {
    let nonce = NONCE;
    let mut buttons = vec![
        SettingsButton::Start,
        SettingsButton::List,
        SettingsButton::Begin,
        SettingsButton::History,
        SettingsButton::Amount { nonce, amount: rupiah(1_250_000) },
        SettingsButton::Revoke { nonce, invitation: open().invitation_id },
        SettingsButton::Revoke { nonce, invitation: InvitationId::from_u128(u128::MAX) },
    ];
    buttons.extend(Setting::ALL.map(SettingsButton::Open));
    buttons.extend(SettingsTap::all().into_iter().map(|tap| SettingsButton::Tap { nonce, tap }));
    buttons
}

fn problems() -> Vec<SettingsProblem> {
    vec![
        SettingsProblem::UseButtons,
        SettingsProblem::Name,
        SettingsProblem::LegalNumber,
        SettingsProblem::Contact,
        SettingsProblem::Payment,
        SettingsProblem::Hours,
        SettingsProblem::NotAnAmount,
        SettingsProblem::HasSen,
        SettingsProblem::Zero,
        SettingsProblem::TooFewOfficers { can: 1 },
        SettingsProblem::TooLarge { maximum: rupiah(100_000_000) },
        SettingsProblem::Unclear { low: rupiah(1_250), high: rupiah(1_250_000) },
    ]
}

fn notes() -> Vec<Note> {
    let mut notes = vec![
        Note::MovedOn,
        Note::Revoked(Role::Treasurer),
        Note::InvitationGone,
        Note::TooManyOpen,
        Note::Finished,
        Note::Unchanged(Value::Principal(rupiah(150_000))),
    ];
    notes.extend(values().into_iter().map(Note::Saved));
    notes.extend(problems().into_iter().map(Note::Problem));
    notes
}

/// The list of the sample cooperative.
fn lines() -> Vec<SettingLine> {
    let line = |setting| match cooperative().value(setting) {
        Some(value) => SettingLine::Value(value),
        None if setting == Setting::Groups => SettingLine::Groups(1),
        None => SettingLine::Officers(2),
    };
    Setting::ALL.map(line).to_vec()
}

fn asks() -> Vec<SettingsReply> {
    let nonce = NONCE;
    let ask = |asked, walk, note| SettingsReply::Ask { asked, walk, note, nonce };
    let one = OfficerCard { person_id: PersonId(3), role: Role::CreditCommittee, member: Some(sari()) };
    let many = Staff { officers: vec![one; 13], ..staff() };
    let nobody = Staff { officers: Vec::new(), invitations: Vec::new(), groups: 0 };
    let crowd = Staff { invitations: vec![open(); 5], ..staff() };
    let mut replies = vec![
        ask(Asked::Groups(0), Walk::All, None),
        ask(Asked::Groups(2), Walk::One, None),
        ask(Asked::officers(&many), Walk::All, Some(Note::TooManyOpen)),
        ask(Asked::officers(&nobody), Walk::One, None),
        ask(Asked::officers(&crowd), Walk::One, None),
    ];
    for walk in [Walk::All, Walk::One] {
        replies.extend(values().into_iter().map(|value| ask(Asked::Value(value), walk, None)));
    }
    let stands = || Asked::Value(Value::Principal(rupiah(100_000)));
    replies.extend(notes().into_iter().map(|note| ask(stands(), Walk::All, Some(note))));
    replies
}

pub(crate) fn replies() -> Vec<SettingsReply> {
    let by = |member| Answerer { role: Role::Chair, member };
    let news = |news| SettingsReply::News { by: by(None), news };
    let mut replies = asks();
    replies.extend([
        SettingsReply::Offer,
        SettingsReply::ChooseRole { nonce: NONCE },
        SettingsReply::Invited { office: Role::Treasurer, code: "K7MP3XQTABCD".to_owned(), expires_at: now() },
        SettingsReply::List { lines: lines(), note: None },
        SettingsReply::List { lines: lines(), note: Some(Note::Finished) },
        SettingsReply::History(changes()),
        SettingsReply::History(Vec::new()),
        SettingsReply::Left,
        SettingsReply::AlreadyAnswered,
        SettingsReply::News {
            by: by(Some(who())),
            news: News::Changed { before: Value::Name("Lama".to_owned()), after: Value::Name("Baru".to_owned()) },
        },
        news(StaffNews::Invited(Role::Treasurer).into()),
        news(StaffNews::Revoked(Role::Treasurer).into()),
        news(StaffNews::TookOffice(Role::Treasurer).into()),
    ]);
    for value in values() {
        replies.push(SettingsReply::Confirm { value: value.clone(), nonce: NONCE });
        replies.push(news(News::Changed { before: value.clone(), after: value }));
    }
    replies
}
