-- The member register, the people who speak for members, and their roles.

CREATE TABLE member_statuses (status TEXT NOT NULL PRIMARY KEY);
INSERT INTO member_statuses (status) VALUES ('candidate'), ('active'), ('inactive'), ('ended');

CREATE TABLE addresses (address TEXT NOT NULL PRIMARY KEY);
INSERT INTO addresses (address) VALUES ('bu'), ('pak'), ('plain');

CREATE TABLE members (
    cooperative_id TEXT NOT NULL REFERENCES cooperatives (cooperative_id),
    member_id TEXT NOT NULL,
    -- As the cooperative writes it, such as A-017.
    number TEXT NOT NULL,
    name TEXT NOT NULL,
    address TEXT NOT NULL REFERENCES addresses (address),
    status TEXT NOT NULL REFERENCES member_statuses (status),
    joined_on TEXT NOT NULL,
    -- The member's own key, sealed: destroying it erases what is sealed with it.
    personal_key TEXT NOT NULL,
    -- E.164, sealed with the member's key; and its keyed hash for look-up. Two members may share a phone.
    phone TEXT NOT NULL,
    phone_hash TEXT NOT NULL,
    created_at BIGINT NOT NULL CHECK (created_at BETWEEN 0 AND 9007199254740991),
    PRIMARY KEY (cooperative_id, member_id)
);
CREATE UNIQUE INDEX members_number ON members (cooperative_id, number);
CREATE INDEX members_phone ON members (cooperative_id, phone_hash) WHERE phone_hash <> '';

CREATE TABLE locales (locale TEXT NOT NULL PRIMARY KEY);
INSERT INTO locales (locale) VALUES ('id'), ('en');

-- What a person chose.
CREATE TABLE people (
    cooperative_id TEXT NOT NULL REFERENCES cooperatives (cooperative_id),
    person_id BIGINT NOT NULL,
    locale TEXT NOT NULL REFERENCES locales (locale),
    PRIMARY KEY (cooperative_id, person_id)
);

-- Who reads and acts for a member; at most one person a member and one member a person.
CREATE TABLE links (
    cooperative_id TEXT NOT NULL,
    person_id BIGINT NOT NULL,
    member_id TEXT NOT NULL,
    linked_at BIGINT NOT NULL CHECK (linked_at BETWEEN 0 AND 9007199254740991),
    PRIMARY KEY (cooperative_id, person_id),
    FOREIGN KEY (cooperative_id, member_id) REFERENCES members (cooperative_id, member_id)
);
CREATE UNIQUE INDEX links_one_person ON links (cooperative_id, member_id);

CREATE TABLE roles (role TEXT NOT NULL PRIMARY KEY);
INSERT INTO roles (role)
VALUES ('chair'), ('secretary'), ('treasurer'), ('supervisor'), ('credit_committee'), ('educator');

CREATE TABLE officers (
    cooperative_id TEXT NOT NULL REFERENCES cooperatives (cooperative_id),
    person_id BIGINT NOT NULL,
    role TEXT NOT NULL REFERENCES roles (role),
    granted_at BIGINT NOT NULL CHECK (granted_at BETWEEN 0 AND 9007199254740991),
    PRIMARY KEY (cooperative_id, person_id, role)
);

CREATE TABLE invitations (
    cooperative_id TEXT NOT NULL REFERENCES cooperatives (cooperative_id),
    invitation_id TEXT NOT NULL,
    -- Keyed hash of the code: whoever reads the database can't use it.
    code_hash TEXT NOT NULL,
    -- Either a member to be linked, or a role to be given; the other is empty.
    member_id TEXT NOT NULL,
    role TEXT NOT NULL,
    expires_at BIGINT NOT NULL CHECK (expires_at BETWEEN 0 AND 9007199254740991),
    -- Zero while unused.
    used_by BIGINT NOT NULL,
    used_at BIGINT NOT NULL CHECK (used_at BETWEEN 0 AND 9007199254740991),
    PRIMARY KEY (cooperative_id, invitation_id),
    CHECK ((member_id = '') <> (role = ''))
);
CREATE UNIQUE INDEX invitations_code ON invitations (cooperative_id, code_hash);
