//! The register, the people who speak for members, invitations, bots and cooperatives.

use domain::access::Door;
use domain::ids::{BotId, PersonId};
use domain::invitation::Proof;
use domain::locale::Locale;
use domain::lookup::Sought;
use domain::member_number::Pattern;
use domain::role::Role;
use store::StoreError;
use store::cooperatives::{self, Changed};
use store::invitations::{self, Grant, Invitation};
use store::lookup;
use store::members::{self, MemberLink, NewMember, Wanted, phone_hash};
use store::people::{self, Person};

use crate::support::{Fresh, both_databases, in_unit};
use crate::world::{NOW, bot, coop, cooperative, found, invitation, keys, member, new_member, person};

async fn find(fresh: &Fresh, wanted: Wanted) -> Option<MemberLink> {
    let asked = [(coop(1), wanted)];
    in_unit!(fresh.db, tx => members::find_in(tx, &asked).await).unwrap().remove(0)
}

async fn known(fresh: &Fresh, who: i64) -> Person {
    in_unit!(fresh.db, tx => people::load_in(tx, &[person(1, who)]).await).unwrap().remove(0)
}

async fn link(fresh: &Fresh, who: i64, to: u128) -> Result<(), StoreError> {
    in_unit!(fresh.db, tx => people::link_in(tx, &[(person(1, who), member(to))], NOW).await)
}

fn by_phone(phone: &str) -> Wanted {
    Wanted::PhoneHash(phone_hash(&keys(), coop(1), phone))
}

