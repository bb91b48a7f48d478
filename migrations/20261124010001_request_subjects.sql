-- A request asks for one of several things; and whoever refuses says why.

CREATE TABLE request_subjects (subject TEXT NOT NULL PRIMARY KEY);
-- reversal: to undo a journal.
INSERT INTO request_subjects (subject) VALUES ('reversal');

-- only: sqlite
-- The parent goes after its children, and both are named anew: foreign keys hold all the while.
CREATE TABLE requests_next (
    cooperative_id TEXT NOT NULL REFERENCES cooperatives (cooperative_id),
    request_id TEXT NOT NULL,
    -- The id of what it is about, in the table that the subject tells.
    subject_id TEXT NOT NULL,
    made_by BIGINT NOT NULL,
    -- Sealed: the maker's own words.
    reason TEXT NOT NULL,
    -- The terms it was made under.
    needed BIGINT NOT NULL CHECK (needed BETWEEN 1 AND 9),
    roles TEXT NOT NULL,
    given BIGINT NOT NULL CHECK (given BETWEEN 0 AND 9),
    status TEXT NOT NULL REFERENCES request_statuses (status),
    version BIGINT NOT NULL CHECK (version BETWEEN 1 AND 9007199254740991),
    created_at BIGINT NOT NULL CHECK (created_at BETWEEN 0 AND 9007199254740991),
    subject TEXT NOT NULL REFERENCES request_subjects (subject),
    -- Zero and empty unless refused; the officer's words are sealed.
    refused_by BIGINT NOT NULL,
    refusal TEXT NOT NULL,
    PRIMARY KEY (cooperative_id, request_id),
    CHECK (given <= needed)
);
INSERT INTO requests_next (cooperative_id, request_id, subject_id, made_by, reason, needed, roles, given, status,
    version, created_at, subject, refused_by, refusal)
SELECT cooperative_id, request_id, journal_id, made_by, reason, needed, roles, given, status, version, created_at,
    'reversal', 0, ''
FROM requests;
CREATE TABLE approvals_next (
    cooperative_id TEXT NOT NULL,
    request_id TEXT NOT NULL,
    person_id BIGINT NOT NULL,
    approved_at BIGINT NOT NULL CHECK (approved_at BETWEEN 0 AND 9007199254740991),
    PRIMARY KEY (cooperative_id, request_id, person_id),
    FOREIGN KEY (cooperative_id, request_id) REFERENCES requests_next (cooperative_id, request_id)
);
INSERT INTO approvals_next (cooperative_id, request_id, person_id, approved_at)
SELECT cooperative_id, request_id, person_id, approved_at FROM approvals;
DROP TABLE approvals;
DROP TABLE requests;
ALTER TABLE requests_next RENAME TO requests;
ALTER TABLE approvals_next RENAME TO approvals;
CREATE INDEX requests_open ON requests (cooperative_id, created_at) WHERE status = 'open';
-- only: postgres
ALTER TABLE requests RENAME COLUMN journal_id TO subject_id;
ALTER TABLE requests DROP CONSTRAINT requests_cooperative_id_journal_id_fkey;
ALTER TABLE requests ADD COLUMN subject TEXT NOT NULL DEFAULT 'reversal' REFERENCES request_subjects (subject);
ALTER TABLE requests ADD COLUMN refused_by BIGINT NOT NULL DEFAULT 0;
ALTER TABLE requests ADD COLUMN refusal TEXT NOT NULL DEFAULT '';
ALTER TABLE requests ALTER COLUMN subject DROP DEFAULT;
ALTER TABLE requests ALTER COLUMN refused_by DROP DEFAULT;
ALTER TABLE requests ALTER COLUMN refusal DROP DEFAULT;
DROP INDEX requests_one_open;
-- only: both

CREATE UNIQUE INDEX requests_one_open ON requests (cooperative_id, subject, subject_id) WHERE status = 'open';
