-- Preschool: a teacher records moments of play on behalf of children, who have no computer and get no marks.

INSERT INTO framework (id, version, source, since) VALUES
    ('school-level', '1', 'Luật Giáo dục 43/2019/QH14, Điều 6: hệ thống giáo dục quốc dân (chưa đối chiếu với bản công báo)', '2020-07-01');

INSERT INTO framework_term (id, framework, version, code, position, vietnamese, english) VALUES
    ('school-level/1/preschool', 'school-level', '1', 'preschool', 1, 'Mầm non', 'Preschool'),
    ('school-level/1/primary', 'school-level', '1', 'primary', 2, 'Tiểu học', 'Primary'),
    ('school-level/1/lower-secondary', 'school-level', '1', 'lower-secondary', 3, 'Trung học cơ sở', 'Lower secondary'),
    ('school-level/1/upper-secondary', 'school-level', '1', 'upper-secondary', 4, 'Trung học phổ thông', 'Upper secondary');

-- Which level of school a class is, as one of its teachers says: a school may have several.
CREATE TABLE class_level (
    course_id uuid PRIMARY KEY REFERENCES course ON DELETE CASCADE,
    level     text        NOT NULL REFERENCES framework_term,
    said_by   uuid        NOT NULL REFERENCES person,
    said_at   timestamptz NOT NULL
);

-- A batch of pictures with one field of development and a few words. Who is in each picture is in person_in_picture.
CREATE TABLE moment (
    id          uuid PRIMARY KEY,
    project_id  uuid        NOT NULL REFERENCES project ON DELETE CASCADE,
    -- the field of development
    field       text REFERENCES framework_term,
    words       text        NOT NULL,
    recorded_by uuid        NOT NULL REFERENCES person,
    recorded_at timestamptz NOT NULL,
    -- the families of the children in it see it, from when on
    shared_at   timestamptz,
    version     bigint      NOT NULL
);
CREATE INDEX moment_project ON moment (project_id, recorded_at);

CREATE TABLE moment_picture (
    id        uuid PRIMARY KEY,
    moment_id uuid        NOT NULL REFERENCES moment ON DELETE CASCADE,
    file_id   uuid        NOT NULL UNIQUE REFERENCES stored_file ON DELETE CASCADE,
    added_at  timestamptz NOT NULL
);
CREATE INDEX moment_picture_moment ON moment_picture (moment_id, added_at);

-- What was recorded on behalf of a child and holds: when it holds no longer, the statement is voided, or the opposite is said.
CREATE TABLE said_for_child (
    work_id      uuid NOT NULL REFERENCES work ON DELETE CASCADE,
    what         text NOT NULL CHECK (what IN ('CREATED', 'SHARED', 'COMPLETED')),
    -- the picture, the moment or the project
    about        uuid NOT NULL,
    statement_id uuid NOT NULL,
    PRIMARY KEY (work_id, what, about)
);

-- A pupil's own word about who is in a picture: families see the picture only once a teacher has looked.
ALTER TABLE picture_people ADD COLUMN proposed boolean NOT NULL DEFAULT false;
