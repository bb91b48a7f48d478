//! Updates that can't be worked on: they are given up alone, and everybody else goes on.

use std::time::{Duration, Instant};

use crate::eye::Eye;
use crate::people::{
    ANI, LONG, OFFICES, REGISTER, SARI, TARI, asks_balance, everybody, hears, hears_after, new_button, opens_deposit,
};
use crate::rig::Rig;
use crate::support::{Intake, Kind, TOKEN, everywhere, person};
use crate::town::{Town, taken, town};

/// Makes the database refuse whatever is written about this person's language: a constraint fails in the flush.
async fn poison(eye: &mut Eye, kind: Kind, person: i64) {
    let sql = match kind {
        Kind::Sqlite => format!(
            "CREATE TRIGGER poison BEFORE INSERT ON people WHEN NEW.person_id = {person} \
            BEGIN INSERT INTO locales (locale) VALUES ('id'); END"
        ),
        Kind::Postgres => format!(
            "CREATE FUNCTION poison() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN \
                IF NEW.person_id = {person} THEN INSERT INTO locales (locale) VALUES ('id'); END IF; \
                RETURN NEW; END $$; \
            CREATE TRIGGER poison BEFORE INSERT ON people FOR EACH ROW EXECUTE FUNCTION poison()"
        ),
    };
    eye.run(&sql).await;
}

const DEAD: &str = "SELECT COUNT(*) FROM inbox WHERE state = 'dead'";

