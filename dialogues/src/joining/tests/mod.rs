//! Transcripts.

mod officers;
mod own;

/// How its values read in a transcript.
pub(crate) const SHORT: &[(&str, &str)] = &[
    ("EntryTerms { principal: Money(100000), mandatory: Money(20000) }", "terms"),
    ("phone: Some(\"+62•••••••0099\"), nik: \"3515••••••••0002\"", "phone, nik"),
    ("00000000-0000-0000-0000-000000000003", "wati"),
];
