//! One bot's flood takes no more than its share of a batch.

use domain::ids::{BotId, PersonId};
use store::inbox::{self, NewUpdate};

use crate::support::{both_databases, in_unit};
use crate::world::{NOW, found, keys, update};

fn of(bot: i64, id: i64, lane: i64) -> NewUpdate {
    NewUpdate { bot: BotId(bot), ..update(id, lane) }
}

both_databases! {
    async fn a_late_bot_does_not_wait_behind_another_bots_flood(fresh) {
        for n in [1, 2, 3] {
            found(&fresh.db, n).await;
        }
        let mut updates: Vec<NewUpdate> = (1..=40).map(|lane| of(1, lane, lane)).collect();
        updates.extend([of(2, 41, 5), of(2, 42, 6), of(3, 43, 5)]);
        in_unit!(fresh.db, tx => inbox::add_in(tx, &keys(), &updates, NOW).await).unwrap();
        let heads = in_unit!(fresh.db, tx => inbox::claim_in(tx, &keys(), 6, NOW).await).unwrap();
        let mut taken: Vec<(i64, PersonId)> = heads.iter().map(|head| (head.bot.0, head.person)).collect();
        taken.sort();
        let expected = [(1, 1), (1, 2), (1, 3), (2, 5), (2, 6), (3, 5)];
        assert_eq!(taken, expected.map(|(bot, person)| (bot, PersonId(person))));
        assert!(heads.is_sorted_by_key(|head| head.arrival), "a batch goes by arrival all the same");
    }

    async fn what_waits_is_told_for_each_bot(fresh) {
        for n in [1, 2, 3] {
            found(&fresh.db, n).await;
        }
        in_unit!(fresh.db, tx => inbox::add_in(tx, &keys(), &[of(1, 1, 5), of(1, 2, 5), of(3, 3, 5)], NOW).await)
            .unwrap();
        let added = in_unit!(fresh.db, tx => inbox::add_in(tx, &keys(), &[of(1, 1, 5), of(3, 4, 5)], NOW + 5).await);
        assert_eq!(added.unwrap(), inbox::Added { ready: 1, unparsed: 0, duplicate: 1 });
        let depths = in_unit!(fresh.db, tx => inbox::depths_in(tx).await).unwrap();
        assert_eq!(depths, [(BotId(1), 2, NOW), (BotId(3), 2, NOW)]);
    }
}
