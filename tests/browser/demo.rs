//! `rembuk demo` as somebody tries it: started twice on one directory, with the page it names open in a browser.

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, ChildStdout, Command, Stdio};
use std::time::{Duration, Instant};

use crate::driver::{Screen, browse};
use crate::page::Look;

/// People of the sample cooperative: a member who has not linked yet, one who has, and the treasurer.
const SARI: i64 = 1000;
const ANI: i64 = 1003;
const DEWI: i64 = 2001;

/// How long a stop may take.
const STOP_MAX: Duration = Duration::from_secs(10);

/// How often an end is looked for.
const LOOK_AGAIN: Duration = Duration::from_millis(20);

fn program() -> Command {
    let mut program = Command::new(env!("CARGO_BIN_EXE_rembuk"));
    program.env_clear().stdin(Stdio::null());
    program
}

/// The demo in a process of its own, which ends with the test.
struct Demo {
    child: Child,
    url: String,
    told: BufReader<ChildStdout>,
}

impl Demo {
    /// Starts it and waits until it names its page.
    fn start(data: &Path) -> Self {
        let mut child = program()
            .args(["demo", "--listen", "127.0.0.1:0", "--data"])
            .arg(data)
            .stdout(Stdio::piped())
            .spawn()
            .expect("the program starts");
        let mut told = BufReader::new(child.stdout.take().expect("its output is piped"));
        let mut line = String::new();
        told.read_line(&mut line).expect("the demo names its page");
        let mut demo = Self { child, url: String::new(), told };
        let url = line.trim().strip_prefix("Open this page: ");
        url.unwrap_or_else(|| panic!("the demo told something else first: {line:?}")).clone_into(&mut demo.url);
        demo
    }

    /// Ends it as a service manager does.
    async fn stop(mut self) {
        let asked = Command::new("kill").arg("-TERM").arg(self.child.id().to_string()).status().unwrap();
        assert!(asked.success(), "the demo had ended before it was asked to");
        let deadline = Instant::now() + STOP_MAX;
        let status = loop {
            if let Some(status) = self.child.try_wait().unwrap() {
                break status;
            }
            assert!(Instant::now() < deadline, "the demo does not stop");
            tokio::time::sleep(LOOK_AGAIN).await;
        };
        let mut rest = String::new();
        std::io::Read::read_to_string(&mut self.told, &mut rest).unwrap();
        assert_eq!(status.code(), Some(0), "{status}: {rest}");
    }
}

impl Drop for Demo {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

async fn demo(data: &Path) -> Demo {
    let data = data.to_owned();
    tokio::task::spawn_blocking(move || Demo::start(&data)).await.unwrap()
}

/// Nothing in the demo's records contradicts itself.
fn audit(data: &Path) {
    let audited = program()
        .arg("audit")
        .env("DATABASE_URL", format!("sqlite://{}", data.join("rembuk.db").display()))
        .env("REMBUK_KEY_FILE", data.join("rembuk.key"))
        .output()
        .unwrap();
    assert!(audited.status.success(), "{audited:?}");
}

fn list_says(look: &Look, person: i64, words: &str) -> bool {
    look.row(person).is_some_and(|row| row.words.contains(words))
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_demo_works_at_once_and_goes_on_where_it_was() {
    let dir = tempfile::tempdir().unwrap();
    let data = dir.path().join("demo");
    let first = demo(&data).await;
    browse(Screen::Desktop, &first.url, async |page| {
        page.until("everybody in the list", |look| look.people.len() == 9).await;
        page.shoot("demo-1-list").await;
        page.become_person(SARI).await;
        page.click("start").await;
        page.answer("Selamat datang di Koperasi Contoh Maju").await;
        page.click("share-contact").await;
        page.click("dialog-yes").await;
        page.answer("Bu Sari Contoh, apa yang bisa kami bantu?").await;
        page.say("/saldo").await;
        page.answer("Bu Sari Contoh, simpanan Anda Rp").await;
        page.press("Rincian").await;
        page.answer("ini rincian simpanan Anda").await;
        page.shoot("demo-2-balance").await;
        let list = page.until("the balance in the list", |look| list_says(look, SARI, "simpanan Anda")).await;
        assert!(list.row(ANI).is_some_and(|row| row.badge.len() == 2), "a year of receipts is unread: {list:#?}");
    })
    .await;
    first.stop().await;
    audit(&data);

    let second = demo(&data).await;
    browse(Screen::Desktop, &second.url, async |page| {
        let list = page.until("the chats as they were", |look| list_says(look, SARI, "simpanan Anda")).await;
        assert!(list.row(ANI).is_some_and(|row| row.badge.len() == 2), "still unread: {list:#?}");
        page.become_person(SARI).await;
        let kept = page.answer("ini rincian simpanan Anda").await;
        assert!(kept.text.contains("Jumlah"), "{}", kept.text);
        // A year of deposits is there, and the button from before the stop still does something.
        page.press("Mutasi").await;
        page.answer("Mutasi ").await;
        page.become_person(DEWI).await;
        page.say("/loket A-001 wajib 50rb").await;
        page.answer("sudah benar?").await;
        page.press("Ya, benar").await;
        page.answer("sudah dicatat; nomor bukti").await;
        page.shoot("demo-3-counter").await;
        page.become_person(SARI).await;
        page.answer("setoran Rp50.000 ke simpanan wajib sudah kami terima").await;
        page.become_person(ANI).await;
        page.say("/saldo").await;
        page.answer("Bu Ani Contoh, simpanan Anda Rp").await;
        page.press("Rincian").await;
        page.answer("ini rincian simpanan Anda").await;
        // The picture of the README, docs/images/chat.png, is a copy of this one.
        page.until("nothing unread", |look| look.row(ANI).is_some_and(|row| row.badge.is_empty())).await;
        page.shoot("chat").await;
    })
    .await;
    second.stop().await;
    audit(&data);
}
