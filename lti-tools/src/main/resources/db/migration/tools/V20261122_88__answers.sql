-- An answer says more: a level for each criterion, a voice, and it can be taken back. Outcomes are terms of the project's scale.
ALTER TABLE work DROP CONSTRAINT work_outcome_check;
ALTER TABLE evaluation DROP CONSTRAINT evaluation_outcome_check;
UPDATE work SET outcome = 'outcome-secondary/1/' || lower(outcome) WHERE outcome IS NOT NULL;
UPDATE evaluation SET outcome = 'outcome-secondary/1/' || lower(outcome) WHERE outcome IS NOT NULL;
ALTER TABLE work ADD FOREIGN KEY (outcome) REFERENCES framework_term;

ALTER TABLE evaluation
    ADD FOREIGN KEY (outcome) REFERENCES framework_term,
    -- a JSON value: each criterion, as it was then, and the level that it was given
    ADD COLUMN marks         text NOT NULL DEFAULT '[]',
    ADD COLUMN voice_id      uuid REFERENCES stored_file,
    -- the answers that one press of a button gave, and that are taken back together
    ADD COLUMN batch         uuid NOT NULL DEFAULT gen_random_uuid(),
    -- a JSON value: the ids of the statements that said so
    ADD COLUMN statements    text NOT NULL DEFAULT '[]',
    ADD COLUMN taken_back_at timestamptz;
CREATE INDEX evaluation_batch ON evaluation (batch);
CREATE INDEX evaluation_voice ON evaluation (voice_id);
CREATE INDEX work_project_status ON work (project_id, status);
