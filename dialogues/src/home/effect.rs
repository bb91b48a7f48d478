//! What is written about a person.

use domain::locale::Locale;

/// Something to be written about a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HomeEffect {
    /// Remember the person's language.
    SetLocale(Locale),
}
