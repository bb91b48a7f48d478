//! Requests: one call of every function beside a twin.

use store::requests::{self, Decision, Verdict};
use store::tasks;

use crate::twin_calls::calls;
use crate::world::{NOW, coop, keys, person, request, reversal_request};

fn decision(id: u128) -> Decision {
    Decision { person: person(1, 5), request_id: request(id), version: 1, verdict: Verdict::Approve }
}

calls! { READS:
    requests::find_in, tx => requests::find_in(tx, &keys(), &[(coop(1), request(1)), (coop(1), request(9))]);
    requests::list_own_in, tx => requests::list_own_in(tx, &keys(), &[person(1, 100), person(1, 5)], 9);
    requests::list_open_in, tx => requests::list_open_in(tx, &keys(), &[person(1, 5), person(1, 9)], 9);
    requests::reports_in, tx => requests::reports_in(tx, &[person(1, 5), person(1, 9)]);
    tasks::count_in, tx => tasks::count_in(tx, &[person(1, 5), person(1, 9)]);
}

calls! { WRITES:
    requests::open_in, tx => async {
        requests::open_in(tx, &keys(), &[reversal_request(1, 9, 9)], NOW).await
    };
    requests::open_in, tx => async {
        requests::open_in(tx, &keys(), &[reversal_request(1, 2, 2)], NOW).await
    };
    requests::decide_in, tx => async { requests::decide_in(tx, &keys(), &[decision(9)], NOW).await };
    requests::decide_in, tx => async { requests::decide_in(tx, &keys(), &[decision(1)], NOW).await };
}
