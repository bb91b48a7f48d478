INSERT INTO replicas (replica_id, place, beat) VALUES ('0199e000-0000-7000-8000-0000000000aa', 'boot/net/127.0.0.1:8080', 3);
INSERT INTO leases (bot_id, work, holder) VALUES (7000000001, 'send', '0199e000-0000-7000-8000-0000000000aa');
