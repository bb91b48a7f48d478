-- Requests that wait for approvals: n different people, never the maker.

CREATE TABLE request_statuses (status TEXT NOT NULL PRIMARY KEY);
INSERT INTO request_statuses (status) VALUES ('open'), ('approved'), ('refused');

CREATE TABLE requests (
    cooperative_id TEXT NOT NULL REFERENCES cooperatives (cooperative_id),
    request_id TEXT NOT NULL,
    -- The journal that it asks to reverse.
    journal_id TEXT NOT NULL,
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
    PRIMARY KEY (cooperative_id, request_id),
    FOREIGN KEY (cooperative_id, journal_id) REFERENCES journals (cooperative_id, journal_id),
    CHECK (given <= needed)
);
CREATE UNIQUE INDEX requests_one_open ON requests (cooperative_id, journal_id) WHERE status = 'open';
CREATE INDEX requests_open ON requests (cooperative_id, created_at) WHERE status = 'open';

CREATE TABLE approvals (
    cooperative_id TEXT NOT NULL,
    request_id TEXT NOT NULL,
    person_id BIGINT NOT NULL,
    approved_at BIGINT NOT NULL CHECK (approved_at BETWEEN 0 AND 9007199254740991),
    PRIMARY KEY (cooperative_id, request_id, person_id),
    FOREIGN KEY (cooperative_id, request_id) REFERENCES requests (cooperative_id, request_id)
);