everywhere! {
    async fn an_update_that_fails_three_times_is_given_up_with_an_apology_and_its_lane_goes_on(kind, intake) {
        let (world, mut eye) = town(kind, intake).await;
        let [ani, sari] = [ANI, SARI].map(|id| world.emulator.person(id));
        let asked = ani.send_text("/bahasa").await.unwrap();
        let screen = hears_after(&ani, asked, "set:en").await;
        poison(&mut eye, kind, ANI).await;
        let pressed = Instant::now();
        ani.press_forged(screen.id, "set:en").await.unwrap();
        // Presses and messages come by different queues of the messenger: the press is to be first.
        eye.wait_for("SELECT COUNT(*) FROM inbox WHERE lane = 13 AND state = 'ready'", 1).await;
        let next = ani.send_text("/saldo").await.unwrap();
        asks_balance(&sari).await;
        assert_eq!(eye.number(DEAD).await, 0, "another lane is answered while this one waits for its next try");
        let apology = ani.wait_for_next_message(next, LONG).await.unwrap();
        assert!(pressed.elapsed() < Duration::from_secs(10), "three tries within ten seconds");
        assert_eq!(apology.buttons().filter(|it| it.callback_data.as_deref() == Some("ask")).count(), 1, "{apology:?}");
        let balance = hears_after(&ani, apology.id, "det").await;
        assert!(balance.id > apology.id, "the lane goes on behind the apology");
        eye.wait_until_quiet().await;
        let given_up = "SELECT COUNT(*) FROM inbox WHERE state = 'dead' AND attempts = 2 AND body = ''";
        assert_eq!((eye.number(DEAD).await, eye.number(given_up).await), (1, 1), "given up at the third try");
        world.end().await;
    }

    async fn one_culprit_among_sixty_harms_nobody_else(kind, intake) {
        const CULPRIT: i64 = 530;
        let crowd: Vec<i64> = (500..561).collect();
        let people = crowd.iter().map(|id| person(*id, "Orang", &format!("+6281299000{id}"))).collect();
        let town = Town::new(kind, intake, people, &[]).await;
        let mut eye = Eye::open(&town.place).await;
        poison(&mut eye, kind, CULPRIT).await;
        for id in &crowd {
            let person = town.emulator.person(*id);
            let started = person.start("").await.unwrap();
            person.press_forged(started, if *id == CULPRIT { "set:en" } else { "lang" }).await.unwrap();
        }
        let world = town.open().await;
        for id in &crowd {
            if *id != CULPRIT {
                hears_after(&world.emulator.person(*id), 0, "set:en").await;
            }
        }
        hears_after(&world.emulator.person(CULPRIT), 0, "ask").await;
        world.emulator.wait_until_taken(TOKEN, LONG).await.unwrap();
        eye.wait_until_quiet().await;
        for id in &crowd {
            assert_eq!(taken(&world.emulator, *id), 2, "person {id} is answered twice: a greeting, and once more");
        }
        let dead: Vec<(i64,)> = eye.rows("SELECT person_id FROM inbox WHERE state = 'dead'").await;
        assert_eq!(dead, [(CULPRIT,)], "only the culprit's update is given up");
        world.end().await;
    }

    async fn a_dialogue_that_cannot_be_opened_is_lost_and_told_so(kind, intake) {
        let (world, mut eye) = town(kind, intake).await;
        let tari = world.emulator.person(TARI);
        let confirm = opens_deposit(&tari, "A-001 wajib 100rb").await;
        eye.wait_until_quiet().await;
        eye.run("UPDATE dialogues SET state = 'not ours' WHERE person_id = 21").await;
        let form = tari.last_message().await.unwrap().id;
        tari.press(&confirm).await.unwrap();
        hears_after(&tari, form, "ask").await;
        eye.wait_until_quiet().await;
        assert_eq!(eye.number("SELECT COUNT(*) FROM journals WHERE kind = 'deposit'").await, 0, "nothing is guessed");
        let confirm = opens_deposit(&tari, "A-001 wajib 100rb").await;
        tari.press(&confirm).await.unwrap();
        hears(&tari, "S-").await;
        world.end().await;
    }

    // The apology reads the same row: it must not fail by it, or the update would come back for ever.
    async fn a_person_whose_row_is_broken_is_given_up_on_and_everybody_else_goes_on(kind, intake) {
        let (world, mut eye) = town(kind, intake).await;
        let [ani, sari] = [ANI, SARI].map(|id| world.emulator.person(id));
        eye.run("UPDATE members SET joined_on = 'kapan' WHERE number = 'A-003'").await;
        let asked = ani.send_text("/saldo").await.unwrap();
        hears_after(&ani, asked, "ask").await;
        asks_balance(&sari).await;
        eye.wait_until_quiet().await;
        assert_eq!(eye.number(DEAD).await, 1);
        eye.run("UPDATE members SET joined_on = '2025-06-01' WHERE number = 'A-003'").await;
        let asked = ani.send_text("/saldo").await.unwrap();
        hears_after(&ani, asked, "det").await;
        world.end().await;
    }

    async fn an_update_that_cannot_be_opened_is_given_up_and_its_lane_goes_on(kind, intake) {
        let town = Town::new(kind, intake, everybody(), &OFFICES).await;
        let mut eye = Eye::open(&town.place).await;
        if kind == Kind::Postgres {
            eye.run("INSERT INTO lanes (bot_id, lane) VALUES (4242, 13)").await;
        }
        eye.run(
            "INSERT INTO inbox (bot_id, update_id, lane, chat_id, person_id, topic_id, body, state, attempts, \
                not_before, received_at, finished_at) VALUES (4242, 1, 13, 13, 13, 0, 'not ours', 'ready', 0, 0, 1, 0)",
        )
        .await;
        let ani = town.emulator.person(ANI);
        let asked = ani.send_text("/saldo").await.unwrap();
        let world = town.open().await;
        hears_after(&ani, asked, "det").await;
        eye.wait_until_quiet().await;
        assert_eq!(eye.number(DEAD).await, 1);
        world.end().await;
    }
}

