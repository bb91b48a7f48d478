-- Groups that are bound to a cooperative, and the codes that bind them.

CREATE TABLE group_codes (
    cooperative_id TEXT NOT NULL REFERENCES cooperatives (cooperative_id),
    -- Keyed hash of the code: whoever reads the database can't use it.
    code_hash TEXT NOT NULL,
    made_by BIGINT NOT NULL,
    expires_at BIGINT NOT NULL CHECK (expires_at BETWEEN 0 AND 9007199254740991),
    -- Zero while unused.
    used_at BIGINT NOT NULL CHECK (used_at BETWEEN 0 AND 9007199254740991),
    PRIMARY KEY (cooperative_id, code_hash)
);

CREATE TABLE group_bindings (
    cooperative_id TEXT NOT NULL REFERENCES cooperatives (cooperative_id),
    chat_id BIGINT NOT NULL,
    -- The topic in which it was bound; zero for none.
    topic_id BIGINT NOT NULL,
    -- The officer whose code it was.
    bound_by BIGINT NOT NULL,
    bound_at BIGINT NOT NULL CHECK (bound_at BETWEEN 0 AND 9007199254740991),
    -- Zero while the bot is in the group.
    left_at BIGINT NOT NULL CHECK (left_at BETWEEN 0 AND 9007199254740991),
    PRIMARY KEY (cooperative_id, chat_id)
);
