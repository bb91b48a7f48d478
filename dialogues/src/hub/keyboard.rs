//! Which keyboard stands below the typing line: that of who one is, decided here alone.
//!
//! What a reply brings for its question (a key that sends the own number) is a passing guest. As soon as nothing waits for
//! it, the next message sets right what does not belong to the person.

use domain::bug::{Bug, seeded};
use serde::{Deserialize, Serialize};

use crate::base::person::Person;
use crate::base::shape::{Keyboard, Keys, Place};
use crate::home::HomeReply;
use crate::hub::{Dialogue, Effect, Facts, Step};
use crate::linking::LinkingEffect;

/// What stands below the typing line of a private chat.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Board {
    /// Of whoever is not linked: send my number, I want to join, use a code.
    Stranger,
    /// Of a member: the menu.
    Member,
    /// Of an officer: the menu, and the tasks.
    Officer,
    /// The key that sends the own number, for one question.
    OwnNumber,
}

impl Board {
    /// The one of this person.
    pub const fn of(person: &Person) -> Self {
        match (person.roles.is_empty(), person.members.is_empty()) {
            (false, _) => Self::Officer,
            (true, false) => Self::Member,
            (true, true) => Self::Stranger,
        }
    }

    /// The one of this person once the step is done.
    pub fn after(step: &Step, person: &Person) -> Self {
        let gains = |it: &Effect| match it {
            Effect::Linking(LinkingEffect::GrantRole { .. }) => Some(Self::Officer),
            Effect::Linking(LinkingEffect::LinkMember { .. }) if person.roles.is_empty() => Some(Self::Member),
            _ => None,
        };
        step.effects.iter().find_map(gains).unwrap_or_else(|| Self::of(person))
    }

    /// What is shown once the replies of the step are read.
    pub fn shown_after(before: Option<Self>, step: &Step, person: &Person) -> Option<Self> {
        let brought = step.replies.iter().rev().find_map(|reply| match reply.shape().keys {
            Keys::Keyboard(Keyboard::Own) => Some(Self::after(step, person)),
            Keys::Keyboard(Keyboard::Menu) => Some(Self::Member),
            Keys::Keyboard(Keyboard::Contact) => Some(Self::Stranger),
            Keys::Keyboard(Keyboard::OwnNumber) => Some(Self::OwnNumber),
            Keys::None | Keys::Buttons(_) | Keys::Link(_) => None,
        });
        brought.or(before)
    }

    /// Whether a person whose this is may go on with what is shown.
    fn goes_with(self, shown: Option<Self>) -> bool {
        match self {
            // Menu greets whoever is not linked, as a number that nobody asked for does, and the greeting brings the rest.
            Self::Stranger => shown != Some(Self::Officer),
            Self::Member | Self::Officer | Self::OwnNumber => shown == Some(self) || seeded(Bug::KeyboardStays),
        }
    }
}

/// The step, and before its replies the keyboard that belongs to the person, where another one is shown.
pub(super) fn set_right(mut step: Step, facts: &Facts) -> Step {
    let (person, own) = (&facts.person, Board::after(&step, &facts.person));
    let says = step.replies.iter().any(|reply| reply.shape().place != Place::Toast);
    let shown = Board::shown_after(facts.keyboard, &step, person);
    if says && !is_awaited(&step.next) && !own.goes_with(shown) {
        step.replies.insert(0, HomeReply::Keys(own).into());
    }
    step
}

/// Whether the passing keyboard may still be needed: a form is open, or a contact card is welcome.
fn is_awaited(next: &Dialogue) -> bool {
    let hold = next.hold();
    hold.nonce.is_some() || hold.awaits_contact() || matches!(next, Dialogue::Linking(_) | Dialogue::Waiting(_))
}
