//! Every function of the store that belongs to a cooperative answers and does the same, whether or not the deployment
//! has a twin whose local ids are all the same and more; and nothing of the twin is touched.
//!
//! The functions are found in the source: one without a call in the `calls.rs` of a room fails here.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use domain::access::{Door, Lock};
use domain::ids::{BotId, ChatId};
use domain::invitation::Proof;
use domain::locale::Locale;
use domain::role::Role;
use store::dialogues::Save;
use store::doors::Put;
use store::inbox::NewUpdate;
use store::invitations::{Grant, Invitation};
use store::letters::NewLetter;
use store::outbox::NewMessage;
use store::{StoreError, Tx, invitations, members, people, requests};

use crate::constraint_rows::tables;
use crate::side::Side;
use crate::support::{Fresh, both_databases, in_unit};
use crate::twin_calls;
use crate::world::{
    NIK, NOW, coop, deposit, found, invitation, keys, member, message, new_application, new_member, person, post,
    reversal_request, update,
};
use crate::{access, engine, groups, joining, questions, settings};

/// Functions that belong to no cooperative, each with its reason.
const OF_THE_DEPLOYMENT: &[(&str, &str)] = &[
    ("audit::run_in", "looks at everybody's records, and each finding names its owner"),
    ("bots::list_in", "the bots of the deployment"),
    ("bots::revision_in", "a number about all bots"),
    ("cooperatives::add_in", "makes a cooperative"),
    ("cooperatives::list_in", "the cooperatives of the deployment"),
    ("housekeeping::drop_finished_in", "sweeps by age alone"),
    ("inbox::claim_in", "a batch serves many bots, and each update carries its own"),
    ("inbox::take_in", "a batch serves many bots, and each update carries its own"),
    ("inbox::put_back_in", "by arrival number"),
    ("inbox::finish_in", "by arrival number, which is one update's in the whole deployment"),
    ("inbox::retry_later_in", "by arrival number"),
    ("inbox::depth_in", "a number about all bots"),
    ("inbox::depths_in", "numbers about each bot, for the operator"),
    ("leases::register_in", "a process is nobody's"),
    ("leases::beat_in", "by the process that lives"),
    ("leases::bury_in", "by the process that is dead"),
    ("leases::leave_in", "by the process that ends"),
    ("leases::list_mine_in", "by the process that asks"),
    ("leases::list_free_in", "the bots of the deployment, for whichever process"),
    ("outbox::depth_in", "a number about all bots"),
    ("outbox::depths_in", "numbers about each bot, for the operator"),
];

/// All rows of one cooperative and of its bot, without the numbers that the database counts for all.
async fn everything(side: &mut Side, cooperative: u128) -> Vec<String> {
    let mut rows = Vec::new();
    for table in tables() {
        let mut columns = side.columns(table.name).await;
        let owned = if columns.iter().any(|column| column == "cooperative_id") {
            format!("cooperative_id = '{}'", coop(cooperative))
        } else if columns.iter().any(|column| column == "bot_id") {
            format!("bot_id = {cooperative}")
        } else {
            continue;
        };
        columns.retain(|column| column != "arrival" && column != "outbox_id");
        let all: Vec<String> = columns.iter().map(|column| format!("CAST({column} AS TEXT)")).collect();
        let (name, all) = (table.name, all.join(" || '|' || "));
        rows.extend(side.texts(&format!("SELECT '{name}|' || {all} FROM {name} WHERE {owned} ORDER BY 1")).await);
    }
    rows
}

fn told(bot: u128, id: i64) -> NewUpdate {
    NewUpdate { bot: BotId(i64::try_from(bot).unwrap()), ..update(id, 5) }
}

fn said(bot: u128, chat: i64, cause: &str) -> NewMessage {
    NewMessage { bot: BotId(i64::try_from(bot).unwrap()), ..message(chat, cause) }
}

fn talk(bot: u128, who: i64) -> Save {
    Save { key: (BotId(i64::try_from(bot).unwrap()), who, who, 0), state: format!("{bot}").into(), read_version: 0 }
}

fn code(id: u128) -> Invitation {
    let grant = Grant::Role(Role::Chair);
    Invitation {
        invitation_id: invitation(id),
        grant,
        proof: Proof::Code,
        expires_at_us: NOW + 1,
        used_by: None,
        made_by: None,
    }
}

/// A letter to a member.
fn letter(to: u128) -> NewLetter {
    NewLetter { invitation_id: invitation(100 + to), member_id: member(to), code: format!("surat{to}") }
}

