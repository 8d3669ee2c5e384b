-- A login is used once as a whole: its nonce together with its state.
ALTER TABLE login RENAME COLUMN state_used_at TO used_at;
ALTER TABLE login DROP COLUMN nonce_used_at;
ALTER TABLE login DROP CONSTRAINT login_nonce_key;
