//! A small cooperative that answers needs as the shell would.

use chrono::Duration;
use domain::access::{Door, Lock};
use domain::ids::{InvitationId, MemberId, PersonId, RequestId};
use domain::invitation::Proof;
use domain::ledger::{Account, JournalKind};
use domain::locale::Locale;
use domain::member::{Address, Member, MemberStatus, Savings};
use domain::request::RequestStatus;
use domain::role::Role;
use domain::secret::{Pin, Tries};

use crate::base::known::Known;
use crate::facts::{
    AccessFacts, AccessNeed, AccountFacts, AccountNeed, AccountTotals, Binding, Cooperative, Correction,
    CorrectionsNeed, Direction, Duty, Facts, Grant, GroupCode, GroupsNeed, Invitation, JoiningFacts, JoiningNeed,
    Linked, MemberLink, Move, Need, OwnApplication, PeopleFacts, PeopleNeed, Person, PinCheck, QuestionCard,
    QuestionsFacts, QuestionsNeed, Recipient, RequestCard, RequestsFacts, RequestsNeed, SettingsNeed, Staff,
    StatementLine, StatementPage, Taken, WrittenJournal,
};
use crate::person::Registered;
use crate::reply::DutyKind;
use crate::samples;
use crate::step::Chat;
use crate::words;

/// Who speaks, where, and what the cooperative holds.
#[derive(Debug, Clone)]
pub(super) struct World {
    pub(super) person: Person,
    pub(super) chat: Chat,
    pub(super) cooperative: Cooperative,
    pub(super) journals: Vec<WrittenJournal>,
    pub(super) requests: Vec<RequestCard>,
    pub(super) officers: Vec<Recipient>,
    /// Credits of Sari's voluntary savings, and of any other account that is asked for.
    pub(super) voluntary_minor: i64,
    /// Wrong codes of late.
    pub(super) code_tries: Tries,
    /// Wrong PINs of late.
    pub(super) pin_tries: Tries,
    pub(super) last_move: Option<Move>,
    pub(super) own_report: Option<RequestId>,
    /// Sari's door and Budi's.
    pub(super) door: Door,
    pub(super) cash_minor: i64,
    pub(super) questions: Vec<QuestionCard>,
    /// Open questions of whoever speaks.
    pub(super) asked: u32,
    /// The group in which they speak.
    pub(super) group: Option<Binding>,
    /// An application of the person that waits.
    pub(super) own: Option<OwnApplication>,
    /// Whether what is asked for is taken.
    pub(super) taken: Taken,
    pub(super) staff: Staff,
    /// Whatever is asked for, there is none.
    pub(super) finds_nothing: bool,
    /// Everybody who is looked up has ended the membership.
    pub(super) everybody_left: bool,
}

pub(super) fn recipient(id: i64) -> Recipient {
    Recipient { person_id: PersonId(id), locale: Locale::Id }
}

