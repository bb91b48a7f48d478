//! What the shell does for the rooms: from rows to facts, from effects to rows, from replies to words. One line for each.

mod asks;

pub mod access;
pub mod account;
pub mod corrections;
pub mod counter;
pub mod groups;
pub mod home;
pub mod joining;
pub mod linking;
pub mod people;
pub mod questions;
pub mod requests;
pub mod settings;

use std::collections::HashMap;

use dialogues::hub::{Button, Effect, Need, Reply};
use domain::question::QuestionNumber;
use store::{StoreError, Tx};

use crate::engine::Engine;
use crate::engine::batch::Case;
use crate::jobs::Job;
use crate::render::Words;

/// Answers one round of questions, for the whole batch: one statement for each kind.
pub async fn answer_in(
    tx: &mut Tx,
    engine: &Engine,
    cases: &mut [Case],
    asked: &[Vec<Need>],
) -> Result<(), StoreError> {
    people::facts::answer_in(tx, engine, cases, asked).await?;
    account::facts::answer_in(tx, cases, asked).await?;
    corrections::facts::answer_in(tx, cases, asked).await?;
    access::facts::answer_in(tx, engine, cases, asked).await?;
    requests::facts::answer_in(tx, engine, cases, asked).await?;
    questions::facts::answer_in(tx, engine, cases, asked).await?;
    groups::facts::answer_in(tx, engine, cases, asked).await?;
    joining::facts::answer_in(tx, engine, cases, asked).await?;
    settings::facts::answer_in(tx, engine, cases, asked).await
}

/// What the bot begins by itself.
pub const JOBS: [Job; 2] = [requests::jobs::SUMMARY, questions::jobs::REMINDERS];

/// Rows of a batch, by room.
#[derive(Default)]
pub struct Rows {
    home: home::rows::Rows,
    linking: linking::rows::Rows,
    joining: joining::rows::Rows,
    requests: requests::rows::Rows,
    access: access::rows::Rows,
    questions: questions::rows::Rows,
    groups: groups::rows::Rows,
    settings: settings::rows::Rows,
}

impl Rows {
    /// Takes the n-th effect of a case's step. What is posted and what is said is the engine's own.
    pub fn collect(&mut self, effect: &Effect, n: usize, case: &Case, engine: &Engine) {
        match effect {
            Effect::Home(effect) => self.home.collect(*effect, case),
            Effect::Linking(effect) => self.linking.collect(*effect, case),
            Effect::Joining(effect) => self.joining.collect(effect, case, engine),
            Effect::Requests(effect) => self.requests.collect(effect, case),
            Effect::Access(effect) => self.access.collect(effect, n, case, engine),
            Effect::Questions(effect) => self.questions.collect(effect, case),
            Effect::Groups(effect) => self.groups.collect(effect, case),
            Effect::Settings(effect) => self.settings.collect(effect, n, case),
            Effect::Post(_) | Effect::EraseInput | Effect::Tell { .. } | Effect::TellGroup { .. } => {}
        }
    }

    /// Writes them; returns the number that the question of each update got. The order is that of what rests on what.
    pub async fn write_in(
        &self,
        tx: &mut Tx,
        engine: &Engine,
        now_us: i64,
    ) -> Result<HashMap<i64, QuestionNumber>, StoreError> {
        self.home.write_in(tx).await?;
        self.linking.write_in(tx, now_us).await?;
        self.joining.write_in(tx, engine, now_us).await?;
        self.requests.write_in(tx, engine, now_us).await?;
        self.access.write_in(tx, engine, now_us).await?;
        self.settings.write_in(tx, engine, now_us).await?;
        let numbers = self.questions.write_in(tx, engine, now_us).await?;
        self.groups.write_in(tx, engine, now_us).await?;
        Ok(numbers)
    }

    /// What goes the way of the words of this batch, once they are written.
    pub async fn follow_in(&self, tx: &mut Tx, now_us: i64) -> Result<(), StoreError> {
        self.groups.move_in(tx, now_us).await
    }
}

/// The text of a reply.
pub fn html(reply: &Reply, words: &Words<'_>) -> String {
    match reply {
        Reply::Home(reply) => home::words::html(reply, words),
        Reply::Account(reply) => account::words::html(reply, words),
        Reply::Linking(reply) => linking::words::html(reply, words),
        Reply::Joining(reply) => joining::words::html(reply, words),
        Reply::Counter(reply) => counter::words::html(reply, words),
        Reply::Corrections(reply) => corrections::words::html(reply, words),
        Reply::Requests(reply) => requests::words::html(reply, words),
        Reply::Access(reply) => access::words::html(reply, words),
        Reply::Shared(reply) => access::words::shared_html(reply, words),
        Reply::Questions(reply) => questions::words::html(reply, words),
        Reply::Groups(reply) => groups::words::html(reply, words),
        Reply::Settings(reply) => settings::words::html(reply, words),
        Reply::Beside(reply) => html(reply, words),
    }
}

/// The label of a button, seen from the reply under which it stands.
pub fn label(button: Button, reply: &Reply, words: &Words<'_>) -> String {
    let reply = reply.bare();
    match button {
        Button::Home(button) => home::words::label(button, words),
        Button::Account(button) => account::words::label(button, reply, words),
        Button::Linking(button) => linking::words::label(button, words),
        Button::Joining(button) => joining::words::label(button, reply, words),
        Button::Counter(button) => counter::words::label(button, reply, words),
        Button::Corrections(button) => corrections::words::label(button, words),
        Button::Requests(button) => requests::words::label(button, reply, words),
        Button::Access(button) => access::words::label(button, reply, words),
        Button::Questions(button) => questions::words::label(button, reply, words),
        Button::Settings(button) => settings::words::label(button, reply, words),
    }
}
