-- Codes on paper: good only together with the phone of the member's register.

-- One when the code proves nothing without that phone.
ALTER TABLE invitations ADD COLUMN needs_phone BIGINT NOT NULL DEFAULT 0 CHECK (needs_phone BETWEEN 0 AND 1);

-- Whether a member has a letter that is still good.
CREATE INDEX invitations_member ON invitations (cooperative_id, member_id, expires_at)
    WHERE member_id <> '' AND used_by = 0;
