//! The schema of the Bot API: which methods exist, what they take, and whether a request keeps to it.

#[cfg(feature = "schema")]
mod check;

use std::collections::HashMap;

use serde_json::{Map, Value};

static SOURCE: &str = include_str!("../data/methods.schema.json");

/// Methods that take no parameters, which the schema therefore leaves out.
const WITHOUT_PARAMETERS: [&str; 5] = ["getMe", "getWebhookInfo", "logOut", "close", "getMyStarBalance"];

/// All methods, and what they take.
pub(crate) struct Schema {
    definitions: Value,
    names: HashMap<String, String>,
    #[cfg(feature = "schema")]
    validators: check::Validators,
}

impl Schema {
    pub(crate) fn load() -> Self {
        let parsed: Value = serde_json::from_str(SOURCE).expect("the vendored schema is JSON");
        let mut definitions = parsed["definitions"].clone();
        // Telegram counts the visible text, the schema counts the markup too; we count it ourselves where the text is read.
        for (params, field) in [
            ("SendMessageParams", "text"),
            ("EditMessageTextParams", "text"),
            ("SendDocumentParams", "caption"),
            ("SendPhotoParams", "caption"),
            ("CopyMessageParams", "caption"),
            ("EditMessageCaptionParams", "caption"),
        ] {
            if let Some(rule) = definitions[params]["properties"][field].as_object_mut() {
                rule.remove("maxLength");
                rule.remove("minLength");
            }
        }
        let known = definitions.as_object().into_iter().flat_map(Map::keys);
        let mut names: Vec<String> = known.filter_map(|key| key.strip_suffix("Params")).map(lower_first).collect();
        names.extend(WITHOUT_PARAMETERS.map(str::to_owned));
        Self {
            #[cfg(feature = "schema")]
            validators: check::none_yet(&names),
            names: names.into_iter().map(|name| (name.to_ascii_lowercase(), name)).collect(),
            definitions,
        }
    }

    /// The schema's spelling of a method's name, whatever its case.
    pub(crate) fn method(&self, name: &str) -> Option<&str> {
        let found = self.names.get(&name.to_ascii_lowercase());
        found.map(String::as_str)
    }

    fn params(&self, method: &str) -> &Value {
        &self.definitions[format!("{}Params", upper_first(method))]
    }

    /// Whether the method takes a value of this name.
    pub(crate) fn has_field(&self, method: &str, field: &str) -> bool {
        self.params(method)["properties"].get(field).is_some()
    }

    /// Give a value that came as text (query, form, or JSON within a string) the type that the method wants.
    pub(crate) fn coerce(&self, method: &str, field: &str, value: &str) -> Value {
        let text = || Value::String(value.to_owned());
        let rule = &self.params(method)["properties"][field];
        let kinds = match &rule["type"] {
            Value::String(one) => vec![one.as_str()],
            Value::Array(many) => many.iter().filter_map(Value::as_str).collect(),
            _ if rule.get("anyOf").is_some() || rule.get("$ref").is_some() => vec!["object"],
            _ => return text(),
        };
        if kinds == ["string"] {
            return text();
        }
        let parsed: Option<Value> = serde_json::from_str(value).ok();
        parsed.filter(|parsed| !parsed.is_string() && !parsed.is_null()).unwrap_or_else(text)
    }
}

#[cfg(not(feature = "schema"))]
impl Schema {
    /// Nobody looks: only a build with the feature `schema` can tell.
    #[expect(clippy::unused_self, reason = "the other build asks the schema")]
    pub(crate) fn violations(&self, _method: &str, _params: &Value) -> Vec<String> {
        Vec::new()
    }
}

fn lower_first(name: &str) -> String {
    let mut characters = name.chars();
    characters.next().map_or_else(String::new, |first| first.to_ascii_lowercase().to_string() + characters.as_str())
}

fn upper_first(name: &str) -> String {
    let mut characters = name.chars();
    characters.next().map_or_else(String::new, |first| first.to_ascii_uppercase().to_string() + characters.as_str())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::Schema;

    #[cfg(feature = "schema")]
    #[test]
    fn every_method_of_the_schema_compiles() {
        let schema = Schema::load();
        let methods: Vec<_> = schema.names.values().collect();
        assert!(methods.len() > 150, "{}", methods.len());
        for method in ["sendMessage", "setWebhook", "editMessageText", "sendDocument", "setMyCommands"] {
            schema.violations(method, &json!({}));
        }
        assert_eq!(schema.method("SENDmessage"), Some("sendMessage"));
    }

    #[cfg(feature = "schema")]
    #[test]
    fn callback_data_is_measured_in_bytes() {
        let schema = Schema::load();
        let press = |data: &str| {
            let params = json!({"chat_id": 1, "text": "x",
                "reply_markup": {"inline_keyboard": [[{"text": "a", "callback_data": data}]]}});
            schema.violations("sendMessage", &params)
        };
        assert_eq!(press(&"x".repeat(64)), Vec::<String>::new());
        assert_eq!(press(&"ж".repeat(33)).len(), 1);
        assert_eq!(press("").len(), 1);
    }

    #[cfg(feature = "schema")]
    #[test]
    fn a_misspelt_field_is_found() {
        let schema = Schema::load();
        let found = schema.violations("sendMessage", &json!({"chat_id": 1, "text": "x", "reply_to": 3}));
        assert!(found[0].contains("reply_to"), "{found:?}");
    }

    #[test]
    fn text_values_get_their_type() {
        let schema = Schema::load();
        assert_eq!(schema.coerce("sendMessage", "chat_id", "12"), json!(12));
        assert_eq!(schema.coerce("sendMessage", "chat_id", "@x"), json!("@x"));
        assert_eq!(schema.coerce("sendMessage", "text", "12"), json!("12"));
        assert_eq!(schema.coerce("getUpdates", "allowed_updates", "[]"), json!([]));
    }
}
