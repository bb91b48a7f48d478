//! What the log tells of a call.

use super::api::Outcome;

/// Fewer signs of a token than these open nothing, and may be chance.
const SIGNS_MIN: usize = 4;

/// The code and the words of an answer, as far as they may be told: what stands between us and the messenger may repeat
/// the address that was asked, and the token stands in it.
pub fn without_token(outcome: &Outcome, token: &str) -> String {
    let secret = token.split_once(':').map_or(token, |(_, secret)| secret);
    let told = outcome.told();
    if secret.len() < SIGNS_MIN {
        return told;
    }
    let told = told.replace(secret, "…");
    // Words are cut, and the cut may go through the token.
    let begun = (SIGNS_MIN..secret.len()).rev().filter_map(|signs| secret.get(..signs));
    match begun.into_iter().find_map(|begun| told.strip_suffix(begun)) {
        Some(rest) => format!("{rest}…"),
        None => told,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_that_an_answer_repeats_is_not_told() {
        let check = |description: &str, expected: &str| {
            let outcome = Outcome::Refused { code: 404, description: description.to_owned() };
            assert_eq!(without_token(&outcome, "42:AAsecret"), format!("refused: 404 {expected}"));
        };
        check("Not Found", "Not Found");
        check(
            "Cannot POST /bot42:AAsecret/getMe, nor /bot42%3AAAsecret/",
            "Cannot POST /bot42:…/getMe, nor /bot42%3A…/",
        );
        check("Cannot POST /bot42:AAsec", "Cannot POST /bot42:…");
    }
}
