//! A small cooperative that answers needs as the shell would.

use chrono::Duration;
use domain::access::{Door, Lock};
use domain::ids::{InvitationId, MemberId, PersonId, RequestId};
use domain::invitation::{Proof, code_of, grouped, letter_code_of};
use domain::ledger::{Account, JournalKind};
use domain::locale::Locale;
use domain::lookup::{Sought, best};
use domain::member::{Address, Member, MemberStatus};
use domain::role::Role;
use domain::secret::{Pin, Tries};

use crate::access::facts::{Grant, Invitation, Move, PinCheck};
use crate::account::facts::AccountTotals;
use crate::base::people::{MemberLink, Recipient};
use crate::base::person::{Linked, Person, Registered};
use crate::corrections::facts::{Correction, WrittenJournal};
use crate::groups::facts::{Binding, GroupCode};
use crate::hub::Task;
use crate::hub::{Board, Chat, Cooperative, Facts, TaskKind};
use crate::joining::facts::{OwnApplication, Taken};
use crate::questions::facts::QuestionCard;
use crate::requests::facts::RequestCard;
use crate::samples;
use crate::settings::facts::Staff;

/// Who speaks, where, and what the cooperative holds.
#[derive(Debug, Clone)]
pub(crate) struct World {
    pub(crate) person: Person,
    pub(crate) chat: Chat,
    pub(crate) cooperative: Cooperative,
    pub(crate) journals: Vec<WrittenJournal>,
    pub(crate) requests: Vec<RequestCard>,
    pub(crate) officers: Vec<Recipient>,
    /// Credits of Sari's voluntary savings, and of any other account that is asked for.
    pub(crate) voluntary_minor: i64,
    /// Wrong codes of late.
    pub(crate) code_tries: Tries,
    /// Wrong PINs of late.
    pub(crate) pin_tries: Tries,
    pub(crate) last_move: Option<Move>,
    pub(crate) own_report: Option<RequestId>,
    /// Sari's door and Budi's.
    pub(crate) door: Door,
    pub(crate) cash_minor: i64,
    pub(crate) questions: Vec<QuestionCard>,
    /// Open questions of whoever speaks.
    pub(crate) asked: u32,
    /// The group in which they speak.
    pub(crate) group: Option<Binding>,
    /// An application of the person that waits.
    pub(crate) own: Option<OwnApplication>,
    /// Whether what is asked for is taken.
    pub(crate) taken: Taken,
    pub(crate) staff: Staff,
    /// What stands below the typing line; the person's own where nothing else is said.
    pub(crate) keyboard: Option<Board>,
    /// Whatever is asked for, there is none.
    pub(crate) finds_nothing: bool,
    /// Everybody who is looked up has ended the membership.
    pub(crate) everybody_left: bool,
    /// Members beside Sari, Budi, Wati and Tuti.
    pub(crate) more: Vec<Member>,
}

pub(crate) fn recipient(id: i64) -> Recipient {
    Recipient { person_id: PersonId(id), locale: Locale::Id }
}

pub(crate) fn member(id: u128, number: &str, name: &str, address: Address, status: MemberStatus) -> Member {
    Member {
        member_id: MemberId::from_u128(id),
        number: number.to_owned(),
        name: name.to_owned(),
        address,
        status,
        ..samples::sari()
    }
}

/// Pak Budi: active, no account.
pub(crate) fn budi() -> Member {
    member(20, "A-020", "Budi", Address::Pak, MemberStatus::Active)
}

impl World {
    fn of(person: Person) -> Self {
        let reversed =
            WrittenJournal { receipt: "S-7".to_owned(), correction: Correction::Reversed, ..samples::journal() };
        let asked =
            WrittenJournal { receipt: "S-8".to_owned(), correction: Correction::Requested, ..samples::journal() };
        let reversal = WrittenJournal { receipt: "K-3".to_owned(), kind: JournalKind::Reversal, ..samples::journal() };
        Self {
            person,
            chat: Chat::Private,
            cooperative: samples::cooperative(),
            journals: vec![samples::journal(), reversed, asked, reversal],
            requests: vec![samples::request_card()],
            officers: vec![recipient(2), recipient(3)],
            voluntary_minor: 1_160_000,
            code_tries: Tries::default(),
            pin_tries: Tries::default(),
            last_move: None,
            own_report: None,
            door: Door::default(),
            cash_minor: 9_000_000,
            questions: Vec::new(),
            asked: 0,
            group: None,
            own: None,
            taken: Taken::default(),
            staff: samples::staff(),
            keyboard: None,
            finds_nothing: false,
            everybody_left: false,
            more: Vec::new(),
        }
    }

    /// Every PIN is 274913.
    pub(super) fn pin_check(&self, pin: &Pin) -> PinCheck {
        match self.pin_tries.locked_until(samples::now()) {
            Some(until) => PinCheck::Locked { until },
            None if pin.expose() == "274913" => PinCheck::Right,
            None => PinCheck::Wrong(self.pin_tries),
        }
    }

