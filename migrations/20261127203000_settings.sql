-- What a cooperative sets for itself in chat, and the record of every change.

-- Its number as a legal entity, and the account to which members pay, as they read it; empty when not set.
ALTER TABLE cooperatives ADD COLUMN legal_number TEXT NOT NULL DEFAULT '';
ALTER TABLE cooperatives ADD COLUMN payment TEXT NOT NULL DEFAULT '';
-- Who may change settings: names of roles, separated by spaces.
ALTER TABLE cooperatives ADD COLUMN settings_roles TEXT NOT NULL DEFAULT 'chair secretary';
-- Raised by every change in chat.
ALTER TABLE cooperatives ADD COLUMN settings_version BIGINT NOT NULL DEFAULT 1
    CHECK (settings_version BETWEEN 1 AND 9007199254740991);

-- Who made an invitation in chat; zero for an operator's command, a letter, or a move.
ALTER TABLE invitations ADD COLUMN made_by BIGINT NOT NULL DEFAULT 0;
CREATE INDEX invitations_office ON invitations (cooperative_id, expires_at) WHERE role <> '' AND used_by = 0;

CREATE TABLE settings (setting TEXT NOT NULL PRIMARY KEY);
INSERT INTO settings (setting)
VALUES ('name'), ('legal_number'), ('contact'), ('zone'), ('principal'), ('mandatory'), ('first_mandatory'),
    ('approvals'), ('quiet_hours'), ('payment'), ('officers'), ('groups');

-- Only ever added to.
CREATE TABLE setting_changes (
    cooperative_id TEXT NOT NULL REFERENCES cooperatives (cooperative_id),
    -- in:{arrival}:{n}, once for ever.
    cause_key TEXT NOT NULL,
    setting TEXT NOT NULL REFERENCES settings (setting),
    changed_by BIGINT NOT NULL,
    -- The role in which they did.
    changed_as TEXT NOT NULL REFERENCES roles (role),
    changed_at BIGINT NOT NULL CHECK (changed_at BETWEEN 0 AND 9007199254740991),
    -- Of invitations to an office: the role, in the one or the other.
    old_value TEXT NOT NULL,
    new_value TEXT NOT NULL,
    PRIMARY KEY (cooperative_id, cause_key)
);
CREATE INDEX setting_changes_time ON setting_changes (cooperative_id, changed_at);
