//! Which commit a table of figures is of.

/// The commit that the working tree stands on, and whether it was changed; `unknown` outside a checkout.
pub fn commit() -> String {
    let output = std::process::Command::new("git").args(["describe", "--always", "--dirty"]).output();
    let words = output.ok().filter(|it| it.status.success()).and_then(|it| String::from_utf8(it.stdout).ok());
    words.map_or_else(|| "unknown".to_owned(), |words| words.trim().to_owned())
}
