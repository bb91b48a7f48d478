//! What an update costs without input and output: read, decided on, rendered. See docs/PERFORMANCE.md.

use std::hint::black_box;

use anyhow::{Context, ensure};
use criterion::Criterion;
use dialogues::account::facts::AccountNeed;
use dialogues::base::people::PeopleNeed;
use dialogues::counter::CounterButton;
use dialogues::hub::{Button, Chat, Command, Dialogue, Facts, Input};
use dialogues::{needs, samples, step};
use domain::ids::BotId;
use domain::locale::Locale;
use domain::role::Role;
use domain::{amount, words};
use futures_util::FutureExt;
use rembuk::render::{RenderCtx, render};
use rembuk::telegram::envelope;
use rembuk::telegram::route::Router;
use store::Keyring;
use store::seal::{KEY_BYTES, Place};

const TYPED: &str = r#"{"update_id":1,"message":{"message_id":7,"from":{"id":1017,"is_bot":false,"first_name":"Sari","language_code":"id"},"chat":{"id":1017,"first_name":"Sari","type":"private"},"date":1764000000,"text":"/loket A-017 sukarela 500rb"}}"#;
const PRESSED: &str = r#"{"update_id":1,"callback_query":{"id":"1","from":{"id":1017,"is_bot":false,"first_name":"Sari"},"message":{"message_id":7,"chat":{"id":1017,"first_name":"Sari","type":"private"},"date":1764000000,"text":"x"},"chat_instance":"1","data":"cy:0000000000000004"}}"#;

fn main() -> anyhow::Result<()> {
    let mut bench = Criterion::default().configure_from_args();
    updates(&mut bench)?;
    amounts(&mut bench);
    buttons(&mut bench)?;
    steps(&mut bench)?;
    sealing(&mut bench)?;
    bench.final_summary();
    Ok(())
}

/// The envelope is what is read before an update is kept, the route what is read when it is worked on.
fn updates(bench: &mut Criterion) -> anyhow::Result<()> {
    let router = Router::default();
    for (name, update) in [("typed", TYPED), ("pressed", PRESSED)] {
        let body = update.as_bytes();
        router.route(body, "ContohBot").now_or_never().context("reading an update waits for something")?;
        bench.bench_function(&format!("update/envelope/{name}"), |timed| {
            timed.iter(|| envelope::seal_in(BotId(1), black_box(body).to_vec()));
        });
        bench.bench_function(&format!("update/route/{name}"), |timed| {
            timed.iter(|| router.route(black_box(body), "ContohBot").now_or_never());
        });
    }
    Ok(())
}

fn amounts(bench: &mut Criterion) {
    let texts = [
        ("figures", "500rb"),
        ("grouped", "Rp 1.250.000,-"),
        ("spoken", "satu juta dua ratus lima puluh ribu"),
        ("none", "besok saja ya"),
    ];
    for (name, text) in texts {
        bench.bench_function(&format!("amount/read/{name}"), |timed| timed.iter(|| amount::parse(black_box(text))));
    }
    let amount = samples::rupiah(1_250_000);
    bench.bench_function("amount/spelled", |timed| timed.iter(|| words::spelled(black_box(amount), Locale::Id)));
}

fn buttons(bench: &mut Criterion) -> anyhow::Result<()> {
    let button = Button::decode("cy:0000000000000004").context("no button of ours")?;
    let data = button.encode();
    bench.bench_function("button/encode", |timed| timed.iter(|| black_box(&button).encode()));
    bench.bench_function("button/decode", |timed| timed.iter(|| Button::decode(black_box(&data))));
    let all: Vec<String> = samples::buttons().iter().map(Button::encode).collect();
    bench.bench_function("button/decode/all", |timed| {
        timed.iter(|| black_box(&all).iter().filter_map(|data| Button::decode(data)).count());
    });
    Ok(())
}

/// A step with its needs met, and what it says rendered.
fn steps(bench: &mut Criterion) -> anyhow::Result<()> {
    let (cooperative, ctx) = (samples::cooperative(), samples::ctx());
    let treasurer = samples::person(1_017, Some(samples::sari()), &[Role::Treasurer]);
    let mut facts = Facts::new(cooperative.clone(), treasurer);
    let sari = samples::sari();
    facts.account.balances.tell(AccountNeed::Balances(sari.member_id), Some(samples::balances()));
    facts.people.member.tell(PeopleNeed::MemberByNumber(sari.number), Some(samples::sari_link()));
    let receipts = ["S-1043".to_owned()];
    let around = RenderCtx {
        cooperative: &cooperative,
        receipts: &receipts,
        question: None,
        bot_username: "ContohBot",
        chat: Chat::Private,
    };
    let deposit = Input::Command { command: Command::Counter, rest: "A-017 sukarela 500rb".to_owned() };
    let form = step(&Dialogue::Idle, &deposit, &facts, &ctx);
    let shown = form.replies.iter().flat_map(|reply| reply.shape().rows().concat());
    let confirm = shown.into_iter().find(|button| matches!(button, Button::Counter(CounterButton::Confirm { .. })));
    let confirm = confirm.context("no form to confirm")?;
    let cases = [
        ("start", Dialogue::Idle, Input::Start { payload: None }),
        ("saldo", Dialogue::Idle, Input::Command { command: Command::Balance, rest: String::new() }),
        ("sentence", Dialogue::Idle, Input::Text("berapa simpanan saya sekarang bu".to_owned())),
        ("form", Dialogue::Idle, deposit),
        ("post", form.next, Input::Press(confirm)),
    ];
    for (name, state, input) in &cases {
        let missing = needs(state, input, &facts, &ctx);
        ensure!(missing.is_empty(), "{name} wants to know {missing:?}");
        bench.bench_function(&format!("step/{name}"), |timed| {
            timed.iter(|| step(black_box(state), black_box(input), &facts, &ctx));
        });
        let decided = step(state, input, &facts, &ctx);
        bench.bench_function(&format!("render/{name}"), |timed| {
            let render_all =
                || -> Vec<_> { decided.replies.iter().map(|it| render(it, Locale::Id, &around)).collect() };
            timed.iter(render_all);
        });
    }
    Ok(())
}

/// Each update is sealed when it comes, and so is what is left of it: the dialogue and its answers.
fn sealing(bench: &mut Criterion) -> anyhow::Result<()> {
    let keys = Keyring::new(&[7; KEY_BYTES]);
    let place = || Place { table: "benchmark.body", row: "4242:1" };
    let sealed = keys.seal(place(), TYPED.as_bytes());
    ensure!(keys.open(place(), &sealed)? == TYPED.as_bytes(), "what was sealed does not open");
    bench.bench_function("seal/update", |timed| timed.iter(|| keys.seal(place(), black_box(TYPED.as_bytes()))));
    bench.bench_function("open/update", |timed| timed.iter(|| keys.open(place(), black_box(&sealed))));
    Ok(())
}
