-- Where an LMS tells what has changed in a course's member list since it was read as a whole; and the course's groups.
ALTER TABLE course ADD COLUMN changes_url text;
ALTER TABLE course ADD COLUMN roster_complete_at timestamptz;
ALTER TABLE course ADD COLUMN groups_url text;
ALTER TABLE course ADD COLUMN group_sets_url text;

-- A team of a course, as the LMS has it.
CREATE TABLE course_group (
    id        uuid PRIMARY KEY,
    course_id uuid NOT NULL REFERENCES course ON DELETE CASCADE,
    lti_id    text NOT NULL,
    -- empty where the LMS tells an id only
    name      text,
    -- the set that the group is one of, such as all teams of one project
    set_name  text,
    UNIQUE (course_id, lti_id)
);

CREATE TABLE course_group_member (
    group_id  uuid NOT NULL REFERENCES course_group ON DELETE CASCADE,
    person_id uuid NOT NULL REFERENCES person ON DELETE CASCADE,
    PRIMARY KEY (group_id, person_id)
);
CREATE INDEX course_group_member_person ON course_group_member (person_id);
