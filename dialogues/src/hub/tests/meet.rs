//! How the small cooperative answers what steps ask, room by room.

use domain::ledger::JournalKind;
use domain::member::Savings;
use domain::receipt::{Meant, Receipt};
use domain::request::RequestStatus;

use super::world::{World, by_number, by_phone, group_code};
use crate::access::facts::{AccessFacts, AccessNeed};
use crate::account::facts::{AccountFacts, AccountNeed, Direction, StatementLine, StatementPage};
use crate::base::known::Known;
use crate::base::people::{MemberLink, PeopleFacts, PeopleNeed};
use crate::corrections::facts::{CorrectionsNeed, WrittenJournal};
use crate::groups::facts::GroupsNeed;
use crate::hub::{Facts, Need};
use crate::joining::facts::{JoiningFacts, JoiningNeed, Taken};
use crate::questions::facts::{QuestionCard, QuestionsFacts, QuestionsNeed};
use crate::requests::facts::{Ended, RequestCard, RequestsFacts, RequestsNeed};
use crate::samples;
use crate::settings::facts::SettingsNeed;

impl World {
    /// Answers one need.
    pub(crate) fn meet(&self, need: Need, facts: &mut Facts) {
        match need {
            Need::People(need) => self.meet_people(need, &mut facts.people),
            Need::Account(need) => self.meet_account(need, &mut facts.account),
            Need::Access(need) => self.meet_access(need, &mut facts.access),
            Need::Joining(need) => self.meet_joining(need, &mut facts.joining),
            Need::Corrections(CorrectionsNeed::Journal(receipt)) => {
                let meant = Meant::parse(&receipt).unwrap();
                let is_meant = |journal: &&WrittenJournal| meant.is(Receipt::parse(&journal.receipt).unwrap());
                let found = self.journals.iter().find(is_meant).cloned();
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
            PeopleNeed::MemberByNumber(number) => {
                let more = self.more.iter().find(|member| member.number == *number).cloned().map(MemberLink::alone);
                by_number(number).or(more).map(|link| self.behind_door(link))
            }
            PeopleNeed::MemberByPhone(phone) => by_phone(phone).map(|link| self.behind_door(link)),
            PeopleNeed::MemberHasPhone(member, phone) => {
                let owner = by_phone(phone).map(|link| link.member.member_id);
                let has = owner == Some(*member);
                return self.tell(&mut facts.has_phone, need, Some(has));
            }
            PeopleNeed::Sought(sought) => {
                let found = self.seek(sought);
                return self.tell(&mut facts.sought, need, Some(found));
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
            RequestsNeed::Tasks => self.tell(&mut facts.tasks, need, Some(self.waiting())),
            RequestsNeed::Open => {
                let open = |card: &&RequestCard| card.request.status == RequestStatus::Open;
                self.tell(&mut facts.open, need, Some(self.requests.iter().filter(open).cloned().collect()));
            }
            RequestsNeed::Own => {
                let own = |card: &&RequestCard| {
                    card.request.status == RequestStatus::Open && card.request.made_by == self.person.person_id
                };
                self.tell(&mut facts.own, need, Some(self.requests.iter().filter(own).cloned().collect()));
            }
            RequestsNeed::Ended(id) => {
                let over =
                    |card: &&RequestCard| card.request.status != RequestStatus::Open && card.request.request_id == id;
                let ended = self.requests.iter().find(over).map(|card| Ended {
                    status: card.request.status,
                    by: card.request.ended_by().into_iter().map(|_| card.asked_by.clone()).collect(),
                });
                self.tell(&mut facts.ended, need, ended);
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
}
