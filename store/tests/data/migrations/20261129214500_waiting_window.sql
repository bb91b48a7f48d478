INSERT INTO inbox (bot_id, update_id, lane, chat_id, person_id, topic_id, body, state, attempts, not_before, received_at, finished_at)
VALUES (7000000001, 13, 503, 503, 503, 0, '', 'done', 0, 0, 1795420900000000, 1795420900000000);
