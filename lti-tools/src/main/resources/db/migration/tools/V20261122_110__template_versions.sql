-- A template is changed by whoever kept it; each time it gets its next version, so that two who change it at once do not undo each other.
-- Projects copy what they begin from: none of them changes with its template.
ALTER TABLE project_template
    ADD COLUMN version    integer     NOT NULL DEFAULT 1,
    ADD COLUMN changed_at timestamptz NOT NULL DEFAULT now();
UPDATE project_template SET changed_at = created_at;
