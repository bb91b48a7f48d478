//! `/bot{token}/{method}`: the Bot API itself.

mod chats;
mod media;
mod messages;
mod params;
mod settings;
mod updates;

use std::sync::Arc;
use std::sync::atomic::Ordering;

use axum::body::Body;
use axum::extract::{ConnectInfo, Request, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde_json::Value;

use crate::error::ApiError;
use crate::fault::{CallInfo, Fault, Says};
use crate::record::CallRecord;
use crate::server::Scissors;
use crate::shared::Shared;
use params::Params;

/// One call, read and attributed.
pub(crate) struct Call {
    bot: usize,
    method: String,
    params: Params,
    /// On which it came.
    connection: u64,
}

/// Serve whatever is not a page: a method call, or nothing that we know.
pub(crate) async fn handle(
    State(shared): State<Arc<Shared>>,
    ConnectInfo(scissors): ConnectInfo<Scissors>,
    request: Request,
) -> Response {
    if let Some(path) = request.uri().path().strip_prefix("/file/bot") {
        return download(&shared, path);
    }
    let call = match read(&shared, request, scissors.connection).await {
        Ok(call) => call,
        Err(refusal) => return respond(&Err(refusal)),
    };
    match fate(&shared, &call) {
        Fault::None => serve(&shared, &call).await,
        Fault::Delay(wait) => {
            tokio::time::sleep(wait).await;
            serve(&shared, &call).await
        }
        Fault::DropBefore => {
            note(&shared, &call, &Err(ApiError::new(500, "closed before it was served")), true);
            scissors.cut();
            respond(&Ok(Answer::from(Value::Null)))
        }
        Fault::DropAfter => {
            let answer = perform(&shared, &call).await;
            note(&shared, &call, &answer, true);
            scissors.cut();
            respond(&answer)
        }
        Fault::GatewayAfter => {
            let answer = perform(&shared, &call).await;
            note(&shared, &call, &answer, true);
            gateway(504)
        }
        Fault::ServerError => {
            note(&shared, &call, &Err(ApiError::new(500, "Internal Server Error")), false);
            gateway(500)
        }
        Fault::Says(says) => say(&shared, &call, &says).await,
        Fault::Gateway(status) => {
            note(&shared, &call, &Err(ApiError::new(status, "a gateway's page")), false);
            gateway(status)
        }
        Fault::TooManyRequests { retry_after } | Fault::Flood { retry_after } => {
            refuse(&shared, &call, ApiError::too_many_requests(retry_after))
        }
        Fault::Forbidden(reason) => refuse(&shared, &call, ApiError::forbidden(reason)),
        Fault::BadRequest(reason) => refuse(&shared, &call, ApiError::bad_request(reason)),
        Fault::Migrate { to } => refuse(&shared, &call, ApiError::migrated(to)),
    }
}

async fn serve(shared: &Arc<Shared>, call: &Call) -> Response {
    let answer = perform(shared, call).await;
    note(shared, call, &answer, false);
    respond(&answer)
}

fn refuse(shared: &Shared, call: &Call, refusal: ApiError) -> Response {
    let answer = Err(refusal);
    note(shared, call, &answer, false);
    respond(&answer)
}

/// A page of what stands before Telegram.
fn gateway(status: u16) -> Response {
    Says::page(status).respond("")
}

/// Exactly what was ordered, whatever the call came to.
async fn say(shared: &Arc<Shared>, call: &Call, says: &Says) -> Response {
    if !says.takes {
        note(shared, call, &Err(ApiError::new(says.status, "an answer to order")), false);
        return says.respond("null");
    }
    let answer = perform(shared, call).await;
    note(shared, call, &answer, says.hides());
    says.respond(&answer.map_or_else(|refusal| refusal.to_json().to_string(), |answer| answer.to_text()))
}

/// A result, already written as JSON: updates are kept as text and need no second writing.
pub(crate) enum Answer {
    Json(Value),
    Updates(String),
}

impl Answer {
    fn to_text(&self) -> String {
        match self {
            Self::Json(value) => value.to_string(),
            Self::Updates(text) => text.clone(),
        }
    }
}

impl From<Value> for Answer {
    fn from(value: Value) -> Self {
        Self::Json(value)
    }
}

async fn read(shared: &Shared, request: Request, connection: u64) -> Result<Call, ApiError> {
    let path = request.uri().path().to_owned();
    let not_found = || ApiError::new(404, "Not Found");
    let (token, method) = path.strip_prefix("/bot").and_then(|rest| rest.split_once('/')).ok_or_else(not_found)?;
    // A client may write the token's colon as an escape.
    let token = token.replace("%3A", ":").replace("%3a", ":");
    let bot = shared.world().bot_by_token(&token);
    let bot = bot.ok_or_else(|| ApiError::new(401, "Unauthorized"))?;
    let method = shared.schema.method(method).ok_or_else(not_found)?.to_owned();
    let params = Params::read(shared, &method, request).await?;
    Ok(Call { bot, method, params, connection })
}

/// A file that a bot asked for with `getFile`, under the path that it was told.
fn download(shared: &Shared, path: &str) -> Response {
    let parts = path.split_once("/documents/").or_else(|| path.split_once("/photos/"));
    let found = parts.and_then(|(token, id)| {
        let known = shared.world().bot_by_token(&token.replace("%3A", ":"));
        known.and_then(|_| shared.files.get(id))
    });
    match found {
        Some(bytes) => bytes.to_vec().into_response(),
        None => respond(&Err(ApiError::new(404, "Not Found"))),
    }
}

fn fate(shared: &Shared, call: &Call) -> Fault {
    let number = shared.calls.fetch_add(1, Ordering::Relaxed);
    if shared.faults.is_calm() {
        return Fault::None;
    }
    let bot = shared.world().bots[call.bot].config.username.clone();
    shared.faults.fate(&CallInfo {
        number,
        bot,
        method: call.method.clone(),
        chat_id: call.params.chat_id().ok(),
        params: call.params.to_json(),
    })
}

async fn perform(shared: &Arc<Shared>, call: &Call) -> Result<Answer, ApiError> {
    if let Some(violation) = violation(shared, call) {
        // Where Telegram has words for it, the method's own check uses them.
        let worded = if call.method == "getUpdates" { None } else { dry_run(shared, call) };
        return Err(worded.unwrap_or_else(|| ApiError::bad_request(violation)));
    }
    if call.method == "getUpdates" {
        return updates::get(shared, call).await.map(Answer::Updates);
    }
    dispatch(shared, call).map(Answer::Json)
}

fn violation(shared: &Shared, call: &Call) -> Option<String> {
    if !shared.check_schema {
        return None;
    }
    let mut found = shared.schema.violations(&call.method, &call.params.to_json());
    for text in &found {
        shared.records.violation(text.clone());
    }
    (!found.is_empty()).then(|| found.swap_remove(0))
}

/// The refusal of a request that must not take effect, if its method words one.
fn dry_run(shared: &Shared, call: &Call) -> Option<ApiError> {
    match call.method.as_str() {
        "sendMessage"
        | "editMessageText"
        | "editMessageReplyMarkup"
        | "editMessageCaption"
        | "sendDocument"
        | "sendPhoto"
        | "copyMessage" => messages::check(&shared.world(), call).err(),
        "answerCallbackQuery" => messages::answer_press(&mut shared.world(), call).err(),
        _ => None,
    }
}

fn dispatch(shared: &Shared, call: &Call) -> Result<Value, ApiError> {
    let (bot, params) = (call.bot, &call.params);
    match call.method.as_str() {
        "getMe" => Ok(shared.world().me(bot)),
        "logOut" | "close" => Ok(Value::Bool(true)),
        "sendMessage" => messages::send(&mut shared.world(), call),
        "sendDocument" => media::send_document(shared, call),
        "sendPhoto" => media::send_photo(shared, call),
        "copyMessage" => messages::copy(&mut shared.world(), call),
        "editMessageText" => messages::edit_text(&mut shared.world(), call),
        "editMessageReplyMarkup" => messages::edit_markup(&mut shared.world(), call),
        "editMessageCaption" => messages::edit_caption(&mut shared.world(), call),
        "getFile" => media::file(shared, call),
        "deleteMessage" => messages::delete(&mut shared.world(), call),
        "deleteMessages" => messages::delete_many(&mut shared.world(), call),
        "answerCallbackQuery" => messages::answer_press(&mut shared.world(), call),
        "sendChatAction" => {
            let action = params.text("action").unwrap_or_default();
            shared.world().chat_action(bot, params.chat_id()?, action)
        }
        "setWebhook" => updates::set_webhook(&mut shared.world(), call),
        "deleteWebhook" => Ok(updates::delete_webhook(&mut shared.world(), call)),
        "getWebhookInfo" => Ok(updates::webhook_info(&shared.world(), call)),
        other => elsewhere(shared, call).unwrap_or_else(|| {
            let reason = format!("the emulator does not know how to {other}");
            shared.records.violation(format!("{other}: not emulated"));
            Err(ApiError::bad_request(reason))
        }),
    }
}

fn elsewhere(shared: &Shared, call: &Call) -> Option<Result<Value, ApiError>> {
    let mut world = shared.world();
    chats::dispatch(&mut world, call).or_else(|| settings::dispatch(&mut world, call))
}

fn note(shared: &Shared, call: &Call, answer: &Result<Answer, ApiError>, answer_lost: bool) {
    if !shared.records.is_on() {
        return;
    }
    let (ok, answer) = match answer {
        Ok(Answer::Json(value)) => (true, value.clone()),
        // An empty poll says nothing; many of them would crowd out the rest.
        Ok(Answer::Updates(text)) if text == "[]" => return,
        Ok(Answer::Updates(text)) => (true, serde_json::from_str(text).unwrap_or_default()),
        Err(refusal) => (false, Value::String(refusal.description.clone())),
    };
    let bot = shared.world().bots[call.bot].config.username.clone();
    shared.records.call(|number| CallRecord {
        number,
        connection: call.connection,
        at: shared.clock.now(),
        bot,
        method: call.method.clone(),
        params: call.params.to_json(),
        ok,
        answer,
        answer_lost,
    });
}

fn respond(answer: &Result<Answer, ApiError>) -> Response {
    let (status, body) = match answer {
        Ok(answer) => (200, format!("{{\"ok\":true,\"result\":{}}}", answer.to_text())),
        Err(refusal) => (refusal.code, refusal.to_json().to_string()),
    };
    let status = StatusCode::from_u16(status).unwrap_or(StatusCode::BAD_REQUEST);
    let kind = [(header::CONTENT_TYPE, "application/json")];
    (status, kind, Body::from(body)).into_response()
}
