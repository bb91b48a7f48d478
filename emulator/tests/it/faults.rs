//! Misfortunes on order.

use emulator::Fault;
use serde_json::json;

use crate::{SITI, emulator};

#[tokio::test]
async fn each_fault_looks_as_it_does_in_life() {
    let (emu, client) = emulator().await;
    let siti = emu.person(SITI);
    siti.start("").await.expect("sent");
    let send = || client.try_call("sendMessage", json!({"chat_id": SITI, "text": "x"}));
    let order = |fault: Fault| emu.set_fault(Box::new(move |_| fault.clone()));
    order(Fault::TooManyRequests { retry_after: 7 });
    let (status, body) = send().await.expect("an answer");
    assert_eq!((status, &body["parameters"]["retry_after"]), (429, &json!(7)));
    assert_eq!(body["description"], "Too Many Requests: retry after 7");
    order(Fault::Migrate { to: -1_002 });
    let (_, body) = send().await.expect("an answer");
    assert_eq!(body["parameters"]["migrate_to_chat_id"], -1_002);
    order(Fault::Forbidden("user is deactivated".to_owned()));
    let (status, body) = send().await.expect("an answer");
    assert_eq!((status, &body["description"]), (403, &json!("Forbidden: user is deactivated")));
    order(Fault::ServerError);
    assert!(send().await.expect_err("not JSON").is_decode());
    assert_eq!(siti.messages().await.len(), 1);
    order(Fault::DropBefore);
    assert!(send().await.is_err());
    assert_eq!(siti.messages().await.len(), 1, "it had no effect");
    order(Fault::DropAfter);
    assert!(send().await.is_err());
    assert_eq!(siti.messages().await.len(), 2, "it took effect unseen");
    assert!(emu.calls().iter().any(|call| call.ok && call.answer_lost));
    emu.clear_fault();
    assert_eq!(send().await.expect("an answer").0, 200);
}
