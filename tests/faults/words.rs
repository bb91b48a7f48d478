//! A commit whose word is lost: who asked for it does not know whether it was done, and a person waits for what it said.

use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;

use crate::campaign::wire::{Trouble, Wire};
use crate::eye::Eye;
use crate::people::{OFFICES, REGISTER, SARI, asks_balance, everybody, hears_after};
use crate::rig::Rig;
use crate::support::{Intake, Kind};

/// Words lost of one answer: more than a message has tries of which nobody knows.
const WORDS: u64 = 4;

/// How long it may take until the answer comes all the same: less than one lease of what nobody holds, which is 15 s.
const ANSWER_MAX: Duration = Duration::from_secs(10);

/// An answer is put in a sender's hands again and again, and nobody hears that this was committed.
async fn loses_the_words(environment: &[(&str, &str)]) {
    let rig = Rig::new(Kind::Postgres, Intake::Polling, everybody(), REGISTER, &OFFICES).await;
    let trouble = Arc::new(Trouble::calm(0));
    let wire = Wire::before(&rig.place.database_url, Arc::clone(&trouble)).await;
    let environment: Vec<_> = environment.iter().copied().chain([("DATABASE_URL", wire.url.as_str())]).collect();
    let bot = rig.start_bot(&environment);
    let sari = rig.emulator.person(SARI);
    asks_balance(&sari).await;
    let mut eye = Eye::open(&rig.place).await;
    eye.wait_until_quiet().await;
    trouble.hands.store(WORDS, Ordering::SeqCst);
    let asked = sari.send_text("/saldo").await.unwrap();
    let answer = tokio::time::timeout(ANSWER_MAX, hears_after(&sari, asked, "det")).await;
    let left = trouble.hands.load(Ordering::SeqCst);
    assert!(answer.is_ok(), "no answer for {ANSWER_MAX:?}, with {left} of {WORDS} words to lose:\n{}", bot.log());
    assert_eq!(left, 0, "all of them were lost");
    eye.wait_until_quiet().await;
    let unknown = eye.number("SELECT CAST(SUM(ambiguous) AS BIGINT) FROM outbox").await;
    assert_eq!(unknown, 0, "what was never sent is not unknown");
    bot.stop().await;
    rig.end().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_answer_comes_soon_whose_handing_over_was_committed_without_a_word() {
    loses_the_words(&[]).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_answer_comes_soon_whose_claim_was_committed_without_a_word() {
    loses_the_words(&[("REMBUK_FAULTS_PLAIN", "1")]).await;
}
