-- Since when a signing key has been what it is: published since, signing since, retiring since.
ALTER TABLE signing_key ADD COLUMN status_since timestamptz;
UPDATE signing_key SET status_since = created_at;
ALTER TABLE signing_key ALTER COLUMN status_since SET NOT NULL;
CREATE UNIQUE INDEX signing_key_pending ON signing_key (status) WHERE status = 'pending';
