-- Passes that took a visit out of an LMS's frame; kept until they would have expired, so that each is good once.
CREATE TABLE used_window_pass (
    signature  text PRIMARY KEY,
    expires_at timestamptz NOT NULL
);
CREATE INDEX used_window_pass_expiry ON used_window_pass (expires_at);
