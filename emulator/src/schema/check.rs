//! Whether a request keeps to the schema: for tests. The validator and what it brings take a seventh of a clean build.

use std::collections::HashMap;
use std::sync::OnceLock;

use jsonschema::paths::Location;
use jsonschema::{Keyword, ValidationError, Validator};
use serde_json::{Map, Value, json};

use super::{Schema, upper_first};

/// A compiled validator for each method that was used.
pub(super) type Validators = HashMap<String, OnceLock<Option<Validator>>>;

/// Of these methods none was used yet.
pub(super) fn none_yet(names: &[String]) -> Validators {
    names.iter().map(|name| (name.clone(), OnceLock::new())).collect()
}

impl Schema {
    /// Everything in which a request leaves the schema.
    pub(crate) fn violations(&self, method: &str, params: &Value) -> Vec<String> {
        let Some(slot) = self.validators.get(method) else {
            return vec![format!("{method}: not a method")];
        };
        let Some(validator) = slot.get_or_init(|| self.compile(method)) else {
            return Vec::new();
        };
        let errors = validator.iter_errors(params);
        errors.map(|error| format!("{method}{}: {error}", error.instance_path())).collect()
    }

    fn compile(&self, method: &str) -> Option<Validator> {
        if self.params(method).is_null() {
            return None;
        }
        let schema = json!({
            "$schema": "http://json-schema.org/draft-07/schema#",
            "definitions": self.definitions,
            "$ref": format!("#/definitions/{}Params", upper_first(method)),
        });
        let compiled = jsonschema::options().with_keyword("maxBytes", max_bytes).build(&schema);
        Some(compiled.expect("the vendored schema compiles, as a test shows for every method"))
    }
}

/// The schema's own keyword: a limit in bytes, where `maxLength` would count characters.
struct MaxBytes(usize);

impl<'i> Keyword<'i> for MaxBytes {
    fn validate(&self, instance: &'i Value) -> Result<(), ValidationError<'i>> {
        if self.is_valid(instance) {
            return Ok(());
        }
        Err(ValidationError::custom(format!("is longer than {} bytes", self.0)))
    }

    fn is_valid(&self, instance: &'i Value) -> bool {
        instance.as_str().is_none_or(|text| text.len() <= self.0)
    }
}

#[expect(clippy::unnecessary_wraps, reason = "the validator asks for this signature")]
fn max_bytes<'a>(
    _parent: &'a Map<String, Value>,
    value: &'a Value,
    _path: Location,
) -> Result<Box<dyn for<'i> Keyword<'i>>, ValidationError<'a>> {
    let limit = value.as_u64().and_then(|limit| usize::try_from(limit).ok());
    Ok(Box::new(MaxBytes(limit.unwrap_or(usize::MAX))))
}
