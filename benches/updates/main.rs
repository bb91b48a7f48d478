//! Updates per second, end to end: a messenger as light as it can be, a driver, and the real `rembuk serve` between
//! them as a process of its own. In the same run, what cannot be undercut. See docs/PERFORMANCE.md.

mod aims;
#[path = "../../tests/support/commit.rs"]
mod commit;
mod counted;
mod drive;
mod figures;
mod flood;
mod floors;
mod line;
mod mail;
mod measure;
mod messenger;
mod people;
mod place;
mod plan;
mod process;
mod report;
mod scripts;
mod suites;

use std::path::Path;

use clap::Parser;
use tokio::runtime::{Builder, Runtime};

use crate::place::{Kind, Place};
use crate::plan::{Arguments, Plan, Suite};
use crate::report::Report;

fn main() -> anyhow::Result<()> {
    let arguments = Arguments::parse();
    let runtime = Builder::new_multi_thread().enable_all().build()?;
    if let (Some(api), Some(listen)) = (&arguments.echo, arguments.listen) {
        return runtime.block_on(floors::echo(api, listen));
    }
    let plan = Plan::new(&arguments, is_short())?;
    let mut report = Report::new(Path::new(env!("CARGO_MANIFEST_DIR")).join("target/bench"))?;
    for kind in &plan.databases {
        measure(&runtime, *kind, &plan, &mut report)?;
    }
    println!("{}", report.tables());
    Ok(())
}

#[expect(clippy::disallowed_methods, reason = "BENCH chooses the size, as `make bench BENCH=short` passes it on")]
fn is_short() -> bool {
    std::env::var("BENCH").is_ok_and(|size| size == "short")
}

/// Every suite on one database; most share its large register, which takes a while to import.
fn measure(runtime: &Runtime, kind: Kind, plan: &Plan, report: &mut Report) -> anyhow::Result<()> {
    let (shared, own): (Vec<Suite>, Vec<Suite>) = plan.suites.iter().partition(|suite| suite.shares_the_register());
    if !shared.is_empty() {
        let place = runtime.block_on(Place::prepare(kind, plan.people))?;
        for suite in shared {
            let rows = match suite {
                Suite::Load => {
                    let mut rows = runtime.block_on(suites::load::through_webhook(&place, plan))?;
                    for (row, counted) in rows.iter_mut().zip(counted::count(runtime, &place, plan)?) {
                        row.counted = Some(counted);
                    }
                    rows
                }
                Suite::Polling => runtime.block_on(suites::load::by_polling(&place, plan))?,
                Suite::SlowApi => runtime.block_on(suites::load::through_slow_api(&place, plan))?,
                Suite::Half => runtime.block_on(suites::half::run(&place, plan))?,
                Suite::Start => runtime.block_on(suites::start::run(&place, plan))?,
                Suite::Flood => runtime.block_on(suites::half::beside_a_flood(&place, plan))?,
                Suite::Cooperatives | Suite::Growth => continue,
            };
            report.add(rows)?;
        }
        runtime.block_on(place.end())?;
    }
    for suite in own {
        let sizes = suites::sizes::of(suite, kind, plan)?;
        for (people, times) in sizes {
            report.add(runtime.block_on(suites::sizes::run(suite, kind, people, times, plan))?)?;
        }
    }
    Ok(())
}