    pub(super) fn by_id(&self, id: MemberId) -> Option<MemberLink> {
        let found = ["A-017", "A-020", "A-030", "A-040"].into_iter().filter_map(by_number);
        let more = self.more.iter().cloned().map(MemberLink::alone);
        found.chain(more).map(|link| self.behind_door(link)).find(|link| link.member.member_id == id)
    }

    /// The members who fit best.
    pub(super) fn seek(&self, sought: &Sought) -> Vec<Member> {
        let known = ["A-017", "A-020", "A-030", "A-040"].into_iter().filter_map(by_number).map(|link| link.member);
        let ranked = known.chain(self.more.iter().cloned()).filter_map(|member| {
            let phone = Some(sought.phone.as_str()).and_then(by_phone);
            let has_phone = phone.is_some_and(|link| link.member.member_id == member.member_id);
            Some((sought.rank(&member, has_phone)?, member))
        });
        best(ranked)
    }

    /// The same member behind the door of this world.
    pub(super) fn behind_door(&self, link: MemberLink) -> MemberLink {
        let person = link.account.filter(|_| self.door.lock == Lock::Open);
        let account = link.account.filter(|_| self.door.lock != Lock::AwaitsCode);
        let status = if self.everybody_left { MemberStatus::Ended } else { link.member.status };
        let member = Member { status, ..link.member };
        MemberLink { member, person, account, sharing: link.sharing, door: self.door }
    }

    /// Sari and Budi on Sari's account; Budi is in for as many minutes.
    pub(crate) fn two_on_one_phone(minutes: i64) -> Self {
        let linked = |member, slot, minutes| Linked {
            member,
            door: Door::default(),
            slot,
            open_until: Some(samples::now() + Duration::minutes(minutes)),
        };
        let members = vec![linked(samples::sari(), 1, 0), linked(budi(), 2, minutes)];
        let registered = Registered {
            person_id: PersonId(1017),
            locale: Some(Locale::Id),
            claimed: None,
            roles: Vec::new(),
            members,
        };
        Self::of(Person::at(samples::now(), registered))
    }

    /// Sari before her frozen door; she is the treasurer, too.
    pub(crate) fn frozen_sari() -> Self {
        super::plant_bug();
        let door = Door { lock: Lock::Frozen, cooling_until: None, version: 1 };
        let members = vec![Linked { member: samples::sari(), door, slot: 1, open_until: None }];
        let registered = Registered {
            person_id: PersonId(1017),
            locale: Some(Locale::Id),
            claimed: None,
            roles: vec![Role::Treasurer],
            members,
        };
        Self { door, ..Self::of(Person::at(samples::now(), registered)) }
    }

    /// Somebody new, with the account 99.
    pub(crate) fn stranger() -> Self {
        Self::of(samples::person(99, None, &[]))
    }

    /// Whoever an import names as Budi's person.
    pub(crate) fn claimant() -> Self {
        let mut person = samples::person(99, None, &[]);
        person.claimed = Some(budi());
        Self::of(person)
    }

    /// Sari with her account.
    pub(crate) fn sari() -> Self {
        Self::of(samples::person(1017, Some(samples::sari()), &[]))
    }

    /// The treasurer, who is no member here.
    pub(crate) fn treasurer() -> Self {
        Self::of(samples::person(1, None, &[Role::Treasurer]))
    }

    /// The secretary.
    pub(crate) fn secretary() -> Self {
        Self::of(samples::person(3, None, &[Role::Secretary]))
    }

    /// With the question that Sari has asked.
    pub(crate) fn asked(self) -> Self {
        Self { questions: vec![samples::question_card()], ..self }
    }

    /// The same in a group that is bound.
    pub(crate) fn in_group(self) -> Self {
        Self { chat: Chat::Group, group: Some(Binding { topic: 0 }), ..self }
    }

    /// The chair.
    pub(crate) fn chair() -> Self {
        Self::of(samples::person(2, None, &[Role::Chair]))
    }

    pub(crate) fn facts(&self) -> Facts {
        let mut facts = Facts::new(self.cooperative.clone(), self.person.clone());
        facts.keyboard = Some(self.keyboard.unwrap_or_else(|| Board::of(&self.person)));
        facts
    }

    pub(super) fn invitation(&self, code: &str) -> Option<Invitation> {
        let found = invitation(code)?;
        let grant = match found.grant {
            Grant::Member(link) => Grant::Member(self.behind_door(link)),
            Grant::Role(role) => Grant::Role(role),
        };
        Some(Invitation { grant, ..found })
    }

