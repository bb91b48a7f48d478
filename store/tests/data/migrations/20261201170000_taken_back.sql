INSERT INTO requests (cooperative_id, request_id, subject, subject_id, made_by, reason, needed, roles, given, status, version, created_at, refused_by, refusal)
VALUES ('0199e000-0000-7000-8000-000000000001', '0199e000-0000-7000-8000-0000000000ea', 'lost', '0199e000-0000-7000-8000-0000000000a1/510', 510, 'sealed', 1, 'chair', 0, 'taken_back', 2, 1795420900000000, 0, '');
