//! Doors, shared accounts and codes: two right rows of each table, and every constraint.

use crate::table::{MAX, Schema, table};

/// What this room keeps.
pub const SCHEMA: Schema = Schema {
    tables: &[
        table(
            "links",
            &[
                ("cooperative_id", "'a'", "'a'"),
                ("member_id", "'m1'", "'m2'"),
                ("person_id", "5", "6"),
                ("slot", "1", "2"),
                ("open_until", "0", "0"),
                ("linked_at", "0", "0"),
            ],
        ),
        table(
            "doors",
            &[
                ("cooperative_id", "'a'", "'a'"),
                ("member_id", "'m1'", "'m2'"),
                ("state", "'frozen'", "'frozen'"),
                ("cooling_until", "0", "0"),
                ("version", "1", "1"),
            ],
        ),
        table(
            "door_events",
            &[
                ("cooperative_id", "'a'", "'a'"),
                ("cause_key", "'in:1:0'", "'in:1:1'"),
                ("member_id", "'m1'", "'m1'"),
                ("deed", "'lost'", "'lost'"),
                ("happened_at", "0", "0"),
                ("done_by", "5", "5"),
                ("old_person_id", "5", "5"),
                ("new_person_id", "0", "0"),
                ("words", "'x'", "'x'"),
            ],
        ),
        table(
            "pins",
            &[
                ("cooperative_id", "'a'", "'a'"),
                ("member_id", "'m1'", "'m2'"),
                ("salt", "'x'", "'x'"),
                ("hash", "'x'", "'x'"),
                ("set_at", "0", "0"),
            ],
        ),
        table(
            "tries",
            &[
                ("cooperative_id", "'a'", "'a'"),
                ("person_id", "5", "5"),
                ("secret", "'pin'", "'pin'"),
                ("member_id", "'m1'", "'m2'"),
                ("wrong", "0", "0"),
                ("last_at", "0", "0"),
            ],
        ),
        table(
            "invitations",
            &[
                ("cooperative_id", "'a'", "'a'"),
                ("invitation_id", "'i1'", "'i2'"),
                ("code_hash", "'h1'", "'h2'"),
                ("member_id", "'m1'", "'m1'"),
                ("role", "''", "''"),
                ("expires_at", "0", "0"),
                ("used_by", "0", "0"),
                ("used_at", "0", "0"),
                ("needs_phone", "0", "1"),
                ("made_by", "0", "5"),
            ],
        ),
    ],
    bounds: &[
        ("links", "slot", 1, 3),
        ("links", "open_until", 0, MAX),
        ("links", "linked_at", 0, MAX),
        ("doors", "cooling_until", 0, MAX),
        ("doors", "version", 1, MAX),
        ("door_events", "happened_at", 0, MAX),
        ("pins", "set_at", 0, MAX),
        ("tries", "wrong", 0, 5),
        ("tries", "last_at", 0, MAX),
        ("invitations", "expires_at", 0, MAX),
        ("invitations", "used_at", 0, MAX),
        ("invitations", "needs_phone", 0, 1),
    ],
    checks: &[
        ("invitations", "invitations_check", "(member_id = '') <> (role = '')", &[("role", "'chair'")]),
        ("invitations", "invitations_check", "(member_id = '') <> (role = '')", &[("member_id", "''")]),
    ],
    uniques: &[
        ("links", "links_pkey", &["cooperative_id", "member_id"]),
        ("links", "links_slot", &["cooperative_id", "person_id", "slot"]),
        ("doors", "doors_pkey", &["cooperative_id", "member_id"]),
        ("door_events", "door_events_pkey", &["cooperative_id", "cause_key"]),
        ("pins", "pins_pkey", &["cooperative_id", "member_id"]),
        ("tries", "tries_pkey", &["cooperative_id", "person_id", "secret", "member_id"]),
        ("invitations", "invitations_pkey", &["cooperative_id", "invitation_id"]),
        ("invitations", "invitations_code", &["cooperative_id", "code_hash"]),
    ],
    foreign: &[
        ("links", "links_cooperative_id_member_id_fkey", "member_id"),
        ("doors", "doors_cooperative_id_member_id_fkey", "member_id"),
        ("doors", "doors_state_fkey", "state"),
        ("door_events", "door_events_cooperative_id_member_id_fkey", "member_id"),
        ("door_events", "door_events_deed_fkey", "deed"),
        ("pins", "pins_cooperative_id_member_id_fkey", "member_id"),
        ("tries", "tries_cooperative_id_fkey", "cooperative_id"),
        ("tries", "tries_secret_fkey", "secret"),
        ("invitations", "invitations_cooperative_id_fkey", "cooperative_id"),
    ],
};
