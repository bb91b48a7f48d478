//! Settings that a cooperative changes in chat: each over the version that was read, each with a record.

use domain::access::{Door, Lock};
use domain::hours::QuietHours;
use domain::invitation::Proof;
use domain::role::Role;
use domain::setting::{FirstMandatory, Setting, Value};
use domain::zone::Zone;
use store::StoreError;
use store::cooperatives::Cooperative;
use store::doors::{self, Put};
use store::invitations::{self, Grant, Invitation};
use store::links::{self, Link};
use store::people;
use store::settings::{self, NewChange};

use crate::support::{Fresh, both_databases, in_unit};
use crate::world::{NOW, coop, cooperative, found, invitation, keys, member, money, person};

async fn row(fresh: &Fresh) -> Cooperative {
    let rows = in_unit!(fresh.db, tx => store::cooperatives::list_in(tx).await).unwrap();
    rows.into_iter().find(|row| row.cooperative_id == coop(1)).unwrap()
}

async fn put(fresh: &Fresh, value: Value, version: i64) -> Result<(), StoreError> {
    in_unit!(fresh.db, tx => settings::put_in(tx, &[settings::Put { cooperative_id: coop(1), value, version }]).await)
}

fn change(n: u32, setting: Setting, old: &str, new: &str) -> NewChange {
    NewChange {
        cause_key: format!("in:{n}:0"),
        by: person(1, 5),
        role: Role::Secretary,
        setting,
        old: old.into(),
        new: new.into(),
    }
}

fn to_office(n: u128, role: Role, hours: i64) -> Invitation {
    Invitation {
        invitation_id: invitation(n),
        grant: Grant::Role(role),
        proof: Proof::Code,
        expires_at_us: NOW + hours,
        used_by: None,
        made_by: Some(person(1, 5).person_id),
    }
}

