//! Officers: invitations to an office, made and revoked in chat.

use domain::ids::{InvitationId, PersonId};
use domain::role::Role;
use expect_test::expect;

use crate::hub::tests::check;
use crate::hub::tests::world::World;
use crate::samples;
use crate::settings::facts::{OfficerCard, OpenInvitation};

#[test]
fn invitations_to_an_office_are_made_and_revoked() {
    check(
        &World::chair(),
        expect![[r#"
            > [so:officers]
            < Ask { asked: Officers { officers: [Chair, Secretary Sari], more: 0, open: [OpenInvitation { invitation_id: six, role: Treasurer, expires_at: 2026-11-23T07:00:00Z }] }, walk: One, note: None }
            > [Revoke]
            < Ask { asked: Officers { officers: [Chair, Secretary Sari], more: 0, open: [] }, walk: One, note: Some(Revoked(Treasurer)) }
            $ Revoke { invitation: six, office: Treasurer, role: Chair }
            $ tell 3: Settings(News { by: Chair, news: Staff(Revoked(Treasurer)) })
            > [Revoke]
            < AlreadyAnswered
            > [sx:0000000000000002:00000000000000000000000000000009]
            < Ask { asked: Officers { officers: [Chair, Secretary Sari], more: 0, open: [OpenInvitation { invitation_id: six, role: Treasurer, expires_at: 2026-11-23T07:00:00Z }] }, walk: One, note: Some(InvitationGone) }
            > [Invite]
            < ChooseRole
            > [Change]
            < Ask { asked: Officers { officers: [Chair, Secretary Sari], more: 0, open: [OpenInvitation { invitation_id: six, role: Treasurer, expires_at: 2026-11-23T07:00:00Z }] }, walk: One, note: None }
            > [se:0000000000000006:r-chair]
            < Invited { office: Chair, code: "922222222229", expires_at: 2026-11-24T02:00:00Z }
            < Ask { asked: Officers { officers: [Chair, Secretary Sari], more: 0, open: [OpenInvitation { invitation_id: six, role: Treasurer, expires_at: 2026-11-23T07:00:00Z }, OpenInvitation { invitation_id: InvitationId(01a20621-ad00-7909-8909-090909090000), role: Chair, expires_at: 2026-11-24T02:00:00Z }] }, walk: One, note: None }
            $ Invite { invitation: InvitationId(01a20621-ad00-7909-8909-090909090000), office: Chair, code: "922222222229", expires_at: 2026-11-24T02:00:00Z, role: Chair }
            $ tell 3: Settings(News { by: Chair, news: Staff(Invited(Chair)) })
            > [se:0000000000000006:r-chair]
            < AlreadyAnswered
        "#]],
    );
}

#[test]
fn so_many_must_agree_as_there_are_people_who_can() {
    let ask = "
        > [so:approvals]
        < Ask { asked: Value(Approvals(1)), walk: One, note: None }
    ";
    let script = |rest: &str| format!("{ask}{rest}");
    check(
        &World::chair(),
        script(
            "
        > 3
        < Ask { asked: Value(Approvals(1)), walk: One, note: Some(Problem(TooFewOfficers { can: 2 })) }
        > [Approvals 3]
        < Ask { asked: Value(Approvals(1)), walk: One, note: Some(Problem(TooFewOfficers { can: 2 })) }
        > [Approvals 2]
        < List { lines: [name, number, contact, Value(Zone(Wib)), Value(Principal(100000)), Value(Mandatory(20000)), Value(FirstMandatory(AtEntry)), Value(Approvals(2)), Value(QuietHours(20-8)), payment, Officers(2), Groups(1)], note: Some(Saved(Approvals(2))) }
        $ Set { value: Approvals(2), before: Approvals(1), version: 4, role: Chair }
        $ tell 3: Settings(News { by: Chair, news: Changed { before: Approvals(1), after: Approvals(2) } })
    ",
        ),
    );
    // One person in two offices agrees once, and a treasurer not at all.
    let mut alone = World::chair();
    let chair = alone.staff.officers[0].clone();
    alone.staff.officers = [Role::Chair, Role::Secretary].map(|role| OfficerCard { role, ..chair.clone() }).to_vec();
    alone.staff.officers.push(OfficerCard { person_id: PersonId(9), role: Role::Treasurer, member: None });
    check(
        &alone,
        script(
            "
        > [Approvals 2]
        < Ask { asked: Value(Approvals(1)), walk: One, note: Some(Problem(TooFewOfficers { can: 1 })) }
    ",
        ),
    );
}

#[test]
fn so_many_invitations_are_open_at_once() {
    let mut world = World::chair();
    let open = |n| OpenInvitation { invitation_id: InvitationId::from_u128(n), ..samples::staff().invitations[0] };
    world.staff.invitations = (1..=5).map(open).collect();
    check(
        &world,
        expect![[r#"
            > [so:officers]
            < Ask { asked: Officers { officers: [Chair, Secretary Sari], more: 0, open: [OpenInvitation { invitation_id: InvitationId(00000000-0000-0000-0000-000000000001), role: Treasurer, expires_at: 2026-11-23T07:00:00Z }, OpenInvitation { invitation_id: InvitationId(00000000-0000-0000-0000-000000000002), role: Treasurer, expires_at: 2026-11-23T07:00:00Z }, OpenInvitation { invitation_id: InvitationId(wati), role: Treasurer, expires_at: 2026-11-23T07:00:00Z }, OpenInvitation { invitation_id: InvitationId(00000000-0000-0000-0000-000000000004), role: Treasurer, expires_at: 2026-11-23T07:00:00Z }, OpenInvitation { invitation_id: InvitationId(inv), role: Treasurer, expires_at: 2026-11-23T07:00:00Z }] }, walk: One, note: None }
            > [se:0000000000000001:r-chair]
            < Ask { asked: Officers { officers: [Chair, Secretary Sari], more: 0, open: [OpenInvitation { invitation_id: InvitationId(00000000-0000-0000-0000-000000000001), role: Treasurer, expires_at: 2026-11-23T07:00:00Z }, OpenInvitation { invitation_id: InvitationId(00000000-0000-0000-0000-000000000002), role: Treasurer, expires_at: 2026-11-23T07:00:00Z }, OpenInvitation { invitation_id: InvitationId(wati), role: Treasurer, expires_at: 2026-11-23T07:00:00Z }, OpenInvitation { invitation_id: InvitationId(00000000-0000-0000-0000-000000000004), role: Treasurer, expires_at: 2026-11-23T07:00:00Z }, OpenInvitation { invitation_id: InvitationId(inv), role: Treasurer, expires_at: 2026-11-23T07:00:00Z }] }, walk: One, note: Some(TooManyOpen) }
        "#]],
    );
}

#[test]
fn whoever_opens_an_invitation_made_in_chat_holds_the_office_and_the_others_hear_of_it() {
    check(
        &World::stranger(),
        expect![[r#"
        > /start office-treasurer
        < RoleGranted(Treasurer)
        < Menu(Standing { member: None, roles: [Treasurer] })
        $ GrantRole { role: Treasurer, invitation: InvitationId(inv) }
        $ tell 2: Settings(News { by: Answerer { role: Treasurer, member: None }, news: Staff(TookOffice(Treasurer)) })
        $ tell 3: Settings(News { by: Answerer { role: Treasurer, member: None }, news: Staff(TookOffice(Treasurer)) })
"#]],
    );
}

#[test]
fn nobody_gives_themselves_an_office() {
    check(
        &World::chair(),
        expect![[r#"
        > /start office-treasurer
        < OwnInvitation(Treasurer)
        < Menu(Standing { member: None, roles: [Chair] })
"#]],
    );
}
