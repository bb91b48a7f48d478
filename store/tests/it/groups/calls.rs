//! Groups: one call of every function beside a twin.

use domain::ids::{BotId, ChatId};
use store::groups::{self, NewBinding, NewCode};

use crate::twin_calls::calls;
use crate::world::{NOW, coop, keys, person};

pub fn group_code(cooperative: u128, code: &str) -> NewCode {
    NewCode { maker: person(cooperative, 5), code: code.into(), expires_at_us: NOW + 9 }
}

pub fn binding(cooperative: u128, chat: i64, code: &str) -> NewBinding {
    NewBinding { cooperative_id: coop(cooperative), chat: ChatId(chat), topic: 0, code: code.into() }
}

calls! { READS:
    groups::count_in, tx => groups::count_in(tx, &[coop(1)]);
    groups::find_in, tx => groups::find_in(tx, &[(coop(1), ChatId(-5)), (coop(1), ChatId(-9))]);
    groups::find_codes_in, tx =>
        groups::find_codes_in(tx, &keys(), &[(coop(1), "grup".into()), (coop(1), "grup9".into())]);
}

calls! { WRITES:
    groups::bind_in, tx => async { groups::bind_in(tx, &keys(), &[binding(1, -9, "grup9")], NOW).await };
    groups::add_codes_in, tx => async { groups::add_codes_in(tx, &keys(), &[group_code(1, "grup9")]).await };
    groups::bind_in, tx => async { groups::bind_in(tx, &keys(), &[binding(1, -9, "grup9")], NOW).await };
    groups::leave_in, tx => groups::leave_in(tx, coop(1), ChatId(-9), NOW);
    groups::move_in, tx => groups::move_in(tx, coop(1), BotId(1), ChatId(-5), ChatId(-6));
    groups::moved_in, tx => groups::moved_in(tx, BotId(1), ChatId(-6), ChatId(-7));
}
