-- A cooperative can be suspended, and the bots that are served can change while they are served.

-- Since when it is suspended; zero while it is served.
ALTER TABLE cooperatives ADD COLUMN suspended_at BIGINT NOT NULL DEFAULT 0
    CHECK (suspended_at BETWEEN 0 AND 9007199254740991);

-- Raised by whatever changes the bot: each process looks at the sum every few seconds.
ALTER TABLE bots ADD COLUMN revision BIGINT NOT NULL DEFAULT 0 CHECK (revision BETWEEN 0 AND 9007199254740991);
