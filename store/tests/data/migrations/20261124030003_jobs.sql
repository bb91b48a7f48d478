INSERT INTO job_runs (cooperative_id, job, subject, period, done_at)
VALUES ('0199e000-0000-7000-8000-000000000001', 'summary', '', '2026-11-23', 1795420990000000);
