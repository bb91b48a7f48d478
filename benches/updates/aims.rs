//! What is aimed at, and whether it was met: on two cores, with the driver beside the bot.

use serde_json::{Value, json};

use crate::figures::{Row, Spread};

/// Which of several runs is held against the aim.
#[derive(Clone, Copy)]
enum Of {
    Least,
    Middle,
    Greatest,
}

/// On which side of the aim a figure must be.
#[derive(Clone, Copy)]
enum Bound {
    AtLeast(f64),
    Below(f64),
}

/// An aim for a figure.
pub struct Aim {
    figure: &'static str,
    of: Of,
    bound: Bound,
}

/// The aims for a row; most figures have none.
pub fn of(row: &Row) -> Vec<Aim> {
    let aim = |figure, of, bound| Aim { figure, of, bound };
    let speed = |of, least| aim("updates_per_s", of, Bound::AtLeast(least));
    let processor = || aim("cpu_s_per_1k", Of::Middle, Bound::Below(0.2));
    let mut aims = match (row.suite, row.scenario, row.database) {
        (_, "echo" | "commits" | "commits of 8", _) => return Vec::new(),
        ("load" | "polling", "mix", "sqlite") => {
            vec![speed(Of::Middle, 8_000.0), speed(Of::Least, 4_000.0), processor()]
        }
        ("load" | "polling", "mix", _) => vec![speed(Of::Middle, 4_000.0), processor()],
        ("load" | "polling", _, _) => vec![processor()],
        ("half", _, _) => vec![aim("p99_ms", Of::Middle, Bound::Below(50.0))],
        ("start", _, _) => vec![aim("first_answer_ms", Of::Greatest, Bound::Below(200.0))],
        ("flood", _, _) => vec![aim("p99_ratio", Of::Middle, Bound::Below(2.0))],
        _ => Vec::new(),
    };
    aims.push(aim("rss_peak_mib", Of::Greatest, Bound::Below(64.0)));
    aims
}

impl Aim {
    /// The figure, and whether it is on the right side; `None` when it was not measured.
    fn judged(&self, row: &Row) -> Option<(f64, bool)> {
        let Spread { min, median, max } = row.spread(self.figure)?;
        let value = match self.of {
            Of::Least => min,
            Of::Middle => median,
            Of::Greatest => max,
        };
        let met = match self.bound {
            Bound::AtLeast(least) => value >= least,
            Bound::Below(most) => value < most,
        };
        Some((value, met))
    }

    const fn which(&self) -> &'static str {
        match self.of {
            Of::Least => "min",
            Of::Middle => "median",
            Of::Greatest => "max",
        }
    }

    fn words(&self) -> String {
        match self.bound {
            Bound::AtLeast(least) => format!("at least {least}"),
            Bound::Below(most) => format!("below {most}"),
        }
    }

    fn line(&self, row: &Row) -> Option<String> {
        let (value, met) = self.judged(row)?;
        let Row { suite, scenario, database, intake, members, cooperatives, .. } = row;
        let (figure, which, words) = (self.figure, self.which(), self.words());
        let met = if met { "met" } else { "**not met**" };
        Some(format!(
            "| {database} | {suite} | {scenario} | {intake} | {members} | {cooperatives} | {figure} {which} | {value} | {words} | {met} |"
        ))
    }

    fn to_json(&self, row: &Row) -> Option<Value> {
        let (value, met) = self.judged(row)?;
        Some(json!({ "figure": self.figure, "of": self.which(), "value": value, "aim": self.words(), "met": met }))
    }
}

/// The row's aims for its file.
pub fn to_json(row: &Row) -> Vec<Value> {
    of(row).iter().filter_map(|aim| aim.to_json(row)).collect()
}

/// A table of every aim, with the figure beside it.
pub fn table(rows: &[Row]) -> String {
    let head = "| database | suite | scenario | intake | members | cooperatives | figure | measured | aim | |\n|---|---|---|---|---|---|---|---|---|---|\n";
    let lines = rows.iter().flat_map(|row| of(row).into_iter().filter_map(|aim| aim.line(row)));
    lines.fold(head.to_owned(), |table, line| table + &line + "\n")
}
