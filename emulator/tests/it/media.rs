//! Files: sent along, by id, fetched, refused.

use emulator::Emulator;
use reqwest::Response;
use serde_json::{Value, json};

use crate::{Client, SITI, TOKEN, emulator};

/// A picture of one grey point, and a wider one that is only a head.
const POINT: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\0\0\0\0:~\x9bU\0\0\0\nIDATx\x9cch\0\0\0\x82\0\x81w\xcdr\xb6\0\0\0\0IEND\xaeB`\x82";

/// A form of many parts, as a bot uploads.
struct Form(Vec<u8>);

impl Form {
    fn to(chat: i64) -> Self {
        Self(Vec::new()).field("chat_id", &chat.to_string())
    }

    fn part(mut self, head: &str, bytes: &[u8]) -> Self {
        self.0.extend(format!("--x\r\ncontent-disposition: form-data; {head}\r\n\r\n").bytes());
        self.0.extend(bytes);
        self.0.extend(b"\r\n");
        self
    }

    fn field(self, name: &str, value: &str) -> Self {
        self.part(&format!("name=\"{name}\""), value.as_bytes())
    }

    fn file(self, name: &str, file: &str, bytes: &[u8]) -> Self {
        self.part(&format!("name=\"{name}\"; filename=\"{file}\""), bytes)
    }

    async fn post(mut self, client: &Client, method: &str) -> (u16, Value) {
        self.0.extend(b"--x--\r\n");
        let url = format!("{}/bot{TOKEN}/{method}", client.base);
        let request = client.http.post(url).header("content-type", "multipart/form-data; boundary=x").body(self.0);
        let answer: Response = request.send().await.expect("an answer");
        (answer.status().as_u16(), answer.json().await.expect("json"))
    }
}

async fn fetched(emu: &Emulator, client: &Client, file_id: &Value) -> Vec<u8> {
    let file = client.ok("getFile", json!({"file_id": file_id})).await;
    let path = file["file_path"].as_str().expect("a path");
    let url = format!("{}/file/bot{TOKEN}/{path}", emu.url());
    client.http.get(url).send().await.expect("an answer").bytes().await.expect("bytes").to_vec()
}

#[tokio::test]
async fn documents_go_both_ways() {
    let (emu, client) = emulator().await;
    let siti = emu.person(SITI);
    siti.start("").await.expect("sent");
    siti.send_document("anggota.csv", "text/csv", b"nama\nSiti\n", "daftar").await.expect("sent");
    let update = client.ok("getUpdates", json!({"offset": -1})).await[0].take();
    let document = &update["message"]["document"];
    assert_eq!((&document["file_name"], &update["message"]["caption"]), (&json!("anggota.csv"), &json!("daftar")));
    assert_eq!(fetched(&emu, &client, &document["file_id"]).await, b"nama\nSiti\n");
    // The bot answers with a file of its own; what is nested comes as JSON in a string.
    let markup = json!({"inline_keyboard": [[{"text": "Lagi", "callback_data": "l"}]]}).to_string();
    let form = Form::to(SITI).field("caption", "<b>laporan</b>").field("parse_mode", "HTML");
    let form = form.field("document", "attach://isi").field("reply_markup", &markup);
    let (_, answer) = form.file("isi", "a.txt", b"isi").post(&client, "sendDocument").await;
    let sent = &answer["result"];
    assert_eq!((&sent["document"]["file_size"], &sent["caption"]), (&json!(3), &json!("laporan")), "{answer}");
    let last = siti.last_message().await.expect("said");
    assert_eq!(last.labels(), ["Lagi"]);
    assert_eq!(last.document.map(|document| document.file_name).as_deref(), Some("a.txt"));
    // Once sent, it goes by its id.
    let again = json!({"chat_id": SITI, "document": sent["document"]["file_id"]});
    assert_eq!(client.ok("sendDocument", again).await["document"], sent["document"]);
    assert_eq!(emu.schema_violations(), Vec::<String>::new());
}

#[tokio::test]
async fn photos_come_in_sizes_and_go_by_id() {
    let (emu, client) = emulator().await;
    let siti = emu.person(SITI);
    siti.start("").await.expect("sent");
    siti.send_photo(POINT, "bukti").await.expect("sent");
    assert!(siti.send_photo(b"%PDF", "").await.is_err());
    let message = client.ok("getUpdates", json!({"offset": -1})).await[0]["message"].take();
    assert_eq!(message["caption"], "bukti");
    let sizes = message["photo"].as_array().expect("sizes");
    let largest = &sizes.last().expect("a size")["file_id"];
    assert_ne!(&sizes[0]["file_id"], largest);
    for size in sizes {
        assert_eq!(fetched(&emu, &client, &size["file_id"]).await, POINT);
    }
    let (status, sent) = Form::to(SITI).file("photo", "p.png", POINT).post(&client, "sendPhoto").await;
    assert_eq!((status, &sent["result"]["photo"][1]["width"]), (200, &json!(1)), "{sent}");
    client.ok("sendPhoto", json!({"chat_id": SITI, "photo": largest, "caption": "lagi"})).await;
    let shown = siti.last_message().await.expect("said").photo.expect("a photo");
    let seen = client.http.get(format!("{}/emulator/photo/{}", emu.url(), shown.file_id)).send().await.expect("seen");
    assert_eq!(seen.headers()["content-type"], "image/png");
    let caption = |text: &str| json!({"chat_id": SITI, "message_id": sent["result"]["message_id"], "caption": text});
    client.ok("editMessageCaption", caption("baru")).await;
    assert_eq!(emu.schema_violations(), Vec::<String>::new());
    let text = json!({"chat_id": SITI, "message_id": sent["result"]["message_id"], "text": "x"});
    let refusal = client.refused("editMessageText", text).await;
    assert_eq!(refusal, "Bad Request: there is no text in the message to edit");
}

#[tokio::test]
async fn files_that_telegram_refuses_are_refused_in_its_words() {
    let (emu, client) = emulator().await;
    let siti = emu.person(SITI);
    siti.start("").await.expect("sent");
    siti.send_photo(POINT, "").await.expect("sent");
    let photo = client.ok("getUpdates", json!({"offset": -1})).await[0]["message"]["photo"][1]["file_id"].take();
    let send = |what: &str, value: Value| json!({"chat_id": SITI, what: value});
    for (method, params, words) in [
        ("sendPhoto", send("photo", json!("https://example.org/a.png")), "failed to get HTTP URL content"),
        ("sendDocument", send("document", json!("file999")), "wrong file identifier/HTTP URL specified"),
        ("sendDocument", send("document", photo), "can't use file of type Photo as Document"),
        ("sendDocument", send("document", json!("attach://nowhere")), "there is no document in the request"),
        ("getFile", json!({"file_id": "../journal.jsonl"}), "invalid file_id"),
    ] {
        assert_eq!(client.refused(method, params).await, format!("Bad Request: {words}"));
    }
    let refused = async |method: &str, name: &str, bytes: &[u8]| {
        Form::to(SITI).file(name, "a", bytes).post(&client, method).await.1["description"].take()
    };
    assert_eq!(refused("sendPhoto", "photo", b"%PDF-1.7").await, "Bad Request: IMAGE_PROCESS_FAILED");
    assert_eq!(refused("sendDocument", "document", b"").await, "Bad Request: file must be non-empty");
    let mut wide = POINT.to_vec();
    wide[18..20].copy_from_slice(&[0x10, 0]);
    assert_eq!(refused("sendPhoto", "photo", &wide).await, "Bad Request: PHOTO_INVALID_DIMENSIONS");
    let big = [POINT, &vec![0; 10 * 1024 * 1024]].concat();
    let told = refused("sendPhoto", "photo", &big).await;
    assert!(told.as_str().is_some_and(|told| told.contains("is too big for a photo")), "{told}");
    let (status, _) = Form::to(SITI).file("document", "a", &big).post(&client, "sendDocument").await;
    assert_eq!(status, 200, "as a document it is small enough");
    let (status, body) = Form::to(SITI).file("document", "a", &vec![0; 53 << 20]).post(&client, "sendDocument").await;
    assert_eq!((status, &body["description"]), (413, &json!("Request Entity Too Large")));
    let long = Form::to(SITI).field("caption", &"x".repeat(1_025)).file("document", "a", b"x");
    assert_eq!(long.post(&client, "sendDocument").await.1["description"], "Bad Request: message caption is too long");
}
