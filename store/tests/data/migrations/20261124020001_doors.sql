INSERT INTO doors (cooperative_id, member_id, state, cooling_until, version)
VALUES ('0199e000-0000-7000-8000-000000000001', '0199e000-0000-7000-8000-0000000000a1', 'frozen', 1795600000000000, 2);
INSERT INTO door_events (cooperative_id, cause_key, member_id, deed, happened_at, done_by, old_person_id, new_person_id, words)
VALUES ('0199e000-0000-7000-8000-000000000001', 'in:900:0', '0199e000-0000-7000-8000-0000000000a1', 'lost', 1795420900000000, 501, 501, 501, 'sealed');
INSERT INTO pins (cooperative_id, member_id, salt, hash, set_at)
VALUES ('0199e000-0000-7000-8000-000000000001', '0199e000-0000-7000-8000-0000000000a1', 'salt', 'hash', 1795420900000000);
INSERT INTO tries (cooperative_id, person_id, secret, member_id, wrong, last_at)
VALUES ('0199e000-0000-7000-8000-000000000001', 503, 'code', '', 4, 1795420900000000);
INSERT INTO links (cooperative_id, member_id, person_id, slot, open_until, linked_at)
VALUES ('0199e000-0000-7000-8000-000000000001', '0199e000-0000-7000-8000-0000000000a2', 501, 2, 1795420900000000, 1795420900000000);
