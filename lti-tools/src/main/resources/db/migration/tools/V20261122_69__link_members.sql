-- The learners who may open a link, where the LMS restricts who may; read from time to time.
ALTER TABLE resource_link ADD COLUMN members_read_at timestamptz;

CREATE TABLE link_member (
    resource_link_id uuid NOT NULL REFERENCES resource_link ON DELETE CASCADE,
    person_id        uuid NOT NULL REFERENCES person ON DELETE CASCADE,
    PRIMARY KEY (resource_link_id, person_id)
);
