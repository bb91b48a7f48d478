-- People whom an import names as a member's own: they are asked when they write for the first time.

CREATE TABLE claims (
    cooperative_id TEXT NOT NULL,
    person_id BIGINT NOT NULL,
    member_id TEXT NOT NULL,
    PRIMARY KEY (cooperative_id, person_id),
    FOREIGN KEY (cooperative_id, member_id) REFERENCES members (cooperative_id, member_id)
);
