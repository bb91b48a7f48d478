INSERT INTO cooperatives (cooperative_id, name, zone, contact, minimum_voluntary_minor, maximum_deposit_minor, reversal_needed, reversal_roles, created_at, suspended_at)
VALUES ('0199e000-0000-7000-8000-000000000004', 'Koperasi Contoh Teduh', 'wit', '', 0, 1000000, 1, 'chair', 1795420800000000, 1795507200000000);
INSERT INTO bots (bot_id, cooperative_id, username, token, sender_fence, revision)
VALUES (7000000004, '0199e000-0000-7000-8000-000000000004', 'contoh_teduh_bot', 'sealed', 0, 2);
