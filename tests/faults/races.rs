//! Two at once, through the engine itself.

use emulator::Person;

use crate::eye::Eye;
use crate::people::{
    ANI, CHAIR, LONG, SARI, SARI_OPENING, SECRETARY, TARI, asks_balance, buttons, hears, new_button, opens_deposit,
    tells,
};
use crate::support::{World, everywhere};
use crate::town::{taken, town};

/// The two officers who approve; each has written to the bot.
async fn present(world: &World) -> [Person; 2] {
    let officers = [CHAIR, SECRETARY].map(|id| world.emulator.person(id));
    for officer in &officers {
        let asked = officer.send_text("/menu").await.unwrap();
        officer.wait_for_next_message(asked, LONG).await.unwrap();
    }
    officers
}

/// A deposit of this amount whose correction waits for two approvals: the buttons of the two officers.
async fn asked_for(world: &World, eye: &mut Eye, amount: i64) -> [String; 2] {
    let [tari, chair, secretary] = [TARI, CHAIR, SECRETARY].map(|id| world.emulator.person(id));
    let receipt = eye.number("SELECT next_number FROM receipt_counters").await;
    let confirm = opens_deposit(&tari, &format!("A-001 wajib {amount}")).await;
    tari.press(&confirm).await.unwrap();
    hears(&tari, &format!("S-{receipt}")).await;
    let seen = [buttons(&chair.chat().await, "ra:"), buttons(&secretary.chat().await, "ra:")];
    tari.send_text(&format!("/koreksi S-{receipt}")).await.unwrap();
    new_button(&tari, "no:", &[confirm]).await;
    tari.send_text("salah catat").await.unwrap();
    let send = new_button(&tari, "cs:", &[]).await;
    tari.press(&send).await.unwrap();
    [new_button(&chair, "ra:", &seen[0]).await, new_button(&secretary, "ra:", &seen[1]).await]
}

/// Puts something that nobody can read in front of what these people do next, so that it waits and one batch takes it.
async fn gather(world: &World, eye: &mut Eye, people: [i64; 2]) {
    let at = (world.emulator.clock().now() + chrono::TimeDelta::milliseconds(1_500)).timestamp_micros();
    for person in people {
        let sql = format!(
            "INSERT INTO inbox (bot_id, update_id, lane, chat_id, person_id, topic_id, body, state, attempts, \
                not_before, received_at, finished_at) \
            SELECT MIN(bot_id), {person}, {person}, {person}, {person}, 0, 'not ours', 'ready', 0, {at}, 1, 0 FROM bots"
        );
        eye.run(&sql).await;
    }
}

