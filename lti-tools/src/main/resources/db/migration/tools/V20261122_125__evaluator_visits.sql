-- What each evaluator saw last, and what that was at the end of the visit before: the first page says what changed since then.
CREATE TABLE evaluator_visit (
    account_id uuid PRIMARY KEY REFERENCES account,
    visit_id   uuid        NOT NULL,
    seen_at    timestamptz NOT NULL,
    -- figures of the whole programme and ids of sources, as JSON
    known      text        NOT NULL,
    since      timestamptz,
    before     text,
    CONSTRAINT before_has_its_time CHECK ((since IS NULL) = (before IS NULL))
);
