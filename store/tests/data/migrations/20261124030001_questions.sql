INSERT INTO question_counters (cooperative_id, next_number) VALUES ('0199e000-0000-7000-8000-000000000001', 3);
INSERT INTO questions (cooperative_id, question_id, number, asked_by, chat_id, topic_id, words, follows, roles, status, answered_by, answered_as, answer, version, asked_at, answered_at)
VALUES ('0199e000-0000-7000-8000-000000000001', '0199e000-0000-7000-8000-0000000000e1', 1, 501, 0, 0, 'sealed', 0, 'secretary chair', 'open', 0, '', '', 1, 1795420900000000, 0),
    ('0199e000-0000-7000-8000-000000000001', '0199e000-0000-7000-8000-0000000000e2', 2, 502, -5001, 3, 'sealed', 1, 'secretary chair', 'answered', 503, 'chair', 'sealed', 2, 1795420900000000, 1795420990000000);
