//! Cooperatives: one call of every function beside a twin.

use domain::ids::BotId;
use store::cooperatives;

use crate::twin_calls::calls;
use crate::world::{NOW, coop};

calls! { READS:
    cooperatives::of_bots_in, tx => cooperatives::of_bots_in(tx, &[BotId(1)]);
}

calls! { WRITES:
    cooperatives::add_chart_in, tx => cooperatives::add_chart_in(tx, coop(1));
    cooperatives::suspend_in, tx => cooperatives::suspend_in(tx, coop(1), NOW);
    cooperatives::resume_in, tx => cooperatives::resume_in(tx, coop(1));
}
