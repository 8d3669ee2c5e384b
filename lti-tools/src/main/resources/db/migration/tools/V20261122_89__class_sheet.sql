-- What a teacher says about a pupil at the end of a term, in place of the draft.
CREATE TABLE term_comment (
    course_id  uuid        NOT NULL REFERENCES course ON DELETE CASCADE,
    pupil_id   uuid        NOT NULL REFERENCES person ON DELETE CASCADE,
    words      text        NOT NULL CHECK (words <> ''),
    written_by uuid        NOT NULL REFERENCES person,
    written_at timestamptz NOT NULL,
    PRIMARY KEY (course_id, pupil_id)
);
