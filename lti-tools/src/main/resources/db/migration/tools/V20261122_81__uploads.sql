-- Files on their way to us, sent in as many requests as the line needs. The bytes lie below <data directory>/files/parts by the row's id; what
-- this row says is there is on the disk, and whatever the file has beyond it was never acknowledged. A part without a row is swept away.
CREATE TABLE upload (
    id         uuid PRIMARY KEY,
    owner_id   uuid        NOT NULL REFERENCES person ON DELETE CASCADE,
    -- what it is for, as the tool that takes it names it: a project, say
    purpose_id uuid        NOT NULL,
    -- as the sender calls it: any text
    name       text        NOT NULL,
    length     bigint      NOT NULL CHECK (length > 0),
    -- how many bytes are on the disk
    received   bigint      NOT NULL CHECK (received BETWEEN 0 AND length),
    -- the request that may write: the last one that began
    writer     uuid,
    created_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL
);
CREATE INDEX upload_owner ON upload (owner_id);
CREATE INDEX upload_expiry ON upload (expires_at);
