INSERT INTO inbox (bot_id, update_id, lane, chat_id, person_id, topic_id, body, state, attempts, not_before, received_at, finished_at)
VALUES (7000000001, 10, 501, 501, 501, 0, '', 'done', 0, 0, 1795420800000000, 1795420801000000),
    (7000000001, 11, 501, 501, 501, 0, 'sealed', 'ready', 1, 1795420900000000, 1795420802000000, 0);
INSERT INTO lanes (bot_id, lane) VALUES (7000000001, 501);
INSERT INTO dialogues (bot_id, chat_id, person_id, topic_id, state, version, updated_at)
VALUES (7000000001, 501, 501, 0, 'sealed', 4, 1795420801000000);
INSERT INTO outbox (bot_id, chat_id, cause_key, form, after_message_id, payload, state, refused, ambiguous, not_before, lease_until, fence, created_at, finished_at, message_id, error)
VALUES (7000000001, 501, 'in:1:0', 'screen', 9, '', 'sent', 0, 1, 0, 0, 3, 1795420801000000, 1795420803000000, 12, ''),
    (7000000001, 502, 'in:1:1', 'message', 0, 'sealed', 'pending', 2, 0, 0, 0, 0, 1795420801000000, 0, 0, '');
INSERT INTO chats (bot_id, chat_id, last_message_id, screen_message_id, unreachable) VALUES (7000000001, 501, 12, 12, 0);
