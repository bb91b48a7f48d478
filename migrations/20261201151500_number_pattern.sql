-- How the register's numbers go on, such as A-###: what an import proposes, or an operator sets. Empty until then, and the
-- numbers that are there tell.
ALTER TABLE cooperatives ADD COLUMN number_pattern TEXT NOT NULL DEFAULT '';
