//! Updates that come twice, out of order, under ids that jump.

use emulator::UpdateFaults;

use super::plan::Run;
use super::stage::Stage;
use crate::line::Line;

/// Members who ask.
const ASKING: i64 = 40;

/// Questions of each in one burst.
const QUESTIONS: usize = 5;

/// Every second update comes twice, each may pass twenty others, and ids jump when nothing waits.
const ORDERS: UpdateFaults = UpdateFaults { duplicate: 0.5, reorder_window: 20, jump: 0.3, seed: 0 };

pub async fn unrest(run: Run) -> Line {
    let mut stage = Stage::open_to(run, ASKING).await;
    let bot = stage.rig.start_bot(&[]);
    stage.rig.emulator.set_update_faults(UpdateFaults { seed: run.seed, ..ORDERS });
    while stage.line.hits < run.rounds {
        stage.burst(QUESTIONS).await;
        let done = stage.rig.emulator.unrest_done();
        stage.line.hits = done.doubled + done.moved;
    }
    let done = stage.rig.emulator.unrest_done();
    assert!(done.doubled > 0 && done.moved > 0 && done.jumped > 0, "{done:?}");
    stage.rig.emulator.set_update_faults(UpdateFaults::default());
    stage.judged_alive(bot).await
}
