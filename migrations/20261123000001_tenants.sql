-- Cooperatives and the bots that speak for them.

CREATE TABLE zones (zone TEXT NOT NULL PRIMARY KEY);
INSERT INTO zones (zone) VALUES ('wib'), ('wita'), ('wit');

CREATE TABLE cooperatives (
    cooperative_id TEXT NOT NULL PRIMARY KEY,
    name TEXT NOT NULL,
    zone TEXT NOT NULL REFERENCES zones (zone),
    -- How to reach the office, in its own words; empty when not set.
    contact TEXT NOT NULL,
    -- Policies: what must stay in voluntary savings, the most for one deposit, who agrees to a reversal.
    minimum_voluntary_minor BIGINT NOT NULL CHECK (minimum_voluntary_minor BETWEEN 0 AND 9007199254740991),
    maximum_deposit_minor BIGINT NOT NULL CHECK (maximum_deposit_minor BETWEEN 0 AND 9007199254740991),
    reversal_needed BIGINT NOT NULL CHECK (reversal_needed BETWEEN 1 AND 9),
    -- Names of roles, separated by spaces.
    reversal_roles TEXT NOT NULL,
    created_at BIGINT NOT NULL CHECK (created_at BETWEEN 0 AND 9007199254740991)
);

CREATE TABLE bots (
    bot_id BIGINT NOT NULL PRIMARY KEY,
    cooperative_id TEXT NOT NULL REFERENCES cooperatives (cooperative_id),
    username TEXT NOT NULL,
    -- Sealed.
    token TEXT NOT NULL,
    -- Raised by each sender that takes over; an older sender's writes are refused.
    sender_fence BIGINT NOT NULL CHECK (sender_fence BETWEEN 0 AND 9007199254740991)
);
CREATE UNIQUE INDEX bots_one_per_cooperative ON bots (cooperative_id);

-- The next receipt number. Its row is the cooperative's posting lock: taken first, in the order of cooperative_id.
CREATE TABLE receipt_counters (
    cooperative_id TEXT NOT NULL PRIMARY KEY REFERENCES cooperatives (cooperative_id),
    next_number BIGINT NOT NULL CHECK (next_number BETWEEN 1 AND 9007199254740991)
);
