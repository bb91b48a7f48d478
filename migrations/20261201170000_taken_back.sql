-- Whoever asked for something may take it back while nobody has decided.

INSERT INTO request_statuses (status) VALUES ('taken_back');
