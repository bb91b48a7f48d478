//! What a typed answer says about a setting.

use domain::amount::{self, AmountText};
use domain::hours::QuietHours;
use domain::money::Money;
use domain::setting::{Setting, Value};
use domain::zone::Zone;

use crate::hub::Facts;
use crate::settings::SettingsProblem;

/// Words that leave a question for later.
const SKIP: [&str; 4] = ["lewati", "skip", "lanjut", "next"];

/// Whether the text leaves the question for later.
pub(super) fn is_skip(text: &str) -> bool {
    let text = text.trim();
    SKIP.iter().any(|word| text.eq_ignore_ascii_case(word))
}

/// The value that a text means.
pub(super) fn read(setting: Setting, text: &str, facts: &Facts) -> Result<Value, SettingsProblem> {
    let or = |value: Option<Value>, problem| value.ok_or(problem);
    match setting {
        Setting::Name => or(Value::name(text), SettingsProblem::Name),
        Setting::LegalNumber => or(Value::legal_number(text), SettingsProblem::LegalNumber),
        Setting::Contact => or(Value::contact(text), SettingsProblem::Contact),
        Setting::Payment => or(Value::payment(text), SettingsProblem::Payment),
        Setting::Zone => or(Zone::parse(text.trim()).map(Value::Zone), SettingsProblem::UseButtons),
        Setting::Principal => money(text, facts).map(Value::Principal),
        Setting::Mandatory => money(text, facts).map(Value::Mandatory),
        Setting::Approvals => {
            let needed = text.trim().parse().ok().and_then(Value::approvals);
            or(needed, SettingsProblem::UseButtons)
        }
        Setting::QuietHours => or(QuietHours::parse(text).map(Value::QuietHours), SettingsProblem::Hours),
        Setting::FirstMandatory | Setting::Officers | Setting::Groups => Err(SettingsProblem::UseButtons),
    }
}

/// An amount that a member can pay at the counter in one deposit.
fn money(text: &str, facts: &Facts) -> Result<Money, SettingsProblem> {
    let maximum = facts.cooperative.maximum_deposit;
    match amount::parse(text) {
        AmountText::NotAnAmount => Err(SettingsProblem::NotAnAmount),
        AmountText::HasSen => Err(SettingsProblem::HasSen),
        AmountText::TooLarge => Err(SettingsProblem::TooLarge { maximum }),
        AmountText::Unclear { low, high } if high <= maximum => Err(SettingsProblem::Unclear { low, high }),
        AmountText::Unclear { low: amount, .. } | AmountText::Clear(amount) => within(amount, facts),
    }
}

/// The same amount, when it can be one.
pub(super) fn within(amount: Money, facts: &Facts) -> Result<Money, SettingsProblem> {
    let maximum = facts.cooperative.maximum_deposit;
    if amount.is_zero() {
        Err(SettingsProblem::Zero)
    } else if amount > maximum {
        Err(SettingsProblem::TooLarge { maximum })
    } else {
        Ok(amount)
    }
}