both_databases! {
    async fn a_member_is_found_by_id_number_and_phone(fresh) {
        found(&fresh.db, 1).await;
        for wanted in [Wanted::Id(member(1)), Wanted::Number("A-001".into()), by_phone("+62811")] {
            let link = find(fresh, wanted.clone()).await.unwrap_or_else(|| panic!("{wanted:?}"));
            let expected = new_member(1, "");
            assert_eq!((link.member.member_id, link.member.number), (expected.member_id, expected.number));
            assert_eq!((link.member.name, link.member.joined_on), (expected.name, expected.joined_on));
            assert_eq!((link.member.status, link.member.address), (expected.status, expected.address));
            assert_eq!((link.account, link.on_account, link.door), (None, 0, Door::default()));
        }
        for wanted in [Wanted::Id(member(9)), Wanted::Number("a-001".into()), by_phone("+6281"), by_phone("")] {
            assert_eq!(find(fresh, wanted.clone()).await, None, "{wanted:?}");
        }
    }

    async fn answers_come_in_the_order_of_mixed_questions(fresh) {
        found(&fresh.db, 1).await;
        let asked = [
            (coop(1), by_phone("+62812")),
            (coop(1), Wanted::Number("A-003".into())),
            (coop(1), Wanted::Id(member(9))),
            (coop(1), Wanted::Id(member(1))),
            (coop(1), Wanted::Number("A-002".into())),
        ];
        let found = in_unit!(fresh.db, tx => members::find_in(tx, &asked).await).unwrap();
        let ids: Vec<_> = found.iter().map(|it| it.as_ref().map(|it| it.member.member_id)).collect();
        assert_eq!(ids, [Some(member(2)), Some(member(3)), None, Some(member(1)), Some(member(2))]);
    }

    async fn an_officer_finds_a_member_by_any_spelling_of_the_number_by_phone_and_by_name(fresh) {
        found(&fresh.db, 1).await;
        found(&fresh.db, 2).await;
        let named = |n: u128, number: &str, name: &str, phone: &str| {
            NewMember { number: number.into(), name: name.into(), ..new_member(n, phone) }
        };
        let more = [
            named(4, "A-017", "Sari WULANDARI", "+6281234567890"),
            named(5, "A-117", "Sari Ayu Dewi", "+6281234567890"),
            named(6, "PENDIRI-17", "Nur\u{2019}aini \u{c9}mi", ""),
            named(7, "A-0170", "100% Sar_i", ""),
        ];
        in_unit!(fresh.db, tx => members::add_in(tx, &keys(), coop(1), &more, NOW).await).unwrap();
        let pattern = Pattern::usual();
        for (text, numbers) in [
            ("17", &["A-017"][..]),
            ("a017", &["A-017"]),
            ("A 17", &["A-017"]),
            ("pendiri 17", &["PENDIRI-17"]),
            ("b17", &[]),
            ("170", &["A-0170"]),
            ("1", &["A-001"]),
            ("bu sari", &["A-017", "A-117"]),
            ("WULAN", &["A-017"]),
            ("sari dewi", &["A-117"]),
            ("nur'aini", &["PENDIRI-17"]),
            ("nur\u{2019}aini \u{e9}mi", &["PENDIRI-17"]),
            ("%", &[]),
            ("s_ri", &[]),
            ("0812 3456 7890", &["A-017", "A-117"]),
            ("+6281234567891", &[]),
            ("anggota 2", &["A-002"]),
            ("gota", &["A-001", "A-002", "A-003"]),
        ] {
            let asked = [(coop(1), Sought::of(text, Some(&pattern)).unwrap_or_default())];
            let found = in_unit!(fresh.db, tx => lookup::seek_in(tx, &keys(), &asked).await).unwrap().remove(0);
            let found: Vec<&str> = found.iter().map(|member| member.number.as_str()).collect();
            assert_eq!(found, numbers, "{text}");
        }
    }

    async fn a_phone_that_two_members_share_finds_neither(fresh) {
        found(&fresh.db, 1).await;
        let wife = [new_member(4, "+62811")];
        in_unit!(fresh.db, tx => members::add_in(tx, &keys(), coop(1), &wife, NOW).await).unwrap();
        assert_eq!(find(fresh, by_phone("+62811")).await, None);
        assert!(find(fresh, by_phone("+62812")).await.is_some());
    }

    async fn a_number_is_taken_once(fresh) {
        found(&fresh.db, 1).await;
        let asked = ["A-002".to_owned(), "A-009".to_owned(), "A-001".to_owned()];
        let taken = in_unit!(fresh.db, tx => members::numbers_taken_in(tx, coop(1), &asked).await).unwrap();
        assert_eq!(taken, ["A-001", "A-002"]);
        let mut twin = new_member(9, "");
        twin.number = "A-001".into();
        let refused = in_unit!(fresh.db, tx => members::add_in(tx, &keys(), coop(1), &[twin], NOW).await);
        assert!(matches!(refused, Err(StoreError::Constraint(_))), "{refused:?}");
    }

    async fn whoever_is_named_for_a_member_stays_named_for_that_one(fresh) {
        found(&fresh.db, 1).await;
        link(fresh, 100, 1).await.unwrap();
        in_unit!(fresh.db, tx => people::claim_in(tx, &[(person(1, 101), member(2))]).await).unwrap();
        let again = in_unit!(fresh.db, tx => {
            people::claim_in(tx, &[(person(1, 102), member(3)), (person(1, 101), member(3))]).await
        });
        assert!(matches!(again, Err(StoreError::Stale { .. })), "{again:?}");
        let asked = [100, 101, 102].map(PersonId);
        let held = in_unit!(fresh.db, tx => people::holders_in(tx, coop(1), &asked).await).unwrap();
        assert_eq!(held, [(PersonId(100), "A-001".to_owned()), (PersonId(101), "A-002".to_owned())]);
        assert_eq!(in_unit!(fresh.db, tx => people::holders_in(tx, coop(2), &asked).await).unwrap(), []);
    }

    async fn nothing_readable_of_a_phone_is_at_rest(fresh) {
        found(&fresh.db, 1).await;
        let stored = fresh.side().await.texts("SELECT phone || phone_hash || personal_key FROM members").await;
        assert!(stored.iter().all(|text| !text.is_empty() && !text.contains("62811")), "{stored:?}");
        assert_ne!(phone_hash(&keys(), coop(1), "+62811"), phone_hash(&keys(), coop(2), "+62811"));
    }

    async fn a_person_is_linked_to_one_member_and_a_member_to_one_person(fresh) {
        found(&fresh.db, 1).await;
        assert_eq!(known(fresh, 100).await, Person::default());
        link(fresh, 100, 1).await.unwrap();
        in_unit!(fresh.db, tx => people::set_locales_in(tx, &[(person(1, 100), Locale::En)]).await).unwrap();
        for (who, to) in [(100, 2), (101, 1), (102, 99)] {
            let refused = link(fresh, who, to).await;
            assert!(matches!(refused, Err(StoreError::Constraint(_))), "{who} {to}: {refused:?}");
        }
        assert_eq!(known(fresh, 100).await.links[0].member.member_id, member(1));
        let link = find(fresh, Wanted::Id(member(1))).await.unwrap();
        assert_eq!(link.account, Some((PersonId(100), Some(Locale::En))));
    }

    async fn a_language_is_the_last_that_was_chosen(fresh) {
        found(&fresh.db, 1).await;
        for locale in [Locale::En, Locale::Id] {
            in_unit!(fresh.db, tx => people::set_locales_in(tx, &[(person(1, 100), locale)]).await).unwrap();
            assert_eq!(known(fresh, 100).await.locale, Some(locale));
        }
    }

    async fn officers_are_found_by_role_and_a_person_with_two_comes_once(fresh) {
        found(&fresh.db, 1).await;
        let grants = [
            (person(1, 30), Role::Chair),
            (person(1, 20), Role::CreditCommittee),
            (person(1, 20), Role::Chair),
            (person(1, 20), Role::Chair),
            (person(1, 10), Role::Treasurer),
        ];
        in_unit!(fresh.db, tx => {
            people::set_locales_in(tx, &[(person(1, 20), Locale::En)]).await?;
            people::grant_in(tx, &grants, NOW).await
        })
        .unwrap();
        let asked = [
            (coop(1), vec![Role::Chair, Role::CreditCommittee]),
            (coop(1), vec![Role::Supervisor]),
            (coop(2), vec![Role::Chair]),
            (coop(1), vec![Role::Treasurer]),
        ];
        let officers = in_unit!(fresh.db, tx => people::officers_in(tx, &asked).await).unwrap();
        let both = vec![(PersonId(20), Some(Locale::En)), (PersonId(30), None)];
        assert_eq!(officers, [both, vec![], vec![], vec![(PersonId(10), None)]]);
        let mut roles = known(fresh, 20).await.roles;
        roles.sort();
        assert_eq!(roles, [Role::Chair, Role::CreditCommittee]);
    }

    async fn an_invitation_is_found_by_its_code_and_used_once(fresh) {
        found(&fresh.db, 1).await;
        let new = |n, grant| Invitation {
            invitation_id: invitation(n),
            grant,
            proof: Proof::Code,
            expires_at_us: NOW + 5,
            used_by: None,
            made_by: None,
        };
        let (link, role) = (new(1, Grant::Member(member(1))), new(2, Grant::Role(Role::Educator)));
        in_unit!(fresh.db, tx => {
            let both = [(link, "kode-satu".to_owned()), (role, "kode-dua".to_owned())];
            invitations::add_in(tx, &keys(), coop(1), &both).await
        })
        .unwrap();
        let codes = ["kode-dua", "KODE-SATU", "kode-satu"].map(|code| (coop(1), code.to_owned()));
        let asked = codes.clone();
        let found = in_unit!(fresh.db, tx => invitations::find_in(tx, &keys(), &asked).await).unwrap();
        assert_eq!(found, [Some(role), None, Some(link)]);
        let uses = [(person(1, 100), invitation(1))];
        in_unit!(fresh.db, tx => invitations::use_in(tx, &uses, NOW).await).unwrap();
        let again = in_unit!(fresh.db, tx => invitations::use_in(tx, &uses, NOW).await);
        assert!(matches!(again, Err(StoreError::Stale { .. })), "{again:?}");
        let found = in_unit!(fresh.db, tx => invitations::find_in(tx, &keys(), &codes).await).unwrap();
        assert_eq!(found[2].unwrap().used_by, Some(PersonId(100)));
        let stored = fresh.side().await.texts("SELECT code_hash FROM invitations").await;
        assert!(stored.iter().all(|hash| !hash.contains("kode")), "{stored:?}");
    }

    async fn a_cooperative_and_its_bot_are_read_back(fresh) {
        found(&fresh.db, 1).await;
        assert_eq!(in_unit!(fresh.db, tx => cooperatives::list_in(tx).await).unwrap(), [cooperative(1)]);
        in_unit!(fresh.db, tx => store::bots::set_username_in(tx, BotId(1), "koperasi_bot").await).unwrap();
        let mut renewed = bot(1);
        renewed.token = "1:renewed".into();
        in_unit!(fresh.db, tx => store::bots::put_in(tx, &keys(), &renewed).await).unwrap();
        let bots = in_unit!(fresh.db, tx => store::bots::list_in(tx, &keys()).await).unwrap();
        assert_eq!(bots.len(), 1);
        assert_eq!((bots[0].username.as_str(), bots[0].token.as_str()), ("koperasi_bot", "1:renewed"));
        let other = store::Keyring::new(&[8; 32]);
        let locked = in_unit!(fresh.db, tx => store::bots::list_in(tx, &other).await);
        assert!(matches!(locked, Err(StoreError::Unsealable { table: "bots" })), "{locked:?}");
    }

    async fn the_chart_is_added_once(fresh) {
        found(&fresh.db, 1).await;
        let mut side = fresh.side().await;
        let lines = "SELECT COUNT(*) FROM accounts WHERE member_id = ''";
        let before = side.number(lines).await;
        assert_eq!(before, i64::try_from(domain::ledger::Code::ALL.len()).unwrap());
        in_unit!(fresh.db, tx => cooperatives::add_chart_in(tx, coop(1)).await).unwrap();
        assert_eq!(side.number(lines).await, before);
    }
}

both_databases! {
    async fn what_is_suspended_stays_so_since_it_was_first_and_is_resumed_once(fresh) {
        found(&fresh.db, 1).await;
        let suspend = async |now_us| in_unit!(fresh.db, tx => cooperatives::suspend_in(tx, coop(1), now_us).await).unwrap();
        assert_eq!((suspend(NOW).await, suspend(NOW + 1).await), (Changed::Yes, Changed::AlreadySo));
        assert_eq!(fresh.side().await.number("SELECT suspended_at FROM cooperatives").await, NOW);
        let resume = async || in_unit!(fresh.db, tx => cooperatives::resume_in(tx, coop(1)).await).unwrap();
        assert_eq!((resume().await, resume().await), (Changed::Yes, Changed::AlreadySo));
    }
}
