INSERT INTO outbox (bot_id, chat_id, cause_key, form, after_message_id, payload, state, refused, ambiguous, not_before, lease_until, fence, created_at, finished_at, message_id, error, paced)
VALUES (7000000001, 503, 'in:77:0', 'screen', 0, 'sealed', 'sending', 0, 0, 0, 1795420990000000, 1, 1795420930000000, 0, 0, '', 0);