everywhere! {
    async fn two_approvals_in_one_batch_reverse_once_and_both_count(kind, intake) {
        let (world, mut eye) = town(kind, intake).await;
        let [chair, secretary] = present(&world).await;
        let [one, other] = asked_for(&world, &mut eye, 10_000).await;
        eye.wait_until_quiet().await;
        gather(&world, &mut eye, [CHAIR, SECRETARY]).await;
        chair.press(&one).await.unwrap();
        secretary.press(&other).await.unwrap();
        eye.wait_for("SELECT COUNT(*) FROM inbox WHERE state = 'ready' AND not_before = 0", 2).await;
        eye.wait_until_quiet().await;
        assert_eq!(eye.number("SELECT COUNT(*) FROM journals WHERE kind = 'reversal'").await, 1);
        assert_eq!(eye.number("SELECT COUNT(*) FROM approvals").await, 2);
        assert_eq!(eye.number("SELECT COUNT(*) FROM requests WHERE status = 'approved' AND given = 2").await, 1);
        world.end().await;
    }

    async fn the_last_two_approvals_at_once_reverse_once_and_both_count(kind, intake) {
        let rounds: i64 = if kind == Kind::Postgres { 20 } else { 6 };
        let (world, mut eye) = town(kind, intake).await;
        let [chair, secretary] = present(&world).await;
        for round in 1..=rounds {
            let [one, other] = asked_for(&world, &mut eye, 10_000 + round).await;
            let (one, other) = tokio::join!(chair.press(&one), secretary.press(&other));
            one.unwrap();
            other.unwrap();
            eye.wait_for("SELECT COUNT(*) FROM requests WHERE status = 'open'", 0).await;
            eye.wait_until_quiet().await;
            let reversals = eye.number("SELECT COUNT(*) FROM journals WHERE kind = 'reversal'").await;
            assert_eq!(reversals, round, "each request ends in exactly one reversal");
            let counted = eye.number("SELECT COUNT(*) FROM approvals").await;
            assert_eq!(counted, 2 * round, "both approvals count");
        }
        let whole = "SELECT COUNT(*) FROM requests WHERE status = 'approved' AND given = 2";
        assert_eq!(eye.number(whole).await, rounds);
        world.end().await;
    }

    async fn the_last_approval_and_a_take_back_at_once_have_one_outcome(kind, intake) {
        let rounds: i64 = if kind == Kind::Postgres { 20 } else { 6 };
        let (world, mut eye) = town(kind, intake).await;
        let tari = world.emulator.person(TARI);
        let [chair, secretary] = present(&world).await;
        for round in 1..=rounds {
            let [one, other] = asked_for(&world, &mut eye, 10_000 + round).await;
            chair.press(&one).await.unwrap();
            eye.wait_for("SELECT COUNT(*) FROM requests WHERE status = 'open' AND given = 1", 1).await;
            let shown = tari.last_message().await.unwrap().id;
            let take_back = other.replace("ra:", "ry:");
            let (approved, taken) = tokio::join!(secretary.press(&other), tari.press_forged(shown, &take_back));
            approved.unwrap();
            taken.unwrap();
            eye.wait_for("SELECT COUNT(*) FROM requests WHERE status = 'open'", 0).await;
            eye.wait_until_quiet().await;
            let reversed = eye.number("SELECT COUNT(*) FROM journals WHERE kind = 'reversal'").await;
            let done = eye.number("SELECT COUNT(*) FROM requests WHERE status = 'approved' AND given = 2").await;
            let back = eye.number("SELECT COUNT(*) FROM requests WHERE status = 'taken_back' AND given = 1").await;
            assert_eq!((done + back, reversed), (round, done), "each request has one outcome");
        }
        world.end().await;
    }

    async fn a_double_tap_on_a_money_button_posts_once(kind, intake) {
        let (world, mut eye) = town(kind, intake).await;
        let [tari, sari] = [TARI, SARI].map(|id| world.emulator.person(id));
        for round in 1..=5 {
            let confirm = opens_deposit(&tari, "A-001 wajib 100rb").await;
            let form = tari.last_message().await.unwrap().id;
            let (one, other) = tokio::join!(tari.press_forged(form, &confirm), tari.press_forged(form, &confirm));
            one.unwrap();
            other.unwrap();
            world.emulator.wait_until_taken(crate::support::TOKEN, crate::support::PATIENCE).await.unwrap();
            eye.wait_until_quiet().await;
            let deposits = eye.number("SELECT COUNT(*) FROM journals WHERE kind = 'deposit'").await;
            assert_eq!(deposits, round, "a form posts once, however often its button is tapped");
        }
        let answered = world.emulator.calls().iter().filter(|it| it.method == "answerCallbackQuery" && it.ok).count();
        assert_eq!(answered, 10, "each tap is answered");
        let told = asks_balance(&sari).await;
        assert!(tells(&told, SARI_OPENING + 500_000), "{}", told.text);
        world.end().await;
    }

    async fn the_same_update_five_times_has_one_effect(kind, intake) {
        let (world, mut eye) = town(kind, intake).await;
        let [tari, ani] = [TARI, ANI].map(|id| world.emulator.person(id));
        let greeted = ani.start("").await.unwrap();
        ani.wait_for_next_message(greeted, LONG).await.unwrap();
        let confirm = opens_deposit(&tari, "A-001 wajib 100rb").await;
        let form = tari.last_message().await.unwrap().id;
        eye.wait_until_quiet().await;
        let before = taken(&world.emulator, ANI);
        let user = |id: i64| serde_json::json!({"id": id, "is_bot": false, "first_name": "X", "language_code": "id"});
        let chat = |id: i64| serde_json::json!({"id": id, "type": "private", "first_name": "X"});
        let question = serde_json::json!({"update_id": 900_000_001, "message": {
            "message_id": 900, "date": 1_800_000_000, "chat": chat(ANI), "from": user(ANI), "text": "/saldo"}});
        let press = serde_json::json!({"update_id": 900_000_002, "callback_query": {
            "id": "900", "from": user(TARI), "chat_instance": "1", "data": confirm,
            "message": {"message_id": form, "date": 1_800_000_000, "chat": chat(TARI), "text": "?"}}});
        for _ in 0..5 {
            for update in [&question, &press] {
                world.emulator.push_update(crate::support::TOKEN, update.clone()).unwrap();
            }
        }
        hears(&tari, "S-").await;
        world.emulator.wait_until_taken(crate::support::TOKEN, crate::support::PATIENCE).await.unwrap();
        eye.wait_until_quiet().await;
        let kept = eye.number("SELECT COUNT(*) FROM inbox WHERE update_id IN (900000001, 900000002)").await;
        assert_eq!(kept, 2, "a repeated update is kept once");
        assert_eq!(eye.number("SELECT COUNT(*) FROM journals WHERE kind = 'deposit'").await, 1);
        assert_eq!(taken(&world.emulator, ANI), before + 1, "and answered once");
        world.end().await;
    }

    async fn update_ids_that_jump_down_are_taken(kind, intake) {
        let (world, mut eye) = town(kind, intake).await;
        let ani = world.emulator.person(ANI);
        asks_balance(&ani).await;
        eye.wait_until_quiet().await;
        let before = taken(&world.emulator, ANI);
        for (n, update_id) in [7_i64, 5, 6].into_iter().enumerate() {
            let update = serde_json::json!({"update_id": update_id, "message": {
                "message_id": 900 + n, "date": 1_800_000_000, "text": "/saldo",
                "chat": {"id": ANI, "type": "private", "first_name": "Ani"},
                "from": {"id": ANI, "is_bot": false, "first_name": "Ani", "language_code": "id"}}});
            world.emulator.push_update(crate::support::TOKEN, update).unwrap();
            world.emulator.wait_until_taken(crate::support::TOKEN, crate::support::PATIENCE).await.unwrap();
            eye.wait_until_quiet().await;
            assert_eq!(taken(&world.emulator, ANI), before + n + 1, "the update {update_id} is answered");
        }
        let order: Vec<(i64,)> =
            eye.rows("SELECT update_id FROM inbox WHERE update_id < 10 AND state = 'done' ORDER BY arrival").await;
        assert_eq!(order, [(7,), (5,), (6,)], "in order of arrival, not of ids");
        world.end().await;
    }
}