    pub(super) fn waiting(&self) -> Vec<Task> {
        let (who, roles) = (self.person.person_id, &self.person.roles);
        let mine =
            |card: &&RequestCard| card.request.check(who, roles).is_ok() && !card.request.approved_by.contains(&who);
        let requests = self.requests.iter().filter(mine).count();
        let questions = self.questions.iter().filter(|card| card.question.answering(roles).is_ok()).count();
        let task = |kind, count| Task { kind, count: u32::try_from(count).unwrap(), oldest: samples::now() };
        let all = [task(TaskKind::Questions, questions), task(TaskKind::Requests, requests)];
        all.into_iter().filter(|task| task.count > 0).collect()
    }

    pub(super) fn totals(&self, accounts: &[Account]) -> Vec<AccountTotals> {
        let of = |account: &Account| {
            let (debits, credits) = match account {
                Account::Savings(..) => (0, self.voluntary_minor),
                Account::General(_) => (self.cash_minor, 0),
            };
            let (debits, credits) = (samples::rupiah(debits), samples::rupiah(credits));
            AccountTotals { account: *account, debits, credits, version: 12 }
        };
        accounts.iter().map(of).collect()
    }
}

pub(super) fn by_number(number: &str) -> Option<MemberLink> {
    let alone = |member| Some(MemberLink::alone(member));
    match number {
        "A-017" => Some(samples::sari_link()),
        "A-020" => alone(budi()),
        "A-030" => alone(member(30, "A-030", "Wati", Address::Plain, MemberStatus::Candidate)),
        "A-040" => alone(member(40, "A-040", "Tuti", Address::Bu, MemberStatus::Ended)),
        _ => None,
    }
}

pub(super) fn by_phone(phone: &str) -> Option<MemberLink> {
    match phone {
        "+6281000000017" => by_number("A-017"),
        "+6281000000020" => by_number("A-020"),
        "+6281000000040" => by_number("A-040"),
        _ => None,
    }
}

/// What stands for a code in a transcript, so that it says whose it is.
const NAMES: [&str; 13] = [
    "BUDI-2020",
    "BUDI-used",
    "BUDI-late",
    "BUDI-paper",
    "K7MP-3XQT",
    "K7MP-3XQU",
    "SARI-1717",
    "TUTI-4040",
    "chair-code",
    "chair-used",
    "office-secretary",
    "office-treasurer",
    "NOBODY-00",
];

/// The code that a name of a transcript stands for. Letters of an older make stand for themselves.
fn code_named(name: &str) -> String {
    let at = NAMES.iter().position(|it| *it == name).unwrap();
    let bits = 0x0123_4567_89ab_cdef_u64.rotate_left(u32::try_from(at).unwrap());
    match name {
        "BUDI-paper" => letter_code_of(bits),
        "K7MP-3XQT" | "K7MP-3XQU" => name.to_owned(),
        _ => code_of(bits),
    }
}

/// A text with the codes that it names.
pub(super) fn with_codes(text: &str) -> String {
    let named = NAMES.into_iter().filter(|name| text.contains(name));
    named.fold(text.to_owned(), |text, name| text.replace(name, &grouped(&code_named(name))))
}

fn invitation(code: &str) -> Option<Invitation> {
    let name = NAMES.into_iter().find(|name| code_named(name) == code)?;
    let made_by = name.starts_with("office").then_some(PersonId(2));
    let (grant, hours, used_by) = match name {
        "BUDI-2020" | "BUDI-paper" | "K7MP-3XQT" => (Grant::Member(by_number("A-020")?), 1, None),
        "BUDI-used" => (Grant::Member(by_number("A-020")?), 1, Some(PersonId(4))),
        "BUDI-late" | "K7MP-3XQU" => (Grant::Member(by_number("A-020")?), 0, None),
        "SARI-1717" => (Grant::Member(by_number("A-017")?), 1, Some(PersonId(1017))),
        "TUTI-4040" => (Grant::Member(by_number("A-040")?), 1, None),
        "chair-code" => (Grant::Role(Role::Chair), 1, None),
        "office-treasurer" => (Grant::Role(Role::Treasurer), 1, None),
        "office-secretary" => (Grant::Role(Role::Secretary), 1, None),
        "chair-used" => (Grant::Role(Role::Chair), 1, Some(PersonId(2))),
        _ => return None,
    };
    let expires_at = samples::now() + Duration::hours(hours);
    let proof = if name.starts_with("K7MP") || name == "BUDI-paper" { Proof::CodeAndPhone } else { Proof::Code };
    Some(Invitation { invitation_id: InvitationId::from_u128(5), grant, proof, expires_at, used_by, made_by })
}

pub(super) fn group_code(code: &str) -> Option<GroupCode> {
    let (maker_roles, hours, used) = match code {
        "grup-good" => (vec![Role::Chair], 1, false),
        "grup-used" => (vec![Role::Chair], 1, true),
        "grup-late" => (vec![Role::Chair], 0, false),
        "grup-gone" => (vec![], 1, false),
        _ => return None,
    };
    Some(GroupCode { maker_roles, expires_at: samples::now() + Duration::hours(hours), used })
}
