//! Phone numbers as people, spreadsheets and the messenger write them.

use proptest::prelude::*;

use super::*;

#[test]
fn as_people_write_them() {
    for (text, read) in [
        ("0812-3456-7890", Some("+6281234567890")),
        ("+62 812 3456 7890", Some("+6281234567890")),
        ("6281234567890", Some("+6281234567890")),
        ("81234567890", Some("+6281234567890")),
        ("+62 (0)812.3456.7890", Some("+6281234567890")),
        ("0812\u{2013}3456\u{2013}7890", Some("+6281234567890")),
        ("0812 345 678 901", Some("+62812345678901")),
        ("0812 34 56 78 90", Some("+6281234567890")),
        ("0062 812 3456 7890", Some("+6281234567890")),
        ("(021) 8765 4321", Some("+622187654321")),
        ("0967-31234", Some("+6296731234")),
        ("62 274 512345", Some("+62274512345")),
        ("+60 12-345 6789", Some("+60123456789")),
        ("+1 212 555 1234", Some("+12125551234")),
        ("+33 6 12 34 56 78", Some("+33612345678")),
        ("+44 20 7946 0958", Some("+442079460958")),
        ("+852 9123 4567", Some("+85291234567")),
        ("0811", None),
        ("", None),
        ("+", None),
        ("nomor saya", None),
        ("0812 3456 7890 1234 5678", None),
        ("00812345678", None),
        ("++6281234567890", None),
    ] {
        assert_eq!(Phone::parse(text).as_ref().map(Phone::as_str), read, "{text}");
    }
}

#[test]
fn a_number_is_read_whole_or_not_at_all() {
    use PhoneFault::{Length, NoCountry, NotANumber, Several, Shortened, TwoCountries};
    for (text, read) in [
        // Decimals of a spreadsheet's export.
        ("81200000001.0", Ok("+6281200000001")),
        ("6281200000002.0", Ok("+6281200000002")),
        ("081200000003.00", Ok("+6281200000003")),
        ("81200000001,0", Ok("+6281200000001")),
        ("8120000001.000", Ok("+628120000001")),
        ("81200000001.5", Err(Several)),
        ("81200000001.25", Err(Several)),
        ("81200000001,5", Err(Several)),
        // What a spreadsheet shortened.
        ("6.28123E+11", Err(Shortened)),
        ("8.12E10", Err(Shortened)),
        ("6,28123e+12", Err(Shortened)),
        ("+6.28123E+11", Err(Shortened)),
        // Two numbers, extensions, words.
        ("081200000001/081200000002", Err(Several)),
        ("0812-0000-0001, 0812-0000-0002", Err(Several)),
        ("081200000001\n081200000002", Err(Several)),
        ("+6281200000001 +6281200000002", Err(Several)),
        ("081200000001 atau 081200000002", Err(Several)),
        ("081200000001 081200000002", Err(Several)),
        ("0211234567 0217654321", Err(Several)),
        ("021-5551234 ext 12", Err(Several)),
        ("0274-512345-12", Err(Several)),
        ("0411-51234-105", Err(Several)),
        ("0811-234567-12", Err(Several)),
        ("+65 91234567 12", Err(Several)),
        ("0812-3456-7890 (istri)", Err(Several)),
        ("O812-3456-7890", Err(NotANumber)),
        ("WA 081200000001", Err(NotANumber)),
        // Another country's without its plus.
        ("60123456789", Err(NoCountry)),
        ("6591234567", Err(NoCountry)),
        ("966501234567", Err(NoCountry)),
        ("12125551234", Err(NoCountry)),
        ("060123456789", Err(NoCountry)),
        ("0060123456789", Err(NoCountry)),
        ("84912345678", Err(NoCountry)),
        ("5551234 5551235", Err(NoCountry)),
        ("85291234567", Err(TwoCountries)),
        ("819012345678", Err(TwoCountries)),
        ("821012345678", Err(TwoCountries)),
        ("85512345678", Err(TwoCountries)),
        ("085291234567", Ok("+6285291234567")),
        ("85211234567", Ok("+6285211234567")),
        ("622123456", Err(Length)),
        ("0812345", Err(Length)),
        ("08123456789012", Err(Length)),
    ] {
        let found = Phone::read(text, Bare::Asked);
        assert_eq!(found.as_ref().map(Phone::as_str).map_err(|fault| *fault), read, "{text}");
    }
}

