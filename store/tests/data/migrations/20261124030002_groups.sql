INSERT INTO group_codes (cooperative_id, code_hash, made_by, expires_at, used_at)
VALUES ('0199e000-0000-7000-8000-000000000001', 'hash', 503, 1795507300000000, 1795420990000000);
INSERT INTO group_bindings (cooperative_id, chat_id, topic_id, bound_by, bound_at, left_at)
VALUES ('0199e000-0000-7000-8000-000000000001', -5001, 3, 503, 1795420990000000, 0);
