-- What the bot has begun by itself: each job once for its subject and period.

CREATE TABLE job_runs (
    cooperative_id TEXT NOT NULL REFERENCES cooperatives (cooperative_id),
    job TEXT NOT NULL,
    -- What it was about; empty for the cooperative as a whole.
    subject TEXT NOT NULL,
    -- A day such as 2026-11-23, or a step such as 3d.
    period TEXT NOT NULL,
    done_at BIGINT NOT NULL CHECK (done_at BETWEEN 0 AND 9007199254740991),
    PRIMARY KEY (cooperative_id, job, subject, period)
);
CREATE INDEX job_runs_done ON job_runs (cooperative_id, done_at);
