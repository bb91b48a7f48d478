//! What the steps of a batch ask, by kind: one statement answers all of them.

use dialogues::hub::Need;
use domain::ids::CooperativeId;
use store::people::PersonKey;

use crate::engine::batch::Case;

/// The questions of one kind: whose case each is, the question itself, and what of it the store is to look for.
pub struct Asks<Q, T> {
    cases: Vec<usize>,
    questions: Vec<Q>,
    people: Vec<PersonKey>,
    /// What is looked for, each within its cooperative.
    pub asked: Vec<(CooperativeId, T)>,
}

impl<Q: Clone, T> Asks<Q, T> {
    /// Picks the needs of one kind among those of one room.
    pub fn pick(
        cases: &[Case],
        asked: &[Vec<Need>],
        of_room: impl Fn(&Need) -> Option<&Q>,
        pick: impl Fn(&Q) -> Option<T>,
    ) -> Self {
        let mut asks = Self { cases: Vec::new(), questions: Vec::new(), people: Vec::new(), asked: Vec::new() };
        for (at, (case, needs)) in cases.iter().zip(asked).enumerate() {
            for question in needs.iter().filter_map(&of_room) {
                let Some(wanted) = pick(question) else { continue };
                asks.cases.push(at);
                asks.questions.push(question.clone());
                asks.people.push(case.person_key());
                asks.asked.push((case.cooperative_id, wanted));
            }
        }
        asks
    }

    /// Who asks each of them.
    pub fn people(&self) -> &[PersonKey] {
        &self.people
    }

    /// The cases that ask, in the order of what is asked.
    pub fn cases<'a>(&self, cases: &'a [Case]) -> impl Iterator<Item = &'a Case> {
        self.cases.iter().filter_map(|at| cases.get(*at))
    }

    /// Hands each answer to its case, with the question that it answers.
    pub fn hand_out<A>(self, cases: &mut [Case], answers: Vec<A>, hand: impl Fn(&mut Case, Q, A)) {
        for ((at, question), answer) in self.cases.into_iter().zip(self.questions).zip(answers) {
            if let Some(case) = cases.get_mut(at) {
                hand(case, question, answer);
            }
        }
    }
}
