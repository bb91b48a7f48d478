//! What a process asked for and did not live to hear the answer of.

use std::io::Write;
use std::net::TcpStream;
use std::time::Duration;

use crate::{LIMIT, SITI, TOKEN, emulator};

/// A whole request, as its bytes.
fn says(emu: &emulator::Emulator, text: &str) -> String {
    let host = emu.url();
    let body = format!("{{\"chat_id\":{SITI},\"text\":\"{text}\"}}");
    format!(
        "POST /bot{TOKEN}/sendMessage HTTP/1.1\r\nhost: {}\r\ncontent-type: application/json\r\n\
        content-length: {}\r\n\r\n{body}",
        host.trim_start_matches("http://"),
        body.len()
    )
}

/// One thread runs it all: what is written without waiting for anything can't have been read.
#[tokio::test(flavor = "current_thread")]
async fn what_a_dead_process_left_in_its_sockets_is_done_before_it_counts_as_hung_up() {
    let (emu, client) = emulator().await;
    emu.person(SITI).start("").await.expect("sent");
    let address = emu.url().trim_start_matches("http://").to_owned();
    // Nobody can have accepted these when their process is gone.
    for text in ["first", "second"] {
        let mut process = TcpStream::connect(&address).expect("the emulator listens");
        process.write_all(says(&emu, text).as_bytes()).expect("written");
    }
    assert_eq!(emu.next_call(), 0, "two requests wait, and who asked is gone");
    let later = emu.wait_until_hung_up(LIMIT).await.expect("everybody has hung up");
    assert_eq!(emu.next_call(), 2, "and what they asked for is done");
    client.ok("sendMessage", serde_json::json!({"chat_id": SITI, "text": "third"})).await;
    let calls = emu.calls();
    let said: Vec<(&str, bool)> =
        calls.iter().map(|call| (call.params["text"].as_str().expect("a text"), call.connection < later)).collect();
    assert_eq!(said, [("first", true), ("second", true), ("third", false)]);
    assert_ne!(calls[0].connection, calls[1].connection);
}

#[tokio::test]
async fn whoever_stays_connected_is_told_of_by_number() {
    let (emu, client) = emulator().await;
    client.ok("getMe", serde_json::json!({})).await;
    let error = emu.wait_until_hung_up(Duration::from_millis(50)).await.expect_err("a client is there");
    assert!(error.to_string().contains("connections [0"), "{error}");
    drop(client);
    emu.wait_until_hung_up(LIMIT).await.expect("it has hung up");
}

#[tokio::test]
async fn whoever_dies_while_the_messenger_is_away_has_hung_up_too() {
    let (emu, client) = emulator().await;
    client.ok("getMe", serde_json::json!({})).await;
    emu.hang_up(true);
    client.try_call("getMe", serde_json::json!({})).await.expect_err("nobody answers");
    drop(client);
    emu.wait_until_hung_up(LIMIT).await.expect("everybody has hung up");
}
