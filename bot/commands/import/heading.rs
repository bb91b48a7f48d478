//! The line that names the columns, or the two lines.

use std::collections::HashMap;

/// Which column stands where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Heading {
    columns: HashMap<&'static str, usize>,
    width: usize,
}

/// Why no line names the columns.
#[derive(Debug)]
pub(super) struct Faults {
    /// How many columns were known at the best.
    pub(super) known: usize,
    /// A text for each.
    pub(super) texts: Vec<String>,
}

pub(super) const NEEDED: [&str; 8] = ["number", "name", "phone", "joined_on", "status", "pokok", "wajib", "sukarela"];

/// What treasurers call the columns.
const ALIASES: [(&str, &str); 20] = [
    ("nomor", "number"),
    ("nomor_anggota", "number"),
    ("no_anggota", "number"),
    ("nama", "name"),
    ("nama_lengkap", "name"),
    ("telepon", "phone"),
    ("no_telepon", "phone"),
    ("hp", "phone"),
    ("no_hp", "phone"),
    ("nomor_hp", "phone"),
    ("bergabung", "joined_on"),
    ("tanggal_bergabung", "joined_on"),
    ("tanggal_masuk", "joined_on"),
    ("tgl_masuk", "joined_on"),
    ("simpanan_pokok", "pokok"),
    ("simpanan_wajib", "wajib"),
    ("simpanan_sukarela", "sukarela"),
    ("sapaan", "address"),
    ("address", "address"),
    ("telegram_id", "telegram_id"),
];

/// Known columns by which a line is taken for a heading: a title, or a member, has fewer.
const KNOWN_MIN: usize = 3;

impl Heading {
    /// Where a column stands.
    pub(super) fn place(&self, column: &str) -> Option<usize> {
        self.columns.get(column).copied()
    }

    /// How many columns there are, with a name or without.
    pub(super) const fn width(&self) -> usize {
        self.width
    }

    pub(super) fn known(&self) -> usize {
        self.columns.len()
    }

    /// Whether nothing says what stands in a column.
    pub(super) fn is_blank(&self, place: usize) -> bool {
        !self.columns.values().any(|known| *known == place)
    }

    /// Columns from a place on that each row must have.
    pub(super) fn needed_from(&self, place: usize) -> impl Iterator<Item = &'static str> {
        NEEDED.into_iter().filter(move |column| self.place(column).is_some_and(|at| at >= place))
    }
}

/// The column that a heading means: in any case, in either language, with spaces or underscores.
fn column(heading: &str) -> Option<&'static str> {
    let words = heading.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    let heading = words.collect::<Vec<_>>().join("_").to_ascii_lowercase();
    let own = NEEDED.into_iter().find(|name| *name == heading);
    own.or_else(|| ALIASES.into_iter().find(|(alias, _)| *alias == heading).map(|(_, name)| name))
}

fn known(cells: &[String]) -> usize {
    cells.iter().filter(|cell| column(cell).is_some()).count()
}

/// Finds the heading in the first lines of a file, below a title if there is one; and tells how many lines it took.
pub(super) fn find(head: &[(u64, Vec<String>)]) -> Result<(Heading, usize), Faults> {
    for (at, (line, cells)) in head.iter().enumerate() {
        let below = head.get(at.saturating_add(1)).map_or(&[][..], |(_, cells)| cells);
        if let Some(cells) = merged(cells, below) {
            return of(*line, &cells).map(|heading| (heading, at.saturating_add(2)));
        }
        if known(cells) >= KNOWN_MIN {
            return of(*line, cells).map(|heading| (heading, at.saturating_add(1)));
        }
    }
    // What comes nearest tells what is missing.
    match head.iter().find(|(_, cells)| known(cells) > 0) {
        Some((line, cells)) => of(*line, cells).map(|heading| (heading, 1)),
        None => Err(no_heading(head)),
    }
}

/// Whether every column that is needed has a name.
fn has_needed(cells: &[String]) -> bool {
    let names: Vec<&str> = cells.iter().filter_map(|cell| column(cell)).collect();
    NEEDED.iter().all(|needed| names.contains(needed))
}

fn no_heading(head: &[(u64, Vec<String>)]) -> Faults {
    let line = head.first().map_or(1, |(line, _)| *line);
    let texts = vec![format!("line {line}: it must name the columns, which are {}", NEEDED.join(", "))];
    Faults { known: 0, texts }
}

/// A heading whose groups stand above it, "Simpanan" over "Pokok", "Wajib", "Sukarela"; only if every word of both has
/// its use, so that a member's line is never taken for a part of it, and every column that is needed is named.
fn merged(upper: &[String], lower: &[String]) -> Option<Vec<String>> {
    let width = upper.len().max(lower.len());
    let cell = |line: &[String], place: usize| line.get(place).cloned().unwrap_or_default();
    let mut cells = Vec::with_capacity(width);
    for place in 0..width {
        let (above, below) = (cell(upper, place), cell(lower, place));
        let both = format!("{above} {below}");
        let name = if column(&both).is_some() {
            both
        } else if below.is_empty() {
            above
        } else if above.is_empty() || column(&above).is_none() {
            // What stands above is a group's name, whose columns say enough.
            column(&below)?;
            below
        } else {
            return None;
        };
        cells.push(name);
    }
    (!lower.iter().all(String::is_empty) && !has_needed(upper) && !has_needed(lower) && has_needed(&cells))
        .then_some(cells)
}

/// The heading of these cells.
fn of(line: u64, cells: &[String]) -> Result<Heading, Faults> {
    let (mut columns, mut texts) = (HashMap::new(), Vec::new());
    for (at, heading) in cells.iter().enumerate() {
        match column(heading) {
            Some(name) if columns.insert(name, at).is_some() => {
                texts.push(format!("line {line}: the column {name} twice"));
            }
            Some(_) => {}
            None if heading.is_empty() => {}
            None => texts.push(format!("line {line}: an unknown column `{heading}`; take it out")),
        }
    }
    texts.extend(
        NEEDED.iter().filter(|name| !columns.contains_key(**name)).map(|name| format!("line {line}: no column {name}")),
    );
    if texts.is_empty() {
        Ok(Heading { columns, width: cells.len() })
    } else {
        Err(Faults { known: known(cells), texts })
    }
}