/// The process dies while a failed try is being undone behind its savepoint, and when it has been undone.
async fn dies_over_a_failed_try(kind: Kind, intake: Intake) {
    for point in ["savepoint.before_release", "savepoint.after_release"] {
        let rig = Rig::new(kind, intake, everybody(), REGISTER, &OFFICES).await;
        let when = rig.place.dir.path().join("now");
        let width = ("REMBUK_FAULTS_WIDTH", "1");
        let when_text = when.display().to_string();
        let mut bot = rig.start_bot(&[("REMBUK_CRASH_AT", point), ("REMBUK_CRASH_WHEN", when_text.as_str()), width]);
        let [ani, sari] = [ANI, SARI].map(|id| rig.emulator.person(id));
        let asked = ani.send_text("/bahasa").await.unwrap();
        let screen = hears_after(&ani, asked, "set:en").await;
        let mut eye = Eye::open(&rig.place).await;
        poison(&mut eye, kind, ANI).await;
        eye.wait_until_quiet().await;
        drop(eye);
        std::fs::write(&when, "").unwrap();
        ani.press_forged(screen.id, "set:en").await.unwrap();
        bot.dies_at(point).await;
        let mut dead = Eye::open_dead(&rig.place).await;
        let untouched = "SELECT COUNT(*) FROM inbox WHERE state = 'ready' AND attempts = 0";
        assert_eq!(dead.number(untouched).await, 1, "{point}: nothing of the try is left, not even its count");
        drop(dead);
        let bot = rig.start_bot(&[width]);
        asks_balance(&sari).await;
        let apology = hears_after(&ani, screen.id, "ask").await;
        let mut eye = Eye::open(&rig.place).await;
        eye.wait_until_quiet().await;
        assert_eq!(eye.number(DEAD).await, 1, "{point}: given up once");
        assert_eq!(taken(&rig.emulator, ANI), 2, "{point}: a screen and one apology: {apology:?}");
        assert_eq!(eye.number("SELECT COUNT(*) FROM people WHERE person_id = 13").await, 0);
        drop(eye);
        bot.stop().await;
        let (code, told) = rig.audit().await;
        assert_eq!(code, Some(0), "{point}: {told}");
        rig.end().await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_death_over_a_failed_try_changes_nothing_on_sqlite() {
    dies_over_a_failed_try(Kind::Sqlite, Intake::Webhook).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_death_over_a_failed_try_changes_nothing_on_postgres() {
    dies_over_a_failed_try(Kind::Postgres, Intake::Polling).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_culprit_that_is_mended_between_two_tries_is_worked_on_once() {
    let (world, mut eye) = town(Kind::Sqlite, Intake::Polling).await;
    let ani = world.emulator.person(ANI);
    ani.send_text("/bahasa").await.unwrap();
    let english = new_button(&ani, "set:en", &[]).await;
    poison(&mut eye, Kind::Sqlite, ANI).await;
    let shown = ani.last_message().await.unwrap().id;
    ani.press(&english).await.unwrap();
    eye.wait_for("SELECT COUNT(*) FROM inbox WHERE state = 'ready' AND attempts = 1", 1).await;
    eye.run("DROP TRIGGER poison").await;
    ani.wait_for_next_message(shown, LONG).await.unwrap();
    eye.wait_until_quiet().await;
    assert_eq!(eye.number(DEAD).await, 0);
    assert_eq!(eye.number("SELECT COUNT(*) FROM people WHERE person_id = 13 AND locale = 'en'").await, 1);
    world.end().await;
}

/// Not only in a step: while its answer is rendered, or its rows are gathered.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_update_over_which_the_work_panics_is_given_up() {
    let rig = Rig::new(Kind::Sqlite, Intake::Polling, everybody(), REGISTER, &OFFICES).await;
    let when = rig.place.dir.path().join("now");
    let when_text = when.display().to_string();
    let bot = rig.start_bot(&[("REMBUK_PANIC_AT", "work.before_finish"), ("REMBUK_CRASH_WHEN", when_text.as_str())]);
    let ani = rig.emulator.person(ANI);
    asks_balance(&ani).await;
    std::fs::write(&when, "").unwrap();
    let asked = ani.send_text("/saldo").await.unwrap();
    hears_after(&ani, asked, "ask").await;
    std::fs::remove_file(&when).unwrap();
    let asked = ani.send_text("/saldo").await.unwrap();
    hears_after(&ani, asked, "det").await;
    let mut eye = Eye::open(&rig.place).await;
    eye.wait_until_quiet().await;
    assert_eq!(eye.number(DEAD).await, 1);
    drop(eye);
    bot.stop().await;
    rig.end().await;
}
