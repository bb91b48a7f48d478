//! What was asked and what was answered, kept together.

/// Answers of one kind, each with the question that it answers.
///
/// Two questions of one kind in a step, such as about a borrower and a guarantor, have two answers: whoever looks one up
/// asks the question again, and a question that nobody has answered is what is to be fetched.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Known<Q, A> {
    told: Vec<(Q, Option<A>)>,
}

/// A question that nobody has answered yet: the need itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unanswered<Q>(pub Q);

/// What a look-up comes to: the thing, nothing, or the question.
pub type Answer<'a, Q, A> = Result<Option<&'a A>, Unanswered<Q>>;

impl<Q: PartialEq, A> Known<Q, A> {
    /// Before anything is asked.
    pub const fn nothing() -> Self {
        Self { told: Vec::new() }
    }

    /// What was answered to this question; `None` where there is no such thing.
    ///
    /// # Errors
    /// The question, when nobody has answered it.
    pub fn ask(&self, question: Q) -> Answer<'_, Q, A> {
        match self.told.iter().find(|(asked, _)| *asked == question) {
            Some((_, answer)) => Ok(answer.as_ref()),
            None => Err(Unanswered(question)),
        }
    }

    /// Keeps an answer with its question; what was answered before stays.
    pub fn tell(&mut self, question: Q, answer: Option<A>) {
        self.told.push((question, answer));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_questions_of_one_kind_have_two_answers() {
        let mut known = Known::nothing();
        known.tell("A-017", Some("Sari"));
        known.tell("A-999", None);
        assert_eq!(known.ask("A-017"), Ok(Some(&"Sari")));
        assert_eq!(known.ask("A-999"), Ok(None));
        assert_eq!(known.ask("A-020"), Err(Unanswered("A-020")));
    }
}
