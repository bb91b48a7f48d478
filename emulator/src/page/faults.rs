//! Ordering misfortunes from another process.

use std::sync::Arc;

use axum::Json;
use axum::extract::{Path, State};
use serde_json::{Value, json};

use super::drive::Answer;
use crate::error::Error;
use crate::fault::{FaultRule, UpdateFaults};
use crate::shared::Shared;

pub(super) async fn list(State(shared): State<Arc<Shared>>) -> Json<Value> {
    Json(json!(shared.faults.in_force()))
}

pub(super) async fn order(State(shared): State<Arc<Shared>>, Json(rule): Json<FaultRule>) -> Answer {
    let id = shared.faults.order(rule).ok_or(Error::TooManyRules)?;
    Ok(Json(json!({"id": id})))
}

pub(super) async fn take_back(State(shared): State<Arc<Shared>>, Path(id): Path<u64>) -> Json<Value> {
    shared.faults.take_back(Some(id));
    Json(json!({}))
}

/// Calm again, for calls and for updates.
pub(super) async fn clear(State(shared): State<Arc<Shared>>) -> Json<Value> {
    shared.faults.take_back(None);
    shared.world().unrest.order(UpdateFaults::default());
    Json(json!({}))
}

pub(super) async fn updates(State(shared): State<Arc<Shared>>) -> Json<Value> {
    Json(json!(shared.world().unrest.orders))
}

pub(super) async fn order_updates(State(shared): State<Arc<Shared>>, Json(orders): Json<UpdateFaults>) -> Json<Value> {
    shared.world().unrest.order(orders);
    Json(json!({}))
}
