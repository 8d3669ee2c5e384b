-- Attempts to sign in that failed, by account name and by address (both hashed): the next one waits until open_at.
CREATE TABLE sign_in_failures (
    key      text PRIMARY KEY,
    failures integer     NOT NULL,
    last_at  timestamptz NOT NULL,
    open_at  timestamptz NOT NULL
);
CREATE INDEX sign_in_failures_age ON sign_in_failures (last_at);
