-- The door of each membership: frozen, cooling down or open; what was done to it; and several members on one account.

CREATE TABLE door_states (state TEXT NOT NULL PRIMARY KEY);
-- awaits_code: no account is linked, and only a code from the office links the next one.
INSERT INTO door_states (state) VALUES ('open'), ('frozen'), ('awaits_code');

-- No row: open, and never touched.
CREATE TABLE doors (
    cooperative_id TEXT NOT NULL,
    member_id TEXT NOT NULL,
    state TEXT NOT NULL REFERENCES door_states (state),
    -- Until then nothing that moves money out; zero when it does not cool down.
    cooling_until BIGINT NOT NULL CHECK (cooling_until BETWEEN 0 AND 9007199254740991),
    version BIGINT NOT NULL CHECK (version BETWEEN 1 AND 9007199254740991),
    PRIMARY KEY (cooperative_id, member_id),
    FOREIGN KEY (cooperative_id, member_id) REFERENCES members (cooperative_id, member_id)
);

CREATE TABLE door_deeds (deed TEXT NOT NULL PRIMARY KEY);
INSERT INTO door_deeds (deed)
VALUES ('lost'), ('frozen'), ('opened'), ('released'), ('moved'), ('disputed'), ('shared');

-- Only ever added to.
CREATE TABLE door_events (
    cooperative_id TEXT NOT NULL,
    -- in:{arrival}:{n}, once for ever.
    cause_key TEXT NOT NULL,
    member_id TEXT NOT NULL,
    deed TEXT NOT NULL REFERENCES door_deeds (deed),
    happened_at BIGINT NOT NULL CHECK (happened_at BETWEEN 0 AND 9007199254740991),
    done_by BIGINT NOT NULL,
    -- The account before and the one after; zero for none.
    old_person_id BIGINT NOT NULL,
    new_person_id BIGINT NOT NULL,
    -- Sealed: why, in somebody's own words.
    words TEXT NOT NULL,
    PRIMARY KEY (cooperative_id, cause_key),
    FOREIGN KEY (cooperative_id, member_id) REFERENCES members (cooperative_id, member_id)
);
CREATE INDEX door_events_member ON door_events (cooperative_id, member_id, happened_at);

-- An account may speak for up to three members; a member has one account at the most.
CREATE TABLE links_of_members (
    cooperative_id TEXT NOT NULL,
    member_id TEXT NOT NULL,
    person_id BIGINT NOT NULL,
    -- Its place on the account.
    slot BIGINT NOT NULL CHECK (slot BETWEEN 1 AND 3),
    -- Where several share an account: until when this member is in, after the right PIN.
    open_until BIGINT NOT NULL CHECK (open_until BETWEEN 0 AND 9007199254740991),
    linked_at BIGINT NOT NULL CHECK (linked_at BETWEEN 0 AND 9007199254740991),
    PRIMARY KEY (cooperative_id, member_id),
    FOREIGN KEY (cooperative_id, member_id) REFERENCES members (cooperative_id, member_id)
);
INSERT INTO links_of_members (cooperative_id, member_id, person_id, slot, open_until, linked_at)
SELECT cooperative_id, member_id, person_id, 1, 0, linked_at FROM links;
DROP TABLE links;
ALTER TABLE links_of_members RENAME TO links;
-- only: postgres
ALTER TABLE links RENAME CONSTRAINT links_of_members_pkey TO links_pkey;
ALTER TABLE links RENAME CONSTRAINT links_of_members_cooperative_id_member_id_fkey TO links_cooperative_id_member_id_fkey;
ALTER TABLE links RENAME CONSTRAINT links_of_members_slot_check TO links_slot_check;
ALTER TABLE links RENAME CONSTRAINT links_of_members_open_until_check TO links_open_until_check;
ALTER TABLE links RENAME CONSTRAINT links_of_members_linked_at_check TO links_linked_at_check;
-- only: both
CREATE UNIQUE INDEX links_slot ON links (cooperative_id, person_id, slot);

-- The PIN of a member who shares an account.
CREATE TABLE pins (
    cooperative_id TEXT NOT NULL,
    member_id TEXT NOT NULL,
    salt TEXT NOT NULL,
    -- Argon2id under a key that is not in the database.
    hash TEXT NOT NULL,
    set_at BIGINT NOT NULL CHECK (set_at BETWEEN 0 AND 9007199254740991),
    PRIMARY KEY (cooperative_id, member_id),
    FOREIGN KEY (cooperative_id, member_id) REFERENCES members (cooperative_id, member_id)
);

CREATE TABLE secrets (secret TEXT NOT NULL PRIMARY KEY);
INSERT INTO secrets (secret) VALUES ('code'), ('pin');

-- Wrong tries in a row, by the account that made them.
CREATE TABLE tries (
    cooperative_id TEXT NOT NULL REFERENCES cooperatives (cooperative_id),
    person_id BIGINT NOT NULL,
    secret TEXT NOT NULL REFERENCES secrets (secret),
    -- Whose PIN; empty for codes.
    member_id TEXT NOT NULL,
    wrong BIGINT NOT NULL CHECK (wrong BETWEEN 0 AND 5),
    last_at BIGINT NOT NULL CHECK (last_at BETWEEN 0 AND 9007199254740991),
    PRIMARY KEY (cooperative_id, person_id, secret, member_id)
);

-- How long a membership cools down after a move, and who may freeze, open and move.
ALTER TABLE cooperatives ADD COLUMN cooling_hours BIGINT NOT NULL DEFAULT 48 CHECK (cooling_hours BETWEEN 0 AND 720);
ALTER TABLE cooperatives ADD COLUMN door_roles TEXT NOT NULL DEFAULT 'chair secretary';
