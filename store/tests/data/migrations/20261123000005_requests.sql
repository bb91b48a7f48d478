INSERT INTO requests (cooperative_id, request_id, journal_id, made_by, reason, needed, roles, given, status, version, created_at)
VALUES ('0199e000-0000-7000-8000-000000000001', '0199e000-0000-7000-8000-0000000000d1', '0199e000-0000-7000-8000-0000000000c1', 502, 'sealed', 2, 'chair treasurer', 1, 'open', 2, 1795420900000000);
INSERT INTO approvals (cooperative_id, request_id, person_id, approved_at)
VALUES ('0199e000-0000-7000-8000-000000000001', '0199e000-0000-7000-8000-0000000000d1', 503, 1795420950000000);
