-- Pupils who do a project together. Each member keeps a work of their own, with their own words and their own mark; what they show is the
-- team's.
CREATE TABLE team (
    id         uuid PRIMARY KEY,
    project_id uuid NOT NULL REFERENCES project ON DELETE CASCADE,
    name       text NOT NULL,
    UNIQUE (project_id, name)
);

CREATE TABLE team_member (
    project_id uuid NOT NULL REFERENCES project ON DELETE CASCADE,
    pupil_id   uuid NOT NULL REFERENCES person ON DELETE CASCADE,
    team_id    uuid NOT NULL REFERENCES team ON DELETE CASCADE,
    -- one team in a project
    PRIMARY KEY (project_id, pupil_id)
);
CREATE INDEX team_member_team ON team_member (team_id);
