INSERT INTO accounts (cooperative_id, account_id, code, member_id, rule, debits_minor, credits_minor, version)
VALUES ('0199e000-0000-7000-8000-000000000001', '1-1010', '1-1010', '', 'free', 150000, 0, 1),
    ('0199e000-0000-7000-8000-000000000001', '2-1100/0199e000-0000-7000-8000-0000000000a1', '2-1100', '0199e000-0000-7000-8000-0000000000a1', 'credit_covers', 0, 150000, 1);
INSERT INTO journals (cooperative_id, journal_id, number, kind, occurred_on, recorded_at, recorded_by, cause_key, input_hash, reverses)
VALUES ('0199e000-0000-7000-8000-000000000001', '0199e000-0000-7000-8000-0000000000c1', 1, 'deposit', '2026-11-23', 1795420801000000, 502, 'in:1:2', 'hash', '');
INSERT INTO transfers (cooperative_id, journal_id, line, debit_account_id, credit_account_id, amount_minor, occurred_on)
VALUES ('0199e000-0000-7000-8000-000000000001', '0199e000-0000-7000-8000-0000000000c1', 0, '1-1010', '2-1100/0199e000-0000-7000-8000-0000000000a1', 150000, '2026-11-23');
