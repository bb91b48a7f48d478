//! Misfortunes on order.

use emulator::{Fault, FaultRule, Says, UpdateFaults};
use serde_json::{Value, json};

use crate::{BOT, SITI, emulator};

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

#[tokio::test]
async fn a_gateway_speaks_html_and_may_have_let_the_call_through() {
    let (emu, client) = emulator().await;
    let siti = emu.person(SITI);
    siti.start("").await.expect("sent");
    let url = format!("{}/bot{}/sendMessage?chat_id={SITI}&text=x", emu.url(), crate::TOKEN);
    for (fault, status, said) in [(Fault::Gateway(502), 502, 1), (Fault::GatewayAfter, 504, 2)] {
        let rule = FaultRule { count: Some(1), method: Some("sendMessage".to_owned()), ..FaultRule::always(fault) };
        emu.order_fault(rule).expect("room");
        let answer = client.http.get(&url).send().await.expect("an answer");
        assert_eq!((answer.status().as_u16(), &answer.headers()["content-type"] == "text/html"), (status, true));
        assert!(answer.text().await.expect("a text").contains("<html>"));
        assert_eq!(siti.messages().await.len(), said);
    }
    let accepted = emu.accepted_from(0);
    assert_eq!((accepted.len(), accepted[0].answer_lost), (1, true), "what took effect, heard or not");
}

