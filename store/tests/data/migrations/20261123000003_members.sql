INSERT INTO members (cooperative_id, member_id, number, name, address, status, joined_on, personal_key, phone, phone_hash, created_at)
VALUES ('0199e000-0000-7000-8000-000000000001', '0199e000-0000-7000-8000-0000000000a1', 'A-001', 'Contoh Satu', 'bu', 'active', '2019-03-04', 'sealed', 'sealed', 'hash', 1795420800000000),
    ('0199e000-0000-7000-8000-000000000001', '0199e000-0000-7000-8000-0000000000a2', 'A-002', 'Contoh Dua', 'pak', 'candidate', '2026-11-01', 'sealed', 'sealed', '', 1795420800000000);
INSERT INTO people (cooperative_id, person_id, locale) VALUES ('0199e000-0000-7000-8000-000000000001', 501, 'en');
INSERT INTO links (cooperative_id, person_id, member_id, linked_at)
VALUES ('0199e000-0000-7000-8000-000000000001', 501, '0199e000-0000-7000-8000-0000000000a1', 1795420800000000);
INSERT INTO officers (cooperative_id, person_id, role, granted_at)
VALUES ('0199e000-0000-7000-8000-000000000001', 502, 'treasurer', 1795420800000000);
INSERT INTO invitations (cooperative_id, invitation_id, code_hash, member_id, role, expires_at, used_by, used_at)
VALUES ('0199e000-0000-7000-8000-000000000001', '0199e000-0000-7000-8000-0000000000b1', 'hash-1', '0199e000-0000-7000-8000-0000000000a2', '', 1795520800000000, 0, 0),
    ('0199e000-0000-7000-8000-000000000001', '0199e000-0000-7000-8000-0000000000b2', 'hash-2', '', 'chair', 1795520800000000, 503, 1795420900000000);
