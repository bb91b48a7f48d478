-- The ledger: accounts with running totals, append-only journals of transfers.

CREATE TABLE account_rules (rule TEXT NOT NULL PRIMARY KEY);
-- free: may stand on either side. credit_covers: debits never exceed credits, as in a member's savings.
INSERT INTO account_rules (rule) VALUES ('free'), ('credit_covers');

CREATE TABLE accounts (
    cooperative_id TEXT NOT NULL REFERENCES cooperatives (cooperative_id),
    -- 1-1010, or 2-1100/{member_id}.
    account_id TEXT NOT NULL,
    code TEXT NOT NULL,
    -- Empty for an account of the chart itself.
    member_id TEXT NOT NULL,
    rule TEXT NOT NULL REFERENCES account_rules (rule),
    -- Running totals: always the fold of the transfers, as the audit proves.
    debits_minor BIGINT NOT NULL CHECK (debits_minor BETWEEN 0 AND 9007199254740991),
    credits_minor BIGINT NOT NULL CHECK (credits_minor BETWEEN 0 AND 9007199254740991),
    version BIGINT NOT NULL CHECK (version BETWEEN 0 AND 9007199254740991),
    PRIMARY KEY (cooperative_id, account_id),
    CHECK (rule <> 'credit_covers' OR debits_minor <= credits_minor)
);
CREATE INDEX accounts_member ON accounts (cooperative_id, member_id) WHERE member_id <> '';

CREATE TABLE journal_kinds (kind TEXT NOT NULL PRIMARY KEY);
INSERT INTO journal_kinds (kind) VALUES ('opening'), ('deposit'), ('reversal');

CREATE TABLE journals (
    cooperative_id TEXT NOT NULL REFERENCES cooperatives (cooperative_id),
    journal_id TEXT NOT NULL,
    -- The receipt number: gapless within the cooperative.
    number BIGINT NOT NULL CHECK (number BETWEEN 1 AND 9007199254740991),
    kind TEXT NOT NULL REFERENCES journal_kinds (kind),
    occurred_on TEXT NOT NULL,
    recorded_at BIGINT NOT NULL CHECK (recorded_at BETWEEN 0 AND 9007199254740991),
    -- Zero for the operator.
    recorded_by BIGINT NOT NULL,
    -- Why it exists, once for ever; and a hash of its inputs: same cause with other inputs is refused.
    cause_key TEXT NOT NULL,
    input_hash TEXT NOT NULL,
    -- Empty unless it undoes another journal.
    reverses TEXT NOT NULL,
    PRIMARY KEY (cooperative_id, journal_id)
);
CREATE UNIQUE INDEX journals_cause ON journals (cooperative_id, cause_key);
CREATE UNIQUE INDEX journals_number ON journals (cooperative_id, number);
CREATE UNIQUE INDEX journals_reverse_once ON journals (cooperative_id, reverses) WHERE reverses <> '';

CREATE TABLE transfers (
    cooperative_id TEXT NOT NULL,
    journal_id TEXT NOT NULL,
    line BIGINT NOT NULL CHECK (line BETWEEN 0 AND 9999),
    debit_account_id TEXT NOT NULL,
    credit_account_id TEXT NOT NULL,
    amount_minor BIGINT NOT NULL CHECK (amount_minor BETWEEN 1 AND 9007199254740991),
    -- The journal's day, again, so that a member's month is one range of an index.
    occurred_on TEXT NOT NULL,
    PRIMARY KEY (cooperative_id, journal_id, line),
    FOREIGN KEY (cooperative_id, journal_id) REFERENCES journals (cooperative_id, journal_id),
    FOREIGN KEY (cooperative_id, debit_account_id) REFERENCES accounts (cooperative_id, account_id),
    FOREIGN KEY (cooperative_id, credit_account_id) REFERENCES accounts (cooperative_id, account_id),
    CHECK (debit_account_id <> credit_account_id)
);
CREATE INDEX transfers_debit ON transfers (cooperative_id, debit_account_id, occurred_on);
CREATE INDEX transfers_credit ON transfers (cooperative_id, credit_account_id, occurred_on);
