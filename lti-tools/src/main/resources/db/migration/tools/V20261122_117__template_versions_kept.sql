-- A project says which version of which template it began from, and each version stays to be read: what a template was before it was changed,
-- and what it was when it was taken away.
ALTER TABLE project_template
    ADD COLUMN removed_at timestamptz;

CREATE TABLE project_template_version (
    template_id   uuid        NOT NULL REFERENCES project_template ON DELETE CASCADE,
    version       integer     NOT NULL,
    title         text        NOT NULL,
    instructions  text        NOT NULL,
    learning_form text        NOT NULL REFERENCES framework_term,
    strand        text REFERENCES framework_term,
    competencies  text        NOT NULL,
    outcome_scale text        NOT NULL,
    rubric        text        NOT NULL,
    milestones    text        NOT NULL,
    due_days      integer,
    changed_at    timestamptz NOT NULL,
    PRIMARY KEY (template_id, version)
);

INSERT INTO project_template_version
SELECT id, version, title, instructions, learning_form, strand, competencies, outcome_scale, rubric, milestones, due_days, changed_at
FROM project_template;

ALTER TABLE project
    ADD COLUMN template_id      uuid,
    ADD COLUMN template_version integer,
    ADD FOREIGN KEY (template_id, template_version) REFERENCES project_template_version ON DELETE SET NULL;