/// A cooperative with something of everything, whose ids are the same for each.
async fn settle(fresh: &Fresh, n: u128) {
    found(&fresh.db, n).await;
    let deposits = vec![deposit(n, 1, 1, 5_000, "2026-11-01"), deposit(n, 2, 2, 700, "2026-11-02")];
    post(&fresh.db, deposits).await.unwrap();
    in_unit!(fresh.db, tx => {
        invitations::add_in(tx, &keys(), coop(n), &[(code(1), "kode".into())]).await?;
        people::set_locales_in(tx, &[(person(n, 5), Locale::En)]).await?;
        people::link_in(tx, &[(person(n, 5), member(1))], NOW).await?;
        people::grant_in(tx, &[(person(n, 5), Role::Chair)], NOW).await?;
        people::claim_in(tx, &[(person(n, 6), member(2))]).await?;
        requests::open_in(tx, &keys(), &[reversal_request(n, 1, 1)], NOW).await?;
        office(tx, n, 1, 5, ("grup", -5)).await?;
        let process = format!("p{n}");
        store::leases::register_in(tx, &process, "").await?;
        store::leases::take_in(tx, &process, store::leases::Work::Poll, &[told(n, 1).bot], NOW).await?;
        store::inbox::add_in(tx, &keys(), &[told(n, 1)], NOW).await?;
        store::outbox::add_in(tx, &keys(), &[said(n, 5, "in:1:0")], NOW).await?;
        store::outbox::set_unreachable_in(tx, told(n, 1).bot, ChatId(5), 0).await?;
        store::dialogues::save_in(tx, &keys(), &[talk(n, 5)], NOW).await
    })
    .unwrap();
}

/// A question, a group, a run of a job, and a member's door with its event, PIN and wrong tries.
async fn office(tx: &mut Tx, n: u128, id: u128, who: i64, (code, chat): (&str, i64)) -> Result<(), StoreError> {
    store::questions::ask_in(tx, &keys(), &[questions::calls::asks(n, id, who)], NOW).await?;
    store::groups::add_codes_in(tx, &keys(), &[groups::calls::group_code(n, code)]).await?;
    store::groups::bind_in(tx, &keys(), &[groups::calls::binding(n, chat, code)], NOW).await?;
    store::jobs::claim_in(tx, coop(n), "question", &[engine::calls::run(&format!("{id}d"))], NOW).await?;
    let nik = if id == 9 { joining::calls::TWINS_NIK } else { NIK };
    let applicant = i64::try_from(70 + id).ok();
    store::applications::add_in(tx, &keys(), &[new_application(n, id, applicant, nik)], NOW).await?;
    let door = Door { lock: Lock::Open, cooling_until: None, version: 0 };
    store::doors::put_in(tx, &[Put { cooperative: coop(n), member: member(id), door }]).await?;
    store::doors::add_events_in(tx, &keys(), &[access::calls::event(n, id, &format!("in:{id}:0"))], NOW).await?;
    store::pins::put_in(tx, &keys(), &[access::calls::pin(n, id)], NOW).await?;
    store::settings::record_in(tx, &[settings::calls::change(n, &format!("in:{id}:0"))], NOW).await?;
    store::tries::put_in(tx, &[access::calls::wrong(n, who, 2)]).await
}

/// What the twin has, and cooperative 1 does not.
async fn settle_more(fresh: &Fresh, n: u128) {
    in_unit!(fresh.db, tx => members::add_in(tx, &keys(), coop(n), &[new_member(9, "+62819")], NOW).await).unwrap();
    post(&fresh.db, vec![deposit(n, 9, 9, 9_000, "2026-11-03")]).await.unwrap();
    in_unit!(fresh.db, tx => {
        invitations::add_in(tx, &keys(), coop(n), &[(code(9), "kode9".into())]).await?;
        people::set_locales_in(tx, &[(person(n, 9), Locale::En)]).await?;
        people::link_in(tx, &[(person(n, 9), member(9))], NOW).await?;
        people::grant_in(tx, &[(person(n, 9), Role::Treasurer)], NOW).await?;
        requests::open_in(tx, &keys(), &[reversal_request(n, 9, 9)], NOW).await?;
        store::letters::issue_in(tx, &keys(), coop(n), &[letter(2), letter(9)], NOW + 5, NOW).await?;
        office(tx, n, 9, 9, ("grup9", -9)).await?;
        store::inbox::add_in(tx, &keys(), &[told(n, 9)], NOW).await?;
        store::outbox::add_in(tx, &keys(), &[said(n, 9, "in:9:0")], NOW).await?;
        store::outbox::set_unreachable_in(tx, told(n, 9).bot, ChatId(9), 0).await?;
        store::dialogues::save_in(tx, &keys(), &[talk(n, 9)], NOW).await
    })
    .unwrap();
}

async fn outcome(fresh: &Fresh, call: &twin_calls::Call) -> String {
    let run = call.call;
    let result = fresh.db.unit(store::unit!("twin"), move |tx| run(tx)).await;
    result.unwrap_or_else(|error| format!("refused: {error}"))
}