pub(super) fn member(id: u128, number: &str, name: &str, address: Address, status: MemberStatus) -> Member {
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
pub(super) fn budi() -> Member {
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
            finds_nothing: false,
            everybody_left: false,
        }
    }

    /// Every PIN is 274913.
    fn pin_check(&self, pin: &Pin) -> PinCheck {
        match self.pin_tries.locked_until(samples::now()) {
            Some(until) => PinCheck::Locked { until },
            None if pin.expose() == "274913" => PinCheck::Right,
            None => PinCheck::Wrong(self.pin_tries),
        }
    }

    fn by_id(&self, id: MemberId) -> Option<MemberLink> {
        let found = ["A-017", "A-020", "A-030", "A-040"].into_iter().filter_map(by_number);
        found.map(|link| self.behind_door(link)).find(|link| link.member.member_id == id)
    }

    /// The same member behind the door of this world.
    fn behind_door(&self, link: MemberLink) -> MemberLink {
        let person = link.account.filter(|_| self.door.lock == Lock::Open);
        let account = link.account.filter(|_| self.door.lock != Lock::AwaitsCode);
        let status = if self.everybody_left { MemberStatus::Ended } else { link.member.status };
        let member = Member { status, ..link.member };
        MemberLink { member, person, account, sharing: link.sharing, door: self.door }
    }

    /// Sari and Budi on Sari's account; Budi is in for as many minutes.
    pub(super) fn two_on_one_phone(minutes: i64) -> Self {
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
    pub(super) fn frozen_sari() -> Self {
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
    pub(super) fn stranger() -> Self {
        Self::of(samples::person(99, None, &[]))
    }

    /// Whoever an import names as Budi's person.
    pub(super) fn claimant() -> Self {
        let mut person = samples::person(99, None, &[]);
        person.claimed = Some(budi());
        Self::of(person)
    }

    /// Sari with her account.
    pub(super) fn sari() -> Self {
        Self::of(samples::person(1017, Some(samples::sari()), &[]))
    }

    /// The treasurer, who is no member here.
    pub(super) fn treasurer() -> Self {
        Self::of(samples::person(1, None, &[Role::Treasurer]))
    }

    /// The secretary.
    pub(super) fn secretary() -> Self {
        Self::of(samples::person(3, None, &[Role::Secretary]))
    }

    /// With the question that Sari has asked.
    pub(super) fn asked(self) -> Self {
        Self { questions: vec![samples::question_card()], ..self }
    }

    /// The same in a group that is bound.
    pub(super) fn in_group(self) -> Self {
        Self { chat: Chat::Group, group: Some(Binding { topic: 0 }), ..self }
    }

    /// The chair.
    pub(super) fn chair() -> Self {
        Self::of(samples::person(2, None, &[Role::Chair]))
    }

    pub(super) fn facts(&self) -> Facts {
        Facts::new(self.cooperative.clone(), self.person.clone())
    }

    /// Answers one need.
    pub(super) fn meet(&self, need: Need, facts: &mut Facts) {
        match need {
            Need::People(need) => self.meet_people(need, &mut facts.people),
            Need::Account(need) => self.meet_account(need, &mut facts.account),
            Need::Access(need) => self.meet_access(need, &mut facts.access),
            Need::Joining(need) => self.meet_joining(need, &mut facts.joining),
            Need::Corrections(CorrectionsNeed::Journal(receipt)) => {
                let found = self.journals.iter().find(|journal| journal.receipt == receipt).cloned();
                self.tell(&mut facts.corrections.journal, CorrectionsNeed::Journal(receipt), found);
            }
            Need::Requests(need) => self.meet_requests(need, &mut facts.requests),
            Need::Questions(need) => self.meet_questions(need, &mut facts.questions),
            Need::Groups(need @ GroupsNeed::Binding) => self.tell(&mut facts.groups.binding, need, self.group),
            Need::Groups(GroupsNeed::Code(code)) => {
                let found = group_code(&code);
                self.tell(&mut facts.groups.code, GroupsNeed::Code(code), found);
            }
            Need::Settings(need @ SettingsNeed::Staff) => {
                self.tell(&mut facts.settings.staff, need, Some(self.staff.clone()));
            }
            Need::Settings(need @ SettingsNeed::Changes) => {
                self.tell(&mut facts.settings.changes, need, Some(samples::changes()));
            }
        }
    }

    /// Keeps an answer; where nothing is found, nothing is.
    fn tell<Q: PartialEq, A>(&self, known: &mut Known<Q, A>, question: Q, answer: Option<A>) {
        known.tell(question, answer.filter(|_| !self.finds_nothing));
    }

    fn meet_people(&self, need: PeopleNeed, facts: &mut PeopleFacts) {
        let link = match &need {
            PeopleNeed::MemberById(id) => self.by_id(*id),
            PeopleNeed::MemberByNumber(number) => by_number(number).map(|link| self.behind_door(link)),
            PeopleNeed::MemberByPhone(phone) => by_phone(phone).map(|link| self.behind_door(link)),
            PeopleNeed::MemberHasPhone(member, phone) => {
                let owner = by_phone(phone).map(|link| link.member.member_id);
                let has = owner == Some(*member);
                return self.tell(&mut facts.has_phone, need, Some(has));
            }
            PeopleNeed::Officers(_) => return self.tell(&mut facts.officers, need, Some(self.officers.clone())),
        };
        self.tell(&mut facts.member, need, link);
    }

    fn meet_account(&self, need: AccountNeed, facts: &mut AccountFacts) {
        match &need {
            AccountNeed::Balances(_) => self.tell(&mut facts.balances, need, Some(samples::balances())),
            AccountNeed::Totals(accounts) => {
                let totals = self.totals(accounts);
                self.tell(&mut facts.totals, need, Some(totals));
            }
            AccountNeed::Statement { page, .. } => {
                let line = |number| StatementLine {
                    occurred_on: samples::today(),
                    savings: Savings::Mandatory,
                    kind: JournalKind::Deposit,
                    amount: samples::rupiah(50_000),
                    direction: Direction::In,
                    receipt_number: number,
                };
                let page = StatementPage {
                    lines: vec![line(1)],
                    has_more: *page == 0,
                    total_in: samples::rupiah(100_000),
                    total_out: samples::rupiah(0),
                };
                self.tell(&mut facts.statement, need, Some(page));
            }
        }
    }

    fn meet_access(&self, need: AccessNeed, facts: &mut AccessFacts) {
        match &need {
            AccessNeed::CodeTries => self.tell(&mut facts.code_tries, need, Some(self.code_tries)),
            AccessNeed::Invitation(code) => {
                let found = self.invitation(code);
                self.tell(&mut facts.invitation, need, found);
            }
            AccessNeed::LastMove(_) => self.tell(&mut facts.last_move, need, self.last_move),
            AccessNeed::OwnReport => self.tell(&mut facts.own_report, need, self.own_report),
            AccessNeed::Pin { pin, .. } => {
                let check = self.pin_check(pin);
                self.tell(&mut facts.pin, need, Some(check));
            }
        }
    }

    fn meet_requests(&self, need: RequestsNeed, facts: &mut RequestsFacts) {
        match need {
            RequestsNeed::Duties => self.tell(&mut facts.duties, need, Some(self.duties())),
            RequestsNeed::Open => {
                let open = |card: &&RequestCard| card.request.status == RequestStatus::Open;
                self.tell(&mut facts.open, need, Some(self.requests.iter().filter(open).cloned().collect()));
            }
            RequestsNeed::Request(id) => {
                let found = self.requests.iter().find(|card| card.request.request_id == id).cloned();
                self.tell(&mut facts.request, need, found);
            }
        }
    }

    fn meet_questions(&self, need: QuestionsNeed, facts: &mut QuestionsFacts) {
        let find = |is_it: &dyn Fn(&QuestionCard) -> bool| self.questions.iter().find(|card| is_it(card)).cloned();
        match need {
            QuestionsNeed::Asked => self.tell(&mut facts.asked, need, Some(self.asked)),
            QuestionsNeed::Open => self.tell(&mut facts.open, need, Some(self.questions.clone())),
            QuestionsNeed::Question(id) => {
                self.tell(&mut facts.question, need, find(&|card| card.question.question_id == id));
            }
            QuestionsNeed::QuestionByNumber(number) => {
                self.tell(&mut facts.question, need, find(&|card| card.question.number == number));
            }
        }
    }

    fn invitation(&self, code: &str) -> Option<Invitation> {
        let found = invitation(code)?;
        let grant = match found.grant {
            Grant::Member(link) => Grant::Member(self.behind_door(link)),
            Grant::Role(role) => Grant::Role(role),
        };
        Some(Invitation { grant, ..found })
    }

    fn duties(&self) -> Vec<Duty> {
        let (who, roles) = (self.person.person_id, &self.person.roles);
        let mine =
            |card: &&RequestCard| card.request.check(who, roles).is_ok() && !card.request.approved_by.contains(&who);
        let requests = self.requests.iter().filter(mine).count();
        let questions = self.questions.iter().filter(|card| card.question.answering(roles).is_ok()).count();
        let duty = |kind, count| Duty { kind, count: u32::try_from(count).unwrap(), oldest: samples::now() };
        let all = [duty(DutyKind::Questions, questions), duty(DutyKind::Requests, requests)];
        all.into_iter().filter(|duty| duty.count > 0).collect()
    }

    fn meet_joining(&self, need: JoiningNeed, facts: &mut JoiningFacts) {
        match &need {
            JoiningNeed::Own => self.tell(&mut facts.own, need, self.own),
            JoiningNeed::Taken { nik, phone } => {
                let taken = Taken {
                    nik_of_member: self.taken.nik_of_member && nik.is_some(),
                    nik_of_application: self.taken.nik_of_application && nik.is_some(),
                    phone_of_member: self.taken.phone_of_member && phone.is_some(),
                };
                self.tell(&mut facts.taken, need, Some(taken));
            }
            JoiningNeed::NextNumber => self.tell(&mut facts.next_number, need, Some("A-041".to_owned())),
            JoiningNeed::Terms(_) => self.tell(&mut facts.terms, need, Some(self.cooperative.joining.entry)),
            JoiningNeed::Card(number) => {
                let found = (number == "A-017").then(samples::member_card);
                self.tell(&mut facts.card, need, found);
            }
        }
    }

    fn totals(&self, accounts: &[Account]) -> Vec<AccountTotals> {
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

fn by_number(number: &str) -> Option<MemberLink> {
    let alone = |member| Some(MemberLink::alone(member));
    match number {
        "A-017" => Some(samples::sari_link()),
        "A-020" => alone(budi()),
        "A-030" => alone(member(30, "A-030", "Wati", Address::Plain, MemberStatus::Candidate)),
        "A-040" => alone(member(40, "A-040", "Tuti", Address::Bu, MemberStatus::Ended)),
        _ => None,
    }
}

fn by_phone(phone: &str) -> Option<MemberLink> {
    match phone {
        "+6281000000017" => by_number("A-017"),
        "+6281000000020" => by_number("A-020"),
        "+6281000000040" => by_number("A-040"),
        _ => None,
    }
}

fn invitation(code: &str) -> Option<Invitation> {
    const NAMES: [&str; 11] = [
        "BUDI-2020",
        "BUDI-used",
        "BUDI-late",
        "K7MP-3XQT",
        "K7MP-3XQU",
        "SARI-1717",
        "TUTI-4040",
        "chair-code",
        "chair-used",
        "office-secretary",
        "office-treasurer",
    ];
    let name = NAMES.into_iter().find(|name| words::code(name).as_deref() == Some(code))?;
    let made_by = name.starts_with("office").then_some(PersonId(2));
    let (grant, hours, used_by) = match name {
        "BUDI-2020" | "K7MP-3XQT" => (Grant::Member(by_number("A-020")?), 1, None),
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
    let proof = if code.starts_with("K7MP") { Proof::CodeAndPhone } else { Proof::Code };
    Some(Invitation { invitation_id: InvitationId::from_u128(5), grant, proof, expires_at, used_by, made_by })
}

fn group_code(code: &str) -> Option<GroupCode> {
    let (maker_roles, hours, used) = match code {
        "grup-good" => (vec![Role::Chair], 1, false),
        "grup-used" => (vec![Role::Chair], 1, true),
        "grup-late" => (vec![Role::Chair], 0, false),
        "grup-gone" => (vec![], 1, false),
        _ => return None,
    };
    Some(GroupCode { maker_roles, expires_at: samples::now() + Duration::hours(hours), used })
}
