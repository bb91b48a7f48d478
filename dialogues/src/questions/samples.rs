//! One example of everything around questions to the office.

use chrono::TimeDelta;
use domain::ids::{PersonId, QuestionId};
use domain::locale::Locale;
use domain::question::{AskedIn, Question, QuestionNumber, QuestionStatus, Waiting};
use domain::role::Role;

use crate::base::hold::Before;
use crate::base::natural::Wish;
use crate::base::people::Recipient;
use crate::base::samples::{now, sari, who};
use crate::hub::{Button, Dialogue};
use crate::questions::facts::{QuestionCard, Reach};
use crate::questions::{
    Answerer, Answering, AskedCard, Asking, QuestionRef, QuestionsButton, QuestionsReply, Reading, WaitingLine,
};

const NUMBER: QuestionNumber = QuestionNumber(12);

/// Whose task the answers are in the samples.
pub const QUESTION_ROLES: [Role; 2] = [Role::Secretary, Role::Chair];

const fn question_id() -> QuestionId {
    QuestionId::from_u128(0x1111_4567_89ab_cdef_0123_4567_89ab_cdef)
}

/// Sari asks in private when the office opens.
pub fn question_card() -> QuestionCard {
    QuestionCard {
        question: Question {
            question_id: question_id(),
            number: NUMBER,
            asked_by: PersonId(1017),
            asked_in: AskedIn::Private,
            asked_at: now() - TimeDelta::hours(2),
            words: "Kapan kantor buka?".to_owned(),
            follows: None,
            roles: QUESTION_ROLES.to_vec(),
            status: QuestionStatus::Open,
            answer: None,
            version: 1,
        },
        asker: Recipient { person_id: PersonId(1017), locale: Locale::Id },
        member: Some(sari()),
        reach: Reach::Private,
    }
}

pub(crate) fn dialogues() -> Vec<Dialogue> {
    let (nonce, question, number) = (7, question_id(), NUMBER);
    let text = || "kapan kantor buka".to_owned();
    vec![
        Dialogue::Asking(Asking::Heard { text: text(), before: Before::Nothing }),
        Dialogue::Asking(Asking::Heard { text: text(), before: Before::Contact }),
        Dialogue::Asking(Asking::Heard { text: text(), before: Before::Code }),
        Dialogue::Asking(Asking::Words { nonce, follows: None }),
        Dialogue::Asking(Asking::Words { nonce, follows: Some(number) }),
        Dialogue::Asking(Asking::Confirm { nonce, text: text() }),
        Dialogue::Answering(Answering::Words { nonce, question, number }),
        Dialogue::Answering(Answering::Confirm { nonce, question, number, text: text() }),
    ]
}

pub(crate) fn buttons() -> Vec<QuestionsButton> {
    let (nonce, question) = (7, question_id());
    vec![
        QuestionsButton::AskOffice,
        QuestionsButton::Send { nonce },
        QuestionsButton::Change { nonce },
        QuestionsButton::List { skip: 0 },
        QuestionsButton::Answer(question),
        QuestionsButton::SendAnswer { nonce },
        QuestionsButton::ChangeAnswer { nonce },
        QuestionsButton::More(question),
        QuestionsButton::Clear(question),
    ]
}

const WISHES: [Wish; 5] = [Wish::Loan, Wish::Instalment, Wish::Pay, Wish::HavePaid, Wish::Withdraw];

fn questions() -> Vec<QuestionsReply> {
    let (nonce, question, number, words) = (7, question_id(), NUMBER, "Kapan <kantor> buka?".to_owned());
    let card =
        |from, follows| AskedCard { question, number: QuestionRef::Known(number), from, words: words.clone(), follows };
    let line = |number, waiting| WaitingLine { number: QuestionNumber(number), waiting };
    let lines = vec![line(9, Waiting::ThreeDays), line(12, Waiting::Day)];
    let answered = |member| QuestionsReply::Answered {
        question,
        number,
        asked: words.clone(),
        words: "Senin sampai Jumat, jam 8.".to_owned(),
        by: Answerer { role: Role::Secretary, member },
    };
    vec![
        QuestionsReply::Perhaps(vec![Button::BALANCE, Button::STATEMENT, Button::SOMETHING_WRONG]),
        QuestionsReply::AskWords { nonce },
        QuestionsReply::Length { max: 1000, nonce },
        QuestionsReply::Confirm { words: words.clone(), nonce },
        QuestionsReply::Sent { number: QuestionRef::Asked, reading: Reading::Told },
        QuestionsReply::Sent { number: QuestionRef::Asked, reading: Reading::InTheMorning },
        QuestionsReply::TooMany { max: 5 },
        QuestionsReply::Card { card: card(Some(who()), None), next: Some(1) },
        QuestionsReply::Card { card: card(None, Some(QuestionNumber(9))), next: None },
        QuestionsReply::NoneOpen,
        QuestionsReply::Unknown,
        QuestionsReply::AskAnswer { number, words: words.clone(), nonce },
        QuestionsReply::ConfirmAnswer { number, words: "Jam 8.".to_owned(), nonce },
        QuestionsReply::AnswerSent { number },
        QuestionsReply::AnswerKept { number },
        QuestionsReply::AnsweredAlready { number, role: Some(Role::Chair) },
        QuestionsReply::AnsweredAlready { number, role: None },
        answered(None),
        answered(Some(who())),
        QuestionsReply::Welcome,
        QuestionsReply::Cleared,
        QuestionsReply::StillWaiting { number },
        QuestionsReply::Remind(lines.clone()),
        QuestionsReply::Remind(vec![line(12, Waiting::Day)]),
        QuestionsReply::Escalate(lines),
    ]
}

pub(crate) fn replies() -> Vec<QuestionsReply> {
    let mut replies = questions();
    replies.extend(WISHES.map(QuestionsReply::NotHereYet));
    replies.push(QuestionsReply::AnswerWaits { number: NUMBER });
    replies
}
