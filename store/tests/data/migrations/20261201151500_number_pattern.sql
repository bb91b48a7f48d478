INSERT INTO cooperatives (cooperative_id, name, zone, contact, minimum_voluntary_minor, maximum_deposit_minor, reversal_needed, reversal_roles, created_at, number_pattern)
VALUES ('0199e000-0000-7000-8000-00000000000b', 'Koperasi Contoh Tani', 'wita', 'kantor', 0, 1000000, 1, 'chair', 1796137200000000, '###/KSP/2026');
