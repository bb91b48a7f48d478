-- The longest waiting updates, read off in order however many wait.

CREATE INDEX inbox_waiting ON inbox (arrival, bot_id, lane, not_before) WHERE state = 'ready';
