-- An index for the window of the longest waiting updates, and for nothing else: asked for what waits in one lane, Postgres
-- took it, too, where few had waited when it last counted, and read all that waits.

DROP INDEX inbox_waiting;
CREATE INDEX inbox_waiting ON inbox (arrival, bot_id, lane, not_before) WHERE state = 'ready' AND arrival > 0;
