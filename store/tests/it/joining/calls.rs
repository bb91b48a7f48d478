//! Joining: one call of every function beside a twin.

use domain::member_number::Pattern;
use domain::nik::Nik;
use domain::request::RequestStatus;
use store::{admissions, applications, register};

use crate::twin_calls::{MONTH, calls};
use crate::world::{NIK, NOW, admission, application, coop, day, keys, member, new_application, person};

/// Of whom only the twin knows an application.
pub const TWINS_NIK: &str = "3515144508680003";

calls! { READS:
    applications::find_open_in, tx =>
        applications::find_open_in(tx, &keys(), &[(coop(1), application(1)), (coop(1), application(9))]);
    applications::taken_in, tx => applications::taken_in(tx, &keys(), &[
        (coop(1), (Nik::parse(NIK), Some("+62811".into()))),
        (coop(1), (Nik::parse(TWINS_NIK), Some("+62819".into()))),
    ]);
    applications::waiting_since_in, tx => applications::waiting_since_in(tx, &[person(1, 71), person(1, 79)]);
    register::cards_in, tx => register::cards_in(tx, &keys(), &[(coop(1), "A-001".into()), (coop(1), "A-009".into())]);
    register::next_number_in, tx => register::next_number_in(tx, coop(1));
    register::pattern_in, tx => register::pattern_in(tx, coop(1));
    register::highest_in, tx => register::highest_in(tx, coop(1), &Pattern::usual());
}

calls! { WRITES:
    register::set_pattern_in, tx => async {
        let pattern = Pattern::parse("B-##").unwrap_or_else(Pattern::usual);
        register::set_pattern_in(tx, coop(1), &pattern).await
    };
    admissions::forget_in, tx => admissions::forget_in(tx, &[(coop(1), application(9), RequestStatus::Refused)]);
    applications::add_in, tx => async {
        applications::add_in(tx, &keys(), &[new_application(1, 9, Some(79), TWINS_NIK)], NOW).await
    };
    admissions::forget_in, tx => admissions::forget_in(tx, &[(coop(1), application(9), RequestStatus::Refused)]);
    admissions::admit_in, tx => async {
        admissions::admit_in(tx, &keys(), &[admission(1, 1, 8, "A-008")], NOW).await
    };
    applications::terms_in, tx => applications::terms_in(tx, &[(coop(1), member(8)), (coop(1), member(9))]);
    register::activate_in, tx => async { register::activate_in(tx, &[(coop(1), member(9), day(MONTH.0))]).await };
    register::fall_back_in, tx => register::fall_back_in(tx, &[(coop(1), member(11)), (coop(1), member(9))]);
    register::activate_in, tx => async { register::activate_in(tx, &[(coop(1), member(8), day(MONTH.0))]).await };
}
