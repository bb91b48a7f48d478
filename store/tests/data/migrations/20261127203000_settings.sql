INSERT INTO cooperatives (cooperative_id, name, zone, contact, minimum_voluntary_minor, maximum_deposit_minor, reversal_needed, reversal_roles, created_at, legal_number, payment, settings_roles, settings_version)
VALUES ('0199e000-0000-7000-8000-000000000005', 'Koperasi Contoh Rukun', 'wib', 'kantor', 0, 1000000, 1, 'chair', 1795420800000000, '518/BH/XVI.7/2019', 'BRI 1234567890 a.n. Koperasi Contoh Rukun', 'chair', 3);
INSERT INTO invitations (cooperative_id, invitation_id, code_hash, member_id, role, expires_at, used_by, used_at, made_by)
VALUES ('0199e000-0000-7000-8000-000000000005', '0199e000-0000-7000-8000-0000000000f5', 'hash', '', 'treasurer', 1795507200000000, 0, 0, 503);
INSERT INTO setting_changes (cooperative_id, cause_key, setting, changed_by, changed_as, changed_at, old_value, new_value)
VALUES ('0199e000-0000-7000-8000-000000000005', 'in:7:0', 'principal', 503, 'chair', 1795420900000000, '100000', '150000'),
    ('0199e000-0000-7000-8000-000000000005', 'in:8:0', 'officers', 503, 'chair', 1795420900000000, '', 'treasurer');
