-- What a worker hands over to the sender of its own process is in hand from the beginning: whose turn it is is looked for
-- only among what nobody has in hand.

DROP INDEX outbox_answers;
DROP INDEX outbox_begun;
CREATE INDEX outbox_answers ON outbox (bot_id, chat_id, outbox_id) WHERE state = 'pending' AND paced = 0;
CREATE INDEX outbox_begun ON outbox (bot_id, chat_id, outbox_id) WHERE state = 'pending' AND paced = 1;
