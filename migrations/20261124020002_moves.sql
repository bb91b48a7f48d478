-- A membership that moves to another account is a request, by an officer or by whoever lost the phone.

-- move: asked for by an officer; a code links the next account. lost: a report from another account.
INSERT INTO request_subjects (subject) VALUES ('move'), ('lost');

-- One report of a person at a time, whomever it is about.
CREATE UNIQUE INDEX requests_one_report ON requests (cooperative_id, made_by) WHERE status = 'open' AND subject = 'lost';