both_databases! {
    async fn every_function_does_the_same_beside_a_twin_and_touches_nothing_of_it(fresh) {
        // The twin first, so that whatever takes the first row that it finds takes the twin's.
        settle(fresh, 2).await;
        settle_more(fresh, 2).await;
        settle(fresh, 1).await;
        let alone = fresh.another_empty().await;
        alone.db.migrate().await.unwrap();
        settle(&alone, 1).await;
        let (mut beside, mut lonely) = (fresh.side().await, alone.side().await);
        let twin = everything(&mut beside, 2).await;
        assert!(twin.len() > 40, "{}", twin.len());
        for call in twin_calls::all() {
            let (beside_twin, without) = (outcome(fresh, call).await, outcome(&alone, call).await);
            assert_eq!(beside_twin, without, "{} tells something else beside a twin", call.name);
            assert_eq!(everything(&mut beside, 2).await, twin, "{} touched its twin", call.name);
        }
        assert_eq!(everything(&mut beside, 1).await, everything(&mut lonely, 1).await);
        drop((beside, lonely));
        alone.gone().await;
    }

    async fn a_bot_stays_with_its_cooperative(fresh) {
        found(&fresh.db, 1).await;
        found(&fresh.db, 2).await;
        let mut side = fresh.side().await;
        let before = everything(&mut side, 2).await;
        let stolen = store::bots::Bot { cooperative_id: coop(1), ..crate::world::bot(2) };
        let put = in_unit!(fresh.db, tx => store::bots::put_in(tx, &keys(), &stolen).await);
        assert!(put.is_err(), "the token of one cooperative's bot can't be set by another");
        assert_eq!(everything(&mut side, 2).await, before);
    }
}

/// `module::function` of every public function of the text that runs in the caller's transaction.
fn functions_of(module: &str, text: &str) -> Vec<String> {
    let named = text.lines().filter_map(|line| {
        let line = line.trim_start();
        let rest = line.strip_prefix("pub async fn ").or_else(|| line.strip_prefix("pub fn "))?;
        let name = rest.split(['(', '<']).next()?;
        name.ends_with("_in").then(|| format!("{module}::{name}"))
    });
    named.collect()
}

/// All of them in the store; a folder is one module, as its users see it.
fn functions() -> BTreeSet<String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut found = BTreeSet::new();
    let mut folders: Vec<(PathBuf, Option<String>)> = vec![(root, None)];
    while let Some((folder, module)) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            let stem = path.file_stem().unwrap().to_str().unwrap().to_owned();
            let module = module.clone().unwrap_or(stem);
            if path.is_dir() {
                folders.push((path, Some(module)));
            } else {
                found.extend(functions_of(&module, &std::fs::read_to_string(&path).unwrap()));
            }
        }
    }
    found
}

/// What to do about each function that nobody calls beside a twin.
fn missing(functions: &BTreeSet<String>, called: &BTreeSet<String>) -> Vec<String> {
    let told = |name: &String| {
        format!(
            "{name} has no call beside a twin. In store/tests/it/twin_calls.rs, add to `calls!` a line\n    \
             {name}, tx => {name}(tx, ..ids of coop(1) that coop(2) has, too..);\n\
             and one with an id that only the twin has (9; `settle` and `settle_more` in twins.rs make the rows), \
             or, when it belongs to no cooperative, add to OF_THE_DEPLOYMENT\n    (\"{name}\", \"why\"),"
        )
    };
    functions.difference(called).map(told).collect()
}

#[test]
fn every_function_is_called_beside_a_twin() {
    let functions = functions();
    assert!(functions.len() > 40, "the walk found only {}", functions.len());
    let called: BTreeSet<String> =
        twin_calls::all().map(|it| it.name).chain(OF_THE_DEPLOYMENT.iter().map(|it| it.0)).map(str::to_owned).collect();
    let missing = missing(&functions, &called);
    assert!(missing.is_empty(), "\n{}\n", missing.join("\n"));
    let gone: Vec<&String> = called.difference(&functions).collect();
    assert!(gone.is_empty(), "these are no functions of the store any more: {gone:?}");
}

#[test]
fn a_function_without_a_call_is_seen() {
    let text = "pub async fn seize_in(tx: &mut Tx) {}\npub async fn open(x: u8) {}\nasync fn own_in(tx: &mut Tx) {}\n";
    let found: BTreeSet<String> = functions_of("members", text).into_iter().collect();
    assert_eq!(found.iter().collect::<Vec<_>>(), ["members::seize_in"]);
    let told = missing(&found, &BTreeSet::new());
    assert!(told.len() == 1 && told[0].starts_with("members::seize_in has no call"), "{told:?}");
    assert!(missing(&found, &found).is_empty());
}
