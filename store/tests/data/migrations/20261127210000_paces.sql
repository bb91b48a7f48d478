INSERT INTO outbox (bot_id, chat_id, cause_key, form, after_message_id, payload, state, refused, ambiguous, not_before, lease_until, fence, created_at, finished_at, message_id, error, paced)
VALUES (7000000001, 502, 'job:summary:2026-11-27:502', 'message', 0, 'sealed', 'pending', 0, 0, 0, 0, 0, 1795420990000000, 0, 0, '', 1);
