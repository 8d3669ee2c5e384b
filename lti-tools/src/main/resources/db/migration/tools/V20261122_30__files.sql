-- What is known about each file that somebody brought. The bytes lie below <data directory>/files by their own hash, so two rows may share
-- one content; a content that no row names is swept away.
CREATE TABLE stored_file (
    id               uuid PRIMARY KEY,
    sha256           text        NOT NULL CHECK (sha256 ~ '^[0-9a-f]{64}$'),
    -- to show and to offer as a download's name; never a path
    name             text        NOT NULL,
    -- found by looking at the content
    media_type       text        NOT NULL,
    size             bigint      NOT NULL CHECK (size > 0),
    -- of a picture
    width            integer,
    height           integer,
    thumbnail_sha256 text CHECK (thumbnail_sha256 ~ '^[0-9a-f]{64}$'),
    stored_at        timestamptz NOT NULL
);
CREATE INDEX stored_file_content ON stored_file (sha256);
CREATE INDEX stored_file_thumbnail ON stored_file (thumbnail_sha256);