#[test]
fn whoever_says_that_the_zeros_are_lost_is_believed_for_mobile_numbers() {
    let bare = |text| Phone::read(text, Bare::Indonesian).map(|phone| phone.as_str().to_owned());
    assert_eq!(bare("85291234567").as_deref(), Ok("+6285291234567"));
    assert_eq!(bare("819012345678").as_deref(), Ok("+62819012345678"));
    assert_eq!(bare("60123456789"), Err(PhoneFault::NoCountry));
    assert_eq!(bare("84912345678"), Err(PhoneFault::NoCountry));
}

#[test]
fn an_account_always_brings_its_country() {
    for (text, read) in [
        ("6281234567890", Some("+6281234567890")),
        ("+6281234567890", Some("+6281234567890")),
        ("081234567890", Some("+6281234567890")),
        ("+62 812-3456-7890", Some("+6281234567890")),
        ("819012345678", Some("+819012345678")),
        ("85291234567", Some("+85291234567")),
        ("60123456789", Some("+60123456789")),
        ("+0812", None),
        ("81200000001.0", None),
        ("6281200000001.0", None),
        ("6.28123E+11", None),
        ("6281200000001/6281200000002", None),
        ("6281200000001\n1", None),
    ] {
        assert_eq!(Phone::of_account(text).as_ref().map(Phone::as_str), read, "{text}");
    }
}

#[test]
fn what_was_kept_is_taken_as_it_is() {
    for text in ["+6281234567890", "+6260123456789", "+62555123555124", "+12125551234"] {
        assert_eq!(Phone::kept(text).as_ref().map(Phone::as_str), Some(text));
    }
    for text in ["", "+", "081234567890", "+6281200000001.0", "+62811"] {
        assert_eq!(Phone::kept(text), None, "{text}");
    }
}

#[test]
fn a_number_is_meant_with_its_country_or_without() {
    for (text, meant) in [
        ("0812-3456-7890", true),
        ("60123456789", true),
        ("85291234567", true),
        ("0811", false),
        ("1000000", false),
        ("halo", false),
    ] {
        assert_eq!(Phone::is_meant(text), meant, "{text}");
    }
}

#[test]
fn masks_hide_the_middle() {
    let phone = Phone::parse("081234567890").unwrap();
    assert_eq!(phone.masked(), "+62•••••••7890");
    assert_eq!(format!("{phone:?}"), "Phone(+62•••••••7890)");
}

proptest! {
    #[test]
    fn a_normal_form_is_read_as_itself(text in "\\PC{0,20}", number in "[+]?[0-9. -]{0,18}") {
        for text in [text, number] {
            if let Some(phone) = Phone::parse(&text) {
                prop_assert_eq!(Phone::parse(phone.as_str()), Some(phone.clone()));
                prop_assert_eq!(Phone::kept(phone.as_str()), Some(phone.clone()));
                prop_assert_eq!(Phone::of_account(phone.as_str()), Some(phone));
            }
        }
    }

    /// Whatever stands in the cell, the number has all its figures and no others, but for zeros and the code in front
    /// and the decimals of a quantity.
    #[test]
    fn no_figure_is_dropped_or_won(text in "[+]?[0-9]{1,12}([-. ,/eE]{0,2}[0-9]{1,8}){0,3}") {
        if let Ok(phone) = Phone::read(&text, Bare::Indonesian) {
            let written: String = text.chars().filter(char::is_ascii_digit).collect();
            let whole = without_decimals(text.trim_start_matches('+')).unwrap_or(&written);
            let national = phone.as_str().trim_start_matches("+62").trim_start_matches('+');
            prop_assert!(whole.ends_with(national), "{} of {}", phone.as_str(), text);
            let front = &whole[..whole.len() - national.len()];
            prop_assert!(["", "0", "62", "620", "0062", "00620"].contains(&front), "{front} before {national}");
        }
    }
}
