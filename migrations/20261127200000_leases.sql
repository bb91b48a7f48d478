-- Who polls and who sends for a bot, where several processes serve one database.

CREATE TABLE replicas (
    -- Made anew by each start, and by whoever was taken for dead and lives.
    replica_id TEXT NOT NULL PRIMARY KEY,
    -- What one living process at a time can have, such as an address that it listens on; empty when that can't be told.
    place TEXT NOT NULL,
    -- Raised while the process lives: whoever sees the same number for a lease's length takes it for dead.
    beat BIGINT NOT NULL CHECK (beat BETWEEN 1 AND 9007199254740991)
);

CREATE TABLE lease_works (work TEXT NOT NULL PRIMARY KEY);
INSERT INTO lease_works (work) VALUES ('poll'), ('send');

-- A row is a work that somebody has; without one it is free. The dead lose theirs with their row above.
CREATE TABLE leases (
    bot_id BIGINT NOT NULL REFERENCES bots (bot_id),
    work TEXT NOT NULL REFERENCES lease_works (work),
    holder TEXT NOT NULL REFERENCES replicas (replica_id) ON DELETE CASCADE,
    PRIMARY KEY (bot_id, work)
);
CREATE INDEX leases_holder ON leases (holder);
