-- What pupils, classmates and families say about a work, once a teacher has let it through.

-- A work that a teacher opened to the class. Classmates see it while it is accepted.
CREATE TABLE class_share (
    work_id   uuid PRIMARY KEY REFERENCES work ON DELETE CASCADE,
    shared_by uuid        NOT NULL REFERENCES person,
    shared_at timestamptz NOT NULL
);

CREATE TABLE work_comment (
    id         uuid PRIMARY KEY,
    work_id    uuid        NOT NULL REFERENCES work ON DELETE CASCADE,
    author_id  uuid        NOT NULL REFERENCES person ON DELETE CASCADE,
    -- the pupil whose work it is, a classmate, or somebody of the family
    capacity   text        NOT NULL CHECK (capacity IN ('SELF', 'PEER', 'FAMILY')),
    words      text        NOT NULL,
    written_at timestamptz NOT NULL,
    -- waiting: only its author and the teachers see it
    status     text        NOT NULL CHECK (status IN ('WAITING', 'SHOWN', 'HIDDEN')),
    decided_by uuid REFERENCES person,
    decided_at timestamptz,
    CHECK ((status = 'WAITING') = (decided_by IS NULL)),
    CHECK ((decided_by IS NULL) = (decided_at IS NULL))
);
CREATE INDEX work_comment_work ON work_comment (work_id, written_at);
