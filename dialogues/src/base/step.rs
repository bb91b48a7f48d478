//! The shape of a step: what it returns, and the ways to make one.

use super::touch::Resource;

/// What a step decided.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step<D, E, R> {
    /// The next state.
    pub next: D,
    /// What is to be written.
    pub effects: Vec<E>,
    /// What the person is told, in order.
    pub replies: Vec<R>,
    /// What the decision read, beside what its effects touch.
    pub reads: Vec<Resource>,
}

/// Says something and changes nothing.
pub(crate) fn stay<D: Clone, E, R>(state: &D, reply: impl Into<R>) -> Step<D, E, R> {
    goto(state.clone(), reply)
}

/// Says something and goes on there.
pub(crate) fn goto<D, E, R>(next: D, reply: impl Into<R>) -> Step<D, E, R> {
    Step { next, effects: Vec::new(), replies: vec![reply.into()], reads: Vec::new() }
}

/// Says something; nothing is going on any more.
pub(crate) fn done<D: Default, E, R>(reply: impl Into<R>) -> Step<D, E, R> {
    goto(D::default(), reply)
}

/// Says nothing, and nothing is going on.
pub(crate) fn silence<D: Default, E, R>() -> Step<D, E, R> {
    Step { next: D::default(), effects: Vec::new(), replies: Vec::new(), reads: Vec::new() }
}

/// The same step with an effect more.
pub(crate) fn with_effect<D, E, R>(mut step: Step<D, E, R>, effect: impl Into<E>) -> Step<D, E, R> {
    step.effects.push(effect.into());
    step
}

/// The same step with a reply more.
pub(crate) fn and_say<D, E, R>(mut step: Step<D, E, R>, reply: impl Into<R>) -> Step<D, E, R> {
    step.replies.push(reply.into());
    step
}

/// The same step, its decision resting on this too.
pub(crate) fn reading<D, E, R>(mut step: Step<D, E, R>, resource: Resource) -> Step<D, E, R> {
    step.reads.push(resource);
    step
}
