//! The catalogues, and how values get into their texts.

use std::borrow::Cow;
use std::collections::HashMap;

use domain::locale::Locale;
use domain::money::Money;
use domain::words;
use fluent_templates::fluent_bundle::FluentValue;
use fluent_templates::{LanguageIdentifier, langid, static_loader};

static_loader! {
    // Parsed once, when the first text is asked for.
    static CATALOGUES = {
        locales: "./locales",
        fallback_language: "id",
        // Values come without invisible marks around them: amounts are copied out of messages.
        customise: |bundle| bundle.set_use_isolating(false),
    };
}

static INDONESIAN: LanguageIdentifier = langid!("id");
static ENGLISH: LanguageIdentifier = langid!("en");

/// The values of one text.
#[derive(Default)]
pub(crate) struct Args {
    values: HashMap<&'static str, FluentValue<'static>>,
}

impl Args {
    /// None yet.
    pub(crate) fn new() -> Self {
        Self::default()
    }

    /// A value from outside or anywhere: cleaned and escaped.
    pub(crate) fn value(self, name: &'static str, value: &str) -> Self {
        self.html(name, clean(value))
    }

    /// An amount in figures.
    pub(crate) fn money(self, name: &'static str, amount: Money, locale: Locale) -> Self {
        self.html(name, words::rupiah(amount, locale))
    }

    /// What is markup already: another text, or a table of our own.
    pub(crate) fn html(mut self, name: &'static str, html: impl Into<String>) -> Self {
        self.values.insert(name, FluentValue::String(Cow::Owned(html.into())));
        self
    }
}

/// The text with that key, in this language or else in Indonesian.
pub(crate) fn text(locale: Locale, key: &'static str, args: Args) -> String {
    let Args { values } = args;
    let language = match locale {
        Locale::Id => &INDONESIAN,
        Locale::En => &ENGLISH,
    };
    #[cfg(test)]
    super::tests::note_used(key);
    let found = CATALOGUES.lookup_single_language(language, key, Some(&values));
    #[cfg(test)]
    super::tests::note_missing(key, found.is_err());
    found
        .or_else(|_| CATALOGUES.lookup_single_language(&INDONESIAN, key, Some(&values)))
        .unwrap_or_else(|_| key.to_owned())
}

/// A value as the messenger's HTML may hold it: without controls and marks that turn the writing round, and escaped.
pub(crate) fn clean(value: &str) -> String {
    let mut html = String::with_capacity(value.len());
    for c in value.chars().filter(|c| !is_hidden(*c)) {
        match c {
            '&' => html.push_str("&amp;"),
            '<' => html.push_str("&lt;"),
            '>' => html.push_str("&gt;"),
            '"' => html.push_str("&quot;"),
            _ => html.push(c),
        }
    }
    html
}

/// Controls, line breaks too, and the marks of bidirectional writing and of no width.
fn is_hidden(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
}

/// Our markup taken out again, where the messenger takes plain text.
pub(crate) fn plain(html: &str) -> String {
    let mut plain = html.to_owned();
    for tag in ["<b>", "</b>", "<pre>", "</pre>"] {
        plain = plain.replace(tag, "");
    }
    plain.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&amp;", "&")
}
