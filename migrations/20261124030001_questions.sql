-- Questions to the office, and the policies around them.

-- Whose task the answers are, who may bind groups: names of roles, separated by spaces.
ALTER TABLE cooperatives ADD COLUMN question_roles TEXT NOT NULL DEFAULT 'secretary chair treasurer';
ALTER TABLE cooperatives ADD COLUMN group_roles TEXT NOT NULL DEFAULT 'chair secretary';
-- Between these hours of the cooperative's zone the bot begins nothing by itself.
ALTER TABLE cooperatives ADD COLUMN quiet_from_hour BIGINT NOT NULL DEFAULT 20 CHECK (quiet_from_hour BETWEEN 0 AND 23);
ALTER TABLE cooperatives ADD COLUMN quiet_until_hour BIGINT NOT NULL DEFAULT 8 CHECK (quiet_until_hour BETWEEN 0 AND 23);

CREATE TABLE question_statuses (status TEXT NOT NULL PRIMARY KEY);
INSERT INTO question_statuses (status) VALUES ('open'), ('answered'), ('clear');

-- The next number; its row is the lock of whoever asks.
CREATE TABLE question_counters (
    cooperative_id TEXT NOT NULL PRIMARY KEY REFERENCES cooperatives (cooperative_id),
    next_number BIGINT NOT NULL CHECK (next_number BETWEEN 1 AND 9007199254740991)
);

CREATE TABLE questions (
    cooperative_id TEXT NOT NULL REFERENCES cooperatives (cooperative_id),
    question_id TEXT NOT NULL,
    -- T-12.
    number BIGINT NOT NULL CHECK (number BETWEEN 1 AND 9007199254740991),
    asked_by BIGINT NOT NULL,
    -- The group and topic in which it was asked; zero for a private chat, and for no topic.
    chat_id BIGINT NOT NULL,
    topic_id BIGINT NOT NULL,
    -- Sealed: the asker's own words.
    words TEXT NOT NULL,
    -- The number of the question that it goes on from; zero for none.
    follows BIGINT NOT NULL CHECK (follows BETWEEN 0 AND 9007199254740991),
    -- The terms it was asked under: names of roles, separated by spaces.
    roles TEXT NOT NULL,
    status TEXT NOT NULL REFERENCES question_statuses (status),
    -- Zero while it is open; the role is empty then, and the answer, which is sealed.
    answered_by BIGINT NOT NULL,
    answered_as TEXT NOT NULL,
    answer TEXT NOT NULL,
    version BIGINT NOT NULL CHECK (version BETWEEN 1 AND 9007199254740991),
    asked_at BIGINT NOT NULL CHECK (asked_at BETWEEN 0 AND 9007199254740991),
    answered_at BIGINT NOT NULL CHECK (answered_at BETWEEN 0 AND 9007199254740991),
    PRIMARY KEY (cooperative_id, question_id),
    CHECK (status <> 'open' OR answered_by = 0)
);
CREATE UNIQUE INDEX questions_number ON questions (cooperative_id, number);
CREATE INDEX questions_open ON questions (cooperative_id, asked_at) WHERE status = 'open';
CREATE INDEX questions_asker ON questions (cooperative_id, asked_by) WHERE status = 'open';
