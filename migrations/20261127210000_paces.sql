-- What the bot says by itself is paced; answers go at once.

-- One for what the bot began.
ALTER TABLE outbox ADD COLUMN paced BIGINT NOT NULL DEFAULT 0 CHECK (paced BETWEEN 0 AND 1);

-- Chats that wait for answers, and chats that wait for the rest: one step for each, however much waits there.
CREATE INDEX outbox_answers ON outbox (bot_id, chat_id, outbox_id) WHERE finished_at = 0 AND paced = 0;
CREATE INDEX outbox_begun ON outbox (bot_id, chat_id, outbox_id) WHERE finished_at = 0 AND paced = 1;
