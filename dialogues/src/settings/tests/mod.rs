//! Transcripts.

mod staff;
mod talk;
mod words;

/// How its values read in a transcript.
pub(crate) const SHORT: &[(&str, &str)] = &[
    ("QuietHours { from_hour: 20, until_hour: 8 }", "20-8"),
    ("QuietHours { from_hour: 21, until_hour: 6 }", "21-6"),
    ("InvitationId(00000000-0000-0000-0000-000000000006)", "six"),
    (
        "Value(Name(\"Koperasi Contoh Maju\")), Value(LegalNumber(\"518/BH/XVI.7/2019\")), Value(Contact(\"Jl. Contoh 1, Senin-Jumat 08.00-15.00\"))",
        "name, number, contact",
    ),
    ("Value(Payment(\"BRI 1234567890 a.n. Koperasi Contoh Maju\"))", "payment"),
];
