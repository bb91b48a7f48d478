//! The look-up tables.

/// The look-up tables, each with its column and a value that is in it.
pub const LOOKUPS: &[(&str, &str, &str)] = &[
    ("zones", "zone", "wib"),
    ("inbox_states", "state", "ready"),
    ("outbox_states", "state", "pending"),
    ("outbox_forms", "form", "message"),
    ("lease_works", "work", "send"),
    ("member_statuses", "status", "active"),
    ("addresses", "address", "bu"),
    ("locales", "locale", "id"),
    ("roles", "role", "chair"),
    ("account_rules", "rule", "free"),
    ("journal_kinds", "kind", "deposit"),
    ("request_statuses", "status", "open"),
    ("question_statuses", "status", "open"),
    ("request_subjects", "subject", "reversal"),
    ("door_states", "state", "open"),
    ("door_deeds", "deed", "lost"),
    ("secrets", "secret", "pin"),
    ("settings", "setting", "name"),
];
