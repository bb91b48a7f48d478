//! Chromium and its driver as children of the test: they end with it, however it ends.

use std::future::Future;
use std::io::{BufRead, BufReader};
use std::process::{Child, ChildStdout, Command, ExitStatus, Stdio};

use fantoccini::ClientBuilder;
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Value, json};

use crate::page::Page;

/// What the page is shown on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Screen {
    Desktop,
    /// A small phone: 360 by 740 points, touched.
    Phone,
}

/// Width of the phone, in points.
pub const PHONE_WIDTH: u32 = 360;

/// How often a driver may look for a port.
const STARTS_MAX: usize = 5;

/// A running chromedriver.
struct Driver {
    child: Child,
    address: String,
    /// Held open: a driver that can't write its log ends.
    _told: BufReader<ChildStdout>,
}

impl Driver {
    /// Starts it on a port of its own choice. It wants the same one for both families of addresses, and ends where only the
    /// first of them had it free: beside tests with many connections that happens, so it may choose again.
    fn start() -> Self {
        let mut ended = Vec::new();
        while ended.len() < STARTS_MAX {
            match Self::listening() {
                Ok(driver) => return driver,
                Err(status) => ended.push(status),
            }
        }
        panic!("chromedriver ended before it listened, {STARTS_MAX} times: {ended:?}");
    }

    /// Waits until it tells its port, or has ended before.
    fn listening() -> Result<Self, ExitStatus> {
        let mut child = Command::new("chromedriver")
            .arg("--port=0")
            // The page tells times in the browser's zone; the bot tells months in the cooperative's.
            .env("TZ", "Asia/Jakarta")
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("chromedriver is there: scripts/install-tools.sh installs it");
        let mut told = BufReader::new(child.stdout.take().expect("its output is piped"));
        let mut line = String::new();
        while told.read_line(&mut line).expect("chromedriver tells its port") > 0 {
            let port = line.trim().strip_prefix("ChromeDriver was started successfully on port ");
            if let Some(port) = port {
                let address = format!("http://127.0.0.1:{}", port.trim_end_matches('.'));
                return Ok(Self { child, address, _told: told });
            }
            line.clear();
        }
        Err(child.wait().expect("a child that was started"))
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        // Chromium holds a pipe to its driver and ends with it.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// What the browser is asked to be.
fn capabilities(screen: Screen, profile: &str) -> serde_json::Map<String, Value> {
    let mut arguments: Vec<String> = [
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--disable-dev-shm-usage",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--no-proxy-server",
        "--hide-scrollbars",
        "--force-prefers-reduced-motion",
        "--lang=id",
        "--window-size=1280,940",
        "--remote-debugging-pipe",
    ]
    .map(str::to_owned)
    .to_vec();
    arguments.push(format!("--user-data-dir={profile}"));
    let mut options = json!({ "args": arguments });
    if screen == Screen::Phone {
        let metrics = json!({ "width": PHONE_WIDTH, "height": 740, "pixelRatio": 2.0, "touch": true, "mobile": true });
        options["mobileEmulation"] = json!({ "deviceMetrics": metrics });
    }
    let wanted = json!({
        "browserName": "chrome",
        "goog:chromeOptions": options,
        "goog:loggingPrefs": { "browser": "ALL" },
    });
    wanted.as_object().cloned().unwrap_or_default()
}

/// Shows `url` in a fresh browser and lives the story. Whatever comes of it, the browser is ended; a failed story
/// leaves a picture, and what the page told its console.
pub async fn browse<F>(screen: Screen, url: &str, story: impl FnOnce(Page) -> F)
where
    F: Future<Output = ()> + Send + 'static,
{
    let profile = tempfile::tempdir().unwrap();
    let driver = tokio::task::spawn_blocking(Driver::start).await.unwrap();
    let mut builder = ClientBuilder::new(HttpConnector::new());
    builder.capabilities(capabilities(screen, &profile.path().display().to_string()));
    let client = builder.connect(&driver.address).await.expect("Chromium starts");
    let page = Page::new(client.clone(), &driver.address).await;
    page.visit(url).await;
    let ended = tokio::spawn(story(page.clone())).await;
    let told = page.console().await;
    if ended.is_err() {
        let story = std::thread::current().name().unwrap_or_default().replace("::", "-");
        page.shoot(&format!("failed-{story}")).await;
        println!("the page's console: {told:#?}");
        println!("what was on the page: {:#?}", page.look().await);
    }
    client.close().await.unwrap();
    drop(driver);
    if let Err(failure) = ended {
        std::panic::resume_unwind(failure.into_panic());
    }
    assert!(told.is_empty(), "the page complained on its console: {told:#?}");
}
