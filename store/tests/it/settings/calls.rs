//! Settings: one call of every function beside a twin.

use domain::role::Role;
use domain::setting::{Setting, Value};
use store::settings::{self, NewChange, Put as SettingPut};

use crate::twin_calls::calls;
use crate::world::{NOW, coop, person};

/// Another name for cooperative 1.
fn named(name: &str, version: i64) -> SettingPut {
    SettingPut { cooperative_id: coop(1), value: Value::Name(name.into()), version }
}

pub fn change(cooperative: u128, cause_key: &str) -> NewChange {
    let (old, new) = ("Koperasi Lama".into(), format!("Koperasi {cooperative}"));
    NewChange {
        cause_key: cause_key.into(),
        by: person(cooperative, 5),
        role: Role::Chair,
        setting: Setting::Name,
        old,
        new,
    }
}

calls! { READS:
    settings::changes_in, tx => settings::changes_in(tx, &[coop(1)], 9);
}

calls! { WRITES:
    settings::put_in, tx => settings::put_in(tx, &[named("Koperasi Lain", 1)]);
    settings::put_in, tx => settings::put_in(tx, &[named("Koperasi Lagi", 1)]);
    settings::record_in, tx => async { settings::record_in(tx, &[change(1, "in:1:0"), change(1, "in:9:0")], NOW).await };
    settings::record_in, tx => async { settings::record_in(tx, &[change(1, "in:9:0")], NOW).await };
}
