-- What we owe to somebody else, written in the transaction that made it so, and what became of it.
CREATE TABLE outbox (
    id         uuid PRIMARY KEY,
    -- the order in which messages were written
    seq        bigint GENERATED ALWAYS AS IDENTITY,
    queue      text        NOT NULL,
    -- messages of one lane go one at a time, in order; without a lane, order does not matter to whoever receives them
    lane       text,
    payload    text        NOT NULL,
    state      text        NOT NULL DEFAULT 'WAITING'
        CHECK (state IN ('WAITING', 'DELIVERED', 'SUPERSEDED', 'REFUSED', 'CONFLICT')),
    attempts   integer     NOT NULL DEFAULT 0,
    -- a worker that takes a message moves this ahead: should the worker die, the message is due again by itself
    due_at     timestamptz NOT NULL,
    -- why it still waits, or why it was refused
    problem    text,
    created_at timestamptz NOT NULL,
    settled_at timestamptz,
    CHECK ((state = 'WAITING') = (settled_at IS NULL))
);
CREATE INDEX outbox_waiting ON outbox (queue, seq) WHERE state = 'WAITING';
CREATE INDEX outbox_lane ON outbox (queue, lane, seq) WHERE lane IS NOT NULL;
CREATE INDEX outbox_settled ON outbox (queue, state, settled_at);

-- The key of the pseudonyms: whoever has it can tell which pseudonym is whose, so it stays here and is never logged.
CREATE TABLE pseudonym_key (
    only_one   boolean PRIMARY KEY DEFAULT true CHECK (only_one),
    secret     bytea       NOT NULL,
    created_at timestamptz NOT NULL
);

-- When school years begin: the latest row that begins on or before a day names its school year.
CREATE TABLE school_year (
    name      text PRIMARY KEY,
    begins_on date NOT NULL UNIQUE,
    -- the decision that says so; 'expected' until there is one
    source    text NOT NULL
);
INSERT INTO school_year (name, begins_on, source)
SELECT y || '-' || y + 1, make_date(y, 9, 5),
       CASE y WHEN 2025 THEN 'plan of the school year 2025-2026: opens on 5 September 2025' ELSE 'expected' END
FROM generate_series(2020, 2040) AS y;

-- The number of learners that the store was last told for a course.
CREATE TABLE enrolment_report (
    course_id uuid PRIMARY KEY REFERENCES course ON DELETE CASCADE,
    label     text        NOT NULL,
    learners  integer     NOT NULL,
    as_of     timestamptz NOT NULL
);
