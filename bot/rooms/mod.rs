//! What the shell does for the rooms: from rows to facts, one line for each.

mod asks;

pub mod access;
pub mod account;
pub mod corrections;
pub mod groups;
pub mod joining;
pub mod people;
pub mod questions;
pub mod requests;
pub mod settings;

use dialogues::facts::Need;
use store::{StoreError, Tx};

use crate::engine::Engine;
use crate::engine::batch::Case;

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
