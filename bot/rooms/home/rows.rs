//! What is decided about a person, as rows.

use dialogues::home::HomeEffect;
use domain::locale::Locale;
use store::people::PersonKey;
use store::{StoreError, Tx};

use crate::engine::batch::Case;

/// Rows about people of one batch.
#[derive(Default)]
pub struct Rows {
    locales: Vec<(PersonKey, Locale)>,
}

impl Rows {
    /// Takes one effect of a case.
    pub fn collect(&mut self, effect: HomeEffect, case: &Case) {
        match effect {
            HomeEffect::SetLocale(locale) => self.locales.push((case.person_key(), locale)),
        }
    }

    /// Writes them.
    pub async fn write_in(&self, tx: &mut Tx) -> Result<(), StoreError> {
        store::people::set_locales_in(tx, &self.locales).await
    }
}
