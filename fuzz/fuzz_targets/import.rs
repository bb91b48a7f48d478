//! Any bytes as a register: read or refused, without a panic, the same way twice, and only into what the chat can serve.
//!
//! The reader is taken by its files: the rest of the bot needs minutes to build, and nothing of it is asked here.
#![no_main]

#[path = "../../bot/commands/import/file.rs"]
mod file;
#[path = "../../bot/commands/import/heading.rs"]
mod heading;
#[path = "../../bot/commands/import/table.rs"]
mod table;

use chrono::NaiveDate;
use domain::applicant::register_name;
use domain::member_number::MemberNumber;
use domain::phone::{Bare, Phone};
use libfuzzer_sys::fuzz_target;

/// A legal day.
const TODAY: Option<NaiveDate> = NaiveDate::from_ymd_opt(2026, 11, 24);

fuzz_target!(|bytes: &[u8]| {
    let Ok(text) = file::text(bytes.to_vec()) else { return };
    let today = TODAY.unwrap();
    for bare in [Bare::Asked, Bare::Indonesian] {
        let read = file::parse(&text, today, bare);
        assert_eq!(read, file::parse(&text, today, bare));
        let lines = match read {
            Ok(register) => register.lines,
            Err(wrong) => {
                assert!(!wrong.is_empty() && wrong.iter().all(|it| !it.is_empty()));
                continue;
            }
        };
        assert!(!lines.is_empty());
        let figures: String = text.chars().filter(char::is_ascii_digit).collect();
        for line in lines {
            assert_eq!(MemberNumber::parse(&line.number).map(String::from), Ok(line.number));
            assert_eq!(register_name(&line.name), Some(line.name));
            assert!(line.joined_on <= today);
            if let Some(phone) = line.phone {
                assert_eq!(Phone::kept(phone.as_str()), Some(phone.clone()));
                // The last eight figures stand in the file as they are in the number: none was dropped or won.
                let end = phone.as_str().len() - 8;
                assert!(figures.contains(&phone.as_str()[end..]), "{phone:?}");
            }
        }
    }
});
