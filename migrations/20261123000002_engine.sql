-- The way of an update: inbox, lanes, dialogues, outbox, chats. Keyed by bot; a bot belongs to one cooperative.

CREATE TABLE inbox_states (state TEXT NOT NULL PRIMARY KEY);
INSERT INTO inbox_states (state) VALUES ('ready'), ('done'), ('dead'), ('unparsed');

CREATE TABLE inbox (
    -- Our own order of arrival.
-- only: sqlite
    arrival INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
-- only: postgres
    arrival BIGINT NOT NULL PRIMARY KEY GENERATED ALWAYS AS IDENTITY,
-- only: both
    bot_id BIGINT NOT NULL REFERENCES bots (bot_id),
    update_id BIGINT NOT NULL,
    -- The person, or the chat for what nobody in particular did.
    lane BIGINT NOT NULL,
    chat_id BIGINT NOT NULL,
    person_id BIGINT NOT NULL,
    topic_id BIGINT NOT NULL,
    -- Sealed; empty once done.
    body TEXT NOT NULL,
    state TEXT NOT NULL REFERENCES inbox_states (state),
    attempts BIGINT NOT NULL CHECK (attempts BETWEEN 0 AND 3),
    not_before BIGINT NOT NULL CHECK (not_before BETWEEN 0 AND 9007199254740991),
    received_at BIGINT NOT NULL CHECK (received_at BETWEEN 0 AND 9007199254740991),
    -- Zero while ready.
    finished_at BIGINT NOT NULL CHECK (finished_at BETWEEN 0 AND 9007199254740991)
);
CREATE UNIQUE INDEX inbox_once ON inbox (bot_id, update_id);
CREATE INDEX inbox_ready ON inbox (bot_id, lane, arrival, not_before) WHERE state = 'ready';
CREATE INDEX inbox_finished ON inbox (finished_at) WHERE finished_at > 0;

-- Only a lock: an upsert here would wait on the worker that holds it.
CREATE TABLE lanes (
    bot_id BIGINT NOT NULL REFERENCES bots (bot_id),
    lane BIGINT NOT NULL,
    PRIMARY KEY (bot_id, lane)
);

CREATE TABLE dialogues (
    bot_id BIGINT NOT NULL REFERENCES bots (bot_id),
    chat_id BIGINT NOT NULL,
    person_id BIGINT NOT NULL,
    topic_id BIGINT NOT NULL,
    -- Sealed.
    state TEXT NOT NULL,
    version BIGINT NOT NULL CHECK (version BETWEEN 1 AND 9007199254740991),
    updated_at BIGINT NOT NULL CHECK (updated_at BETWEEN 0 AND 9007199254740991),
    PRIMARY KEY (bot_id, chat_id, person_id, topic_id)
);

CREATE TABLE outbox_states (state TEXT NOT NULL PRIMARY KEY);
INSERT INTO outbox_states (state) VALUES ('pending'), ('sending'), ('sent'), ('dead'), ('collapsed');

CREATE TABLE outbox_forms (form TEXT NOT NULL PRIMARY KEY);
-- message: sent as it is. screen: edited in place where it is still the last message. call: any other method.
INSERT INTO outbox_forms (form) VALUES ('message'), ('screen'), ('call');

CREATE TABLE outbox (
-- only: sqlite
    outbox_id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
-- only: postgres
    outbox_id BIGINT NOT NULL PRIMARY KEY GENERATED ALWAYS AS IDENTITY,
-- only: both
    bot_id BIGINT NOT NULL REFERENCES bots (bot_id),
    chat_id BIGINT NOT NULL,
    -- in:{arrival}:{n} for what an update caused.
    cause_key TEXT NOT NULL,
    form TEXT NOT NULL REFERENCES outbox_forms (form),
    -- The newest message of the chat that the step knew; a screen above it is not edited.
    after_message_id BIGINT NOT NULL,
    -- Sealed {method, params}; empty once finished.
    payload TEXT NOT NULL,
    state TEXT NOT NULL REFERENCES outbox_states (state),
    -- Tries that were definitely not accepted, and tries of which nobody knows.
    refused BIGINT NOT NULL CHECK (refused BETWEEN 0 AND 1000000),
    ambiguous BIGINT NOT NULL CHECK (ambiguous BETWEEN 0 AND 3),
    not_before BIGINT NOT NULL CHECK (not_before BETWEEN 0 AND 9007199254740991),
    lease_until BIGINT NOT NULL CHECK (lease_until BETWEEN 0 AND 9007199254740991),
    fence BIGINT NOT NULL CHECK (fence BETWEEN 0 AND 9007199254740991),
    created_at BIGINT NOT NULL CHECK (created_at BETWEEN 0 AND 9007199254740991),
    -- Zero while it is still to be sent.
    finished_at BIGINT NOT NULL CHECK (finished_at BETWEEN 0 AND 9007199254740991),
    -- What the messenger called it; zero when it never became a message.
    message_id BIGINT NOT NULL,
    -- Why it is dead, in the messenger's words without personal data.
    error TEXT NOT NULL
);
CREATE UNIQUE INDEX outbox_once ON outbox (bot_id, cause_key);
CREATE INDEX outbox_open ON outbox (bot_id, chat_id, outbox_id) WHERE finished_at = 0;
CREATE INDEX outbox_finished ON outbox (finished_at) WHERE finished_at > 0;

CREATE TABLE chats (
    bot_id BIGINT NOT NULL REFERENCES bots (bot_id),
    chat_id BIGINT NOT NULL,
    -- The newest message that we sent here, and the one that is the screen; zero for none.
    last_message_id BIGINT NOT NULL,
    screen_message_id BIGINT NOT NULL,
    -- One when the messenger refused us here.
    unreachable BIGINT NOT NULL CHECK (unreachable BETWEEN 0 AND 1),
    PRIMARY KEY (bot_id, chat_id)
);
