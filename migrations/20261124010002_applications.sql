-- Becoming a member: applications with their consent, what a register keeps sealed, and the policies around them.

INSERT INTO request_subjects (subject) VALUES ('application');

-- What is to be paid at entry, who agrees, and who writes applications down for others.
ALTER TABLE cooperatives ADD COLUMN principal_minor BIGINT NOT NULL DEFAULT 100000 CHECK (principal_minor BETWEEN 0 AND 9007199254740991);
ALTER TABLE cooperatives ADD COLUMN monthly_mandatory_minor BIGINT NOT NULL DEFAULT 20000 CHECK (monthly_mandatory_minor BETWEEN 0 AND 9007199254740991);
-- One when the first wajib, too, is paid before somebody is a member.
ALTER TABLE cooperatives ADD COLUMN first_mandatory BIGINT NOT NULL DEFAULT 1 CHECK (first_mandatory BETWEEN 0 AND 1);
ALTER TABLE cooperatives ADD COLUMN joining_needed BIGINT NOT NULL DEFAULT 1 CHECK (joining_needed BETWEEN 1 AND 9);
ALTER TABLE cooperatives ADD COLUMN joining_roles TEXT NOT NULL DEFAULT 'chair secretary';
ALTER TABLE cooperatives ADD COLUMN registrar_roles TEXT NOT NULL DEFAULT 'secretary chair treasurer';

-- NIK, heir and payout account, sealed with the member's key; and the NIK's keyed hash for look-up. Empty when unknown.
ALTER TABLE members ADD COLUMN details TEXT NOT NULL DEFAULT '';
ALTER TABLE members ADD COLUMN nik_hash TEXT NOT NULL DEFAULT '';
CREATE UNIQUE INDEX members_nik ON members (cooperative_id, nik_hash) WHERE nik_hash <> '' AND status <> 'ended';

CREATE TABLE applications (
    cooperative_id TEXT NOT NULL REFERENCES cooperatives (cooperative_id),
    application_id TEXT NOT NULL,
    -- Who asked in the chat; zero when an officer wrote it down for somebody in the office.
    person_id BIGINT NOT NULL,
    status TEXT NOT NULL REFERENCES request_statuses (status),
    -- The text that was agreed to, kept for good: version, language, hash as it was shown, and when.
    consent_version BIGINT NOT NULL CHECK (consent_version BETWEEN 1 AND 65535),
    consent_locale TEXT NOT NULL REFERENCES locales (locale),
    consent_hash TEXT NOT NULL,
    -- What is to be paid at entry, as it was told.
    principal_minor BIGINT NOT NULL CHECK (principal_minor BETWEEN 0 AND 9007199254740991),
    mandatory_minor BIGINT NOT NULL CHECK (mandatory_minor BETWEEN 0 AND 9007199254740991),
    -- The rest is emptied when the application is decided: it is the member's by then, or forgotten.
    name TEXT NOT NULL,
    address TEXT NOT NULL REFERENCES addresses (address),
    -- The applicant's own key, sealed; and with it phone (E.164, empty for none), NIK, heir and payout account.
    personal_key TEXT NOT NULL,
    phone TEXT NOT NULL,
    details TEXT NOT NULL,
    nik_hash TEXT NOT NULL,
    -- Empty until approved.
    member_id TEXT NOT NULL,
    created_at BIGINT NOT NULL CHECK (created_at BETWEEN 0 AND 9007199254740991),
    PRIMARY KEY (cooperative_id, application_id)
);
CREATE UNIQUE INDEX applications_open_nik ON applications (cooperative_id, nik_hash) WHERE status = 'open';
CREATE UNIQUE INDEX applications_open_person ON applications (cooperative_id, person_id)
    WHERE status = 'open' AND person_id <> 0;
CREATE UNIQUE INDEX applications_member ON applications (cooperative_id, member_id) WHERE member_id <> '';
