INSERT INTO requests (cooperative_id, request_id, subject, subject_id, made_by, reason, needed, roles, given, status, version, created_at, refused_by, refusal)
VALUES ('0199e000-0000-7000-8000-000000000001', '0199e000-0000-7000-8000-0000000000e9', 'lost', '0199e000-0000-7000-8000-0000000000a1/509', 509, 'sealed', 1, 'chair', 0, 'open', 1, 1795420900000000, 0, '');
