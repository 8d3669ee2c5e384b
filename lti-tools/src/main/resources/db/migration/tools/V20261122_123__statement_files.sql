-- Copyright the Khuê authors
-- SPDX-License-Identifier: Apache-2.0

-- Files of statements that evaluators take along, and how far each is: any node tells, and the page that asked may have been left.
CREATE TABLE statement_file (
    id         uuid PRIMARY KEY,
    account_id uuid        NOT NULL REFERENCES account,
    format     text        NOT NULL CHECK (format IN ('csv', 'jsonl', 'parquet')),
    -- what was asked, without whom it was about
    asked      text        NOT NULL,
    begun_at   timestamptz NOT NULL,
    told_at    timestamptz NOT NULL,
    bytes      bigint      NOT NULL,
    -- null: the format has no lines to count
    lines      bigint,
    ending     text CHECK (ending IN ('WHOLE', 'STOPPED', 'LEFT', 'FAILED'))
);
CREATE INDEX statement_file_account ON statement_file (account_id, begun_at);
