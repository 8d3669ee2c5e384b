-- The project portfolio: a teacher's project, each pupil's work in it, what was handed in and what came back.

CREATE TABLE project (
    id            uuid PRIMARY KEY,
    course_id     uuid        NOT NULL REFERENCES course ON DELETE CASCADE,
    title         text        NOT NULL,
    instructions  text        NOT NULL,
    learning_form text        NOT NULL REFERENCES framework_term,
    strand        text REFERENCES framework_term,
    -- the last day, in Việt Nam
    due_on        date,
    created_by    uuid        NOT NULL REFERENCES person,
    created_at    timestamptz NOT NULL
);
CREATE INDEX project_course ON project (course_id);

CREATE TABLE work (
    -- also the registration of its statements
    id                  uuid PRIMARY KEY,
    project_id          uuid        NOT NULL REFERENCES project ON DELETE CASCADE,
    pupil_id            uuid        NOT NULL REFERENCES person ON DELETE CASCADE,
    -- the link that the pupil last came by: its line item gets the grade
    resource_link_id    uuid REFERENCES resource_link ON DELETE SET NULL,
    status              text        NOT NULL CHECK (status IN ('DRAFT', 'SUBMITTED', 'RETURNED', 'ACCEPTED')),
    -- how often it was handed in
    attempt             integer     NOT NULL,
    reflection          text        NOT NULL,
    -- the last attempt for which the pupil wrote a reflection
    reflected_attempt   integer     NOT NULL,
    outcome             text CHECK (outcome IN ('PASSED', 'FAILED')),
    grade_sent          boolean     NOT NULL,
    started_at          timestamptz NOT NULL,
    -- when it took its present status
    status_since        timestamptz NOT NULL,
    version             bigint      NOT NULL,
    UNIQUE (project_id, pupil_id),
    CHECK ((status = 'ACCEPTED') = (outcome IS NOT NULL)),
    CHECK ((status = 'DRAFT') = (attempt = 0))
);

CREATE TABLE artefact (
    id       uuid PRIMARY KEY,
    work_id  uuid        NOT NULL REFERENCES work ON DELETE CASCADE,
    file_id  uuid        NOT NULL REFERENCES stored_file,
    caption  text        NOT NULL,
    added_at timestamptz NOT NULL
);
CREATE INDEX artefact_work ON artefact (work_id, added_at);

-- A locked copy: no row of it is ever changed.
CREATE TABLE submission (
    id           uuid PRIMARY KEY,
    work_id      uuid        NOT NULL REFERENCES work ON DELETE CASCADE,
    attempt      integer     NOT NULL,
    reflection   text        NOT NULL,
    -- over the reflection and each artefact's content, name and caption: see Submission.seal
    sha256       text        NOT NULL,
    submitted_at timestamptz NOT NULL,
    UNIQUE (work_id, attempt)
);

CREATE TABLE submitted_artefact (
    submission_id uuid    NOT NULL REFERENCES submission ON DELETE CASCADE,
    position      integer NOT NULL,
    artefact_id   uuid    NOT NULL,
    file_id       uuid    NOT NULL REFERENCES stored_file,
    caption       text    NOT NULL,
    PRIMARY KEY (submission_id, position)
);
CREATE INDEX submitted_artefact_file ON submitted_artefact (file_id);
CREATE INDEX submitted_artefact_artefact ON submitted_artefact (artefact_id);

CREATE TABLE evaluation (
    id            uuid PRIMARY KEY,
    submission_id uuid        NOT NULL REFERENCES submission ON DELETE CASCADE,
    teacher_id    uuid        NOT NULL REFERENCES person,
    -- empty: returned to be worked on
    outcome       text CHECK (outcome IN ('PASSED', 'FAILED')),
    comment       text        NOT NULL,
    evaluated_at  timestamptz NOT NULL
);
CREATE INDEX evaluation_submission ON evaluation (submission_id, evaluated_at);
