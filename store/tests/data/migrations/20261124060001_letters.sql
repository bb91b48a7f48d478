INSERT INTO invitations (cooperative_id, invitation_id, code_hash, member_id, role, expires_at, used_by, used_at, needs_phone)
VALUES ('0199e000-0000-7000-8000-000000000001', '0199e000-0000-7000-8000-0000000000b3', 'hash-3', '0199e000-0000-7000-8000-0000000000a2', '', 1798012800000000, 0, 0, 1);
