//! Tables in a message: monospace, narrow enough for a small phone.

/// Columns of a table.
pub(crate) const WIDTH: usize = 32;

/// A label on the left and a figure on the right; on two lines where one is too short for both.
pub(crate) fn row(label: &str, figure: &str) -> String {
    let used = label.chars().count() + figure.chars().count();
    if used < WIDTH {
        format!("{label}{}{figure}", " ".repeat(WIDTH - used))
    } else {
        format!("{label}\n{figure:>WIDTH$}")
    }
}

/// The text with its first letter large.
pub(crate) fn capitalised(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}