both_databases! {
    async fn each_setting_is_set_alone_and_raises_the_version(fresh) {
        found(&fresh.db, 1).await;
        let mut expected = cooperative(1);
        for value in [
            Value::Name("Koperasi Contoh Maju".into()),
            Value::LegalNumber(String::new()),
            Value::Contact("Bu Ani, 0812-0000-0000".into()),
            Value::Zone(Zone::Wit),
            Value::Principal(money(150_000)),
            Value::Mandatory(money(25_000)),
            Value::FirstMandatory(FirstMandatory::Later),
            Value::Approvals(3),
            Value::QuietHours(QuietHours { from_hour: 21, until_hour: 6 }),
            Value::Payment("BRI 1234567890 a.n. Koperasi Contoh".into()),
        ] {
            put(fresh, value.clone(), expected.settings_version).await.unwrap();
            expected.settings_version += 1;
            match value {
                Value::Name(name) => expected.name = name,
                Value::LegalNumber(number) => expected.legal_number = number,
                Value::Contact(contact) => expected.contact = contact,
                Value::Zone(zone) => expected.zone = zone,
                Value::Principal(amount) => expected.principal_minor = amount.minor(),
                Value::Mandatory(amount) => expected.monthly_mandatory_minor = amount.minor(),
                Value::FirstMandatory(_) => expected.first_mandatory = 0,
                Value::Approvals(needed) => expected.joining_needed = i64::from(needed),
                Value::QuietHours(hours) => expected.office.quiet_hours = hours,
                Value::Payment(payment) => expected.payment = payment,
            }
            assert_eq!(row(fresh).await, expected);
        }
        put(fresh, Value::FirstMandatory(FirstMandatory::AtEntry), expected.settings_version).await.unwrap();
        assert_eq!(row(fresh).await.first_mandatory, 1);
    }

    async fn a_version_that_moved_on_changes_nothing(fresh) {
        found(&fresh.db, 1).await;
        put(fresh, Value::Principal(money(150_000)), 1).await.unwrap();
        for version in [0, 1, 3] {
            let late = put(fresh, Value::Principal(money(1)), version).await;
            assert!(matches!(late, Err(StoreError::Stale { .. })), "{late:?}");
        }
        let stands = row(fresh).await;
        assert_eq!((stands.principal_minor, stands.settings_version), (150_000, 2));
    }

    async fn changes_are_read_newest_first_and_never_twice(fresh) {
        found(&fresh.db, 1).await;
        let first = change(1, Setting::Principal, "100000", "150000");
        in_unit!(fresh.db, tx => settings::record_in(tx, &[first], NOW).await).unwrap();
        let later = change(2, Setting::Officers, "", "treasurer");
        in_unit!(fresh.db, tx => settings::record_in(tx, &[later], NOW + 1).await).unwrap();
        let again = change(2, Setting::Officers, "", "chair");
        let twice = in_unit!(fresh.db, tx => settings::record_in(tx, &[again], NOW + 2).await);
        assert!(matches!(twice, Err(StoreError::Constraint(_))), "{twice:?}");
        let read = in_unit!(fresh.db, tx => settings::changes_in(tx, &[coop(1), coop(2)], 9).await).unwrap();
        let told: Vec<_> = read[0].iter().map(|it| (it.setting, it.old.as_str(), it.new.as_str())).collect();
        assert_eq!(told, [(Setting::Officers, "", "treasurer"), (Setting::Principal, "100000", "150000")]);
        assert_eq!((read[0][1].by, read[0][1].role, read[0][1].changed_at_us), (person(1, 5).person_id, Role::Secretary, NOW));
        assert!(read[1].is_empty());
        let newest = in_unit!(fresh.db, tx => settings::changes_in(tx, &[coop(1)], 1).await).unwrap();
        assert_eq!(newest[0].len(), 1);
        assert_eq!(newest[0][0].setting, Setting::Officers);
    }

    async fn an_invitation_to_an_office_is_listed_until_it_is_revoked_used_or_over(fresh) {
        found(&fresh.db, 1).await;
        in_unit!(fresh.db, tx => {
            let codes = [
                (to_office(1, Role::Treasurer, 9), "satu".to_owned()),
                (to_office(2, Role::Chair, 5), "dua".to_owned()),
                (to_office(3, Role::Chair, 0), "lewat".to_owned()),
                (to_office(4, Role::Chair, 7), "terpakai".to_owned()),
                (Invitation { grant: Grant::Member(member(1)), ..to_office(5, Role::Chair, 9) }, "lima".to_owned()),
            ];
            invitations::add_in(tx, &keys(), coop(1), &codes).await?;
            invitations::use_in(tx, &[(person(1, 6), invitation(4))], NOW).await
        }).unwrap();
        let open = |now| {
            let db = fresh.db.clone();
            async move { in_unit!(db, tx => invitations::offices_in(tx, &[coop(1), coop(2)], now).await).unwrap() }
        };
        assert_eq!(open(NOW).await, [vec![to_office(2, Role::Chair, 5), to_office(1, Role::Treasurer, 9)], vec![]]);
        in_unit!(fresh.db, tx => invitations::revoke_in(tx, &[(coop(1), invitation(1))], NOW + 1).await).unwrap();
        for n in [1, 3, 4, 9] {
            let over = in_unit!(fresh.db, tx => invitations::revoke_in(tx, &[(coop(1), invitation(n))], NOW + 1).await);
            assert!(matches!(over, Err(StoreError::Stale { .. })), "{n}: {over:?}");
        }
        assert_eq!(open(NOW + 1).await[0], [to_office(2, Role::Chair, 5)]);
        let code = in_unit!(fresh.db, tx => invitations::find_in(tx, &keys(), &[(coop(1), "satu".into())]).await);
        let found = code.unwrap()[0].unwrap();
        assert_eq!((found.expires_at_us, found.made_by), (0, Some(person(1, 5).person_id)));
        // Whoever opened it in the same moment decided by what stood before.
        let late = in_unit!(fresh.db, tx => invitations::use_in(tx, &[(person(1, 6), invitation(1))], NOW).await);
        assert!(matches!(late, Err(StoreError::Stale { .. })), "{late:?}");
    }

    async fn an_invitation_opens_only_while_whoever_made_it_is_in_office(fresh) {
        found(&fresh.db, 1).await;
        in_unit!(fresh.db, tx => {
            people::link_in(tx, &[(person(1, 5), member(1))], NOW).await?;
            people::grant_in(tx, &[(person(1, 5), Role::Chair)], NOW).await?;
            let by_operator = Invitation { made_by: None, ..to_office(2, Role::Chair, 7) };
            let codes = [(to_office(1, Role::Treasurer, 9), "satu".to_owned()), (by_operator, "dua".to_owned())];
            invitations::add_in(tx, &keys(), coop(1), &codes).await
        }).unwrap();
        let until = || {
            let db = fresh.db.clone();
            async move {
                let asked = [(coop(1), "satu".to_owned()), (coop(1), "dua".to_owned())];
                let found = in_unit!(db, tx => invitations::find_in(tx, &keys(), &asked).await).unwrap();
                found.into_iter().map(|it| it.unwrap().expires_at_us - NOW).collect::<Vec<_>>()
            }
        };
        assert_eq!(until().await, [9, 7]);
        let door = |lock, version| Put {
            cooperative: coop(1),
            member: member(1),
            door: Door { lock, cooling_until: None, version },
        };
        in_unit!(fresh.db, tx => doors::put_in(tx, &[door(Lock::Frozen, 0)]).await).unwrap();
        assert_eq!(until().await, [-NOW, 7], "before a frozen door");
        in_unit!(fresh.db, tx => doors::put_in(tx, &[door(Lock::Open, 1)]).await).unwrap();
        assert_eq!(until().await, [9, 7], "the phone was found");
        let link = Link { person: person(1, 5), member: member(1) };
        in_unit!(fresh.db, tx => links::remove_in(tx, &[link]).await).unwrap();
        assert_eq!(until().await, [-NOW, 7], "out of office");
    }

    async fn offices_are_told_with_whoever_holds_them_the_longest_serving_first(fresh) {
        found(&fresh.db, 1).await;
        in_unit!(fresh.db, tx => people::grant_in(tx, &[(person(1, 9), Role::Chair)], NOW).await).unwrap();
        let others = [(person(1, 5), Role::Treasurer), (person(1, 9), Role::Educator)];
        in_unit!(fresh.db, tx => people::grant_in(tx, &others, NOW + 1).await).unwrap();
        let told = in_unit!(fresh.db, tx => people::offices_in(tx, &[coop(2), coop(1)]).await).unwrap();
        let id = |n: i64| person(1, n).person_id;
        assert_eq!(told, [vec![], vec![(id(9), Role::Chair), (id(5), Role::Treasurer), (id(9), Role::Educator)]]);
    }
}
