-- Copyright the Khuê authors
-- SPDX-License-Identifier: Apache-2.0

-- Questions that evaluators keep under a name, for themselves or for every evaluator of this installation.
CREATE TABLE saved_query (
    id           uuid PRIMARY KEY,
    owner_id     uuid        NOT NULL REFERENCES account,
    name         text        NOT NULL CHECK (name <> '' AND length(name) <= 120),
    -- what it was called before it was called otherwise
    earlier_name text,
    -- statements, or the id of an indicator
    about        text        NOT NULL CHECK (about ~ '^(statements|[A-Z][0-9])$'),
    -- of the indicator when it was saved: another one may count otherwise
    version      integer,
    -- as behind the question mark of the page's address
    question     text        NOT NULL CHECK (length(question) <= 20000),
    shared       boolean     NOT NULL,
    saved_at     timestamptz NOT NULL,
    removed_at   timestamptz
);
CREATE INDEX saved_query_owner ON saved_query (owner_id);
CREATE INDEX saved_query_shared ON saved_query (saved_at) WHERE shared AND removed_at IS NULL;
