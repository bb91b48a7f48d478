INSERT INTO cooperatives (cooperative_id, name, zone, contact, minimum_voluntary_minor, maximum_deposit_minor, reversal_needed, reversal_roles, created_at)
VALUES ('0199e000-0000-7000-8000-000000000001', 'Koperasi Contoh Sejahtera', 'wita', 'kantor, Senin-Jumat 08.00-15.00', 10000, 50000000, 2, 'chair treasurer', 1795420800000000);
INSERT INTO bots (bot_id, cooperative_id, username, token, sender_fence)
VALUES (7000000001, '0199e000-0000-7000-8000-000000000001', 'contoh_sejahtera_bot', 'sealed', 3);
INSERT INTO receipt_counters (cooperative_id, next_number) VALUES ('0199e000-0000-7000-8000-000000000001', 2);