#[tokio::test]
async fn it_says_to_the_letter_what_was_ordered() {
    let (emu, client) = emulator().await;
    let siti = emu.person(SITI);
    siti.start("").await.expect("sent");
    let http = reqwest::Client::builder().redirect(reqwest::redirect::Policy::none()).build().expect("a client");
    let url = format!("{}/bot{}/sendMessage?chat_id={SITI}&text=x", emu.url(), crate::TOKEN);
    let of_nobody = Says::of_nobody();
    assert_eq!(of_nobody.len(), 8);
    for (name, says) in of_nobody {
        emu.set_fault(Box::new({
            let says = says.clone();
            move |_| Fault::Says(says.clone())
        }));
        let answer = http.get(&url).send().await.expect("an answer");
        assert_eq!(answer.status().as_u16(), says.status, "{name}");
        assert!(says.headers.iter().all(|(key, value)| answer.headers()[key] == **value), "{name}");
        assert_eq!(answer.text().await.expect("a text"), says.body, "{name}");
        assert_eq!(siti.messages().await.len(), 1, "{name}: nobody took it");
    }
    let odd = Says::text(200, r#"{"ok":true,"result":{result},"error_code":null}"#).taking();
    emu.set_fault(Box::new(move |_| Fault::Says(odd.clone())));
    let (status, body) =
        client.try_call("sendMessage", json!({"chat_id": SITI, "text": "x"})).await.expect("an answer");
    assert_eq!((status, &body["result"]["text"], &body["error_code"]), (200, &json!("x"), &Value::Null));
    assert_eq!(siti.messages().await.len(), 2);
}

#[tokio::test]
async fn while_it_hangs_up_nothing_is_taken_on_old_connections_or_new_ones() {
    let (emu, client) = emulator().await;
    let siti = emu.person(SITI);
    siti.start("").await.expect("sent");
    let send = || client.try_call("sendMessage", json!({"chat_id": SITI, "text": "x"}));
    assert_eq!(send().await.expect("an answer").0, 200, "a connection is open");
    emu.hang_up(true);
    for _ in 0..3 {
        let lost = send().await.expect_err("a reset");
        assert!(!lost.is_connect() && !lost.is_timeout(), "{lost}");
    }
    assert_eq!(siti.messages().await.len(), 2, "nothing had an effect");
    emu.hang_up(false);
    assert_eq!(send().await.expect("an answer").0, 200);
}

#[tokio::test]
async fn another_process_orders_faults_and_counts_what_was_accepted() {
    let (emu, client) = emulator().await;
    for id in [SITI, 1002] {
        emu.person(id).start("").await.expect("sent");
    }
    let at = |path: &str| format!("{}/emulator/{path}", emu.url());
    let rule = json!({"method": "sendMessage", "chat": SITI, "count": 2,
        "fault": {"kind": "flood", "value": {"retry_after": 60}}});
    let ordered = client.http.post(at("faults")).json(&rule).send().await.expect("an answer");
    let id = ordered.json::<Value>().await.expect("json")["id"].take();
    let send = |chat: i64| json!({"chat_id": chat, "text": "x"});
    assert_eq!(client.refused("sendMessage", send(SITI)).await, "Too Many Requests: retry after 60");
    assert_eq!(client.call("sendMessage", send(SITI)).await.0, 429, "the flood goes on");
    client.ok("sendMessage", send(1002)).await;
    let list: Value = client.http.get(at("faults")).send().await.expect("an answer").json().await.expect("json");
    assert_eq!((&list[0]["hits"], &list[0]["rule"]["fault"]["kind"]), (&json!(2), &json!("flood")));
    client.http.delete(at(&format!("faults/{id}"))).send().await.expect("an answer");
    client.ok("sendMessage", send(SITI)).await;
    let accepted = client.http.get(at("calls?accepted=1")).send().await.expect("an answer");
    assert_eq!(accepted.json::<Value>().await.expect("json").as_array().map(Vec::len), Some(2));
    let wrong = json!({"fault": {"kind": "earthquake"}});
    assert_eq!(client.http.post(at("faults")).json(&wrong).send().await.expect("an answer").status(), 422);
}

#[tokio::test]
async fn updates_come_twice_out_of_order_and_under_other_ids() {
    let (emu, client) = emulator().await;
    emu.set_update_faults(UpdateFaults { duplicate: 1.0, ..UpdateFaults::default() });
    emu.person(SITI).start("").await.expect("sent");
    let twice = client.update_ids(json!({})).await;
    assert_eq!((twice.len(), twice[0]), (2, twice[1]));
    assert_eq!(client.update_ids(json!({"offset": twice[0] + 1})).await, Vec::<i64>::new());

    emu.set_update_faults(UpdateFaults { reorder_window: 4, seed: 1, ..UpdateFaults::default() });
    for n in 0..10 {
        for id in [SITI, 1002] {
            emu.person(id).send_text(&n.to_string()).await.expect("sent");
        }
    }
    let moved = client.ok("getUpdates", json!({})).await;
    let moved = moved.as_array().expect("a list");
    let ids: Vec<i64> = moved.iter().filter_map(|update| update["update_id"].as_i64()).collect();
    assert!(!ids.is_sorted() && ids.len() == 20, "{ids:?}");
    for id in [SITI, 1002] {
        let of_chat = moved.iter().filter(|update| update["message"]["chat"]["id"] == id);
        assert!(of_chat.filter_map(|update| update["update_id"].as_i64()).is_sorted(), "a chat keeps its order");
    }
    client.update_ids(json!({"offset": ids.iter().max().expect("some") + 1})).await;

    let calm = emu.pending(BOT).expect("known");
    assert_eq!(calm, 0);
    emu.set_update_faults(UpdateFaults { jump: 1.0, seed: 5, ..UpdateFaults::default() });
    let mut last = *ids.iter().max().expect("some");
    let mut downwards = 0;
    for _ in 0..20 {
        emu.person(SITI).send_text("x").await.expect("sent");
        let next = client.update_ids(json!({"offset": last + 1})).await;
        assert_eq!(next.len(), 1, "an offset from before the jump loses nothing");
        assert_ne!(next[0], last + 1);
        downwards += usize::from(next[0] < last);
        last = next[0];
        client.update_ids(json!({"offset": last + 1})).await;
    }
    assert!((1..20).contains(&downwards), "{downwards}");
}
