-- Which step of the project a piece of work belongs to; none when it is of the whole, or the step was taken out.
ALTER TABLE artefact ADD COLUMN milestone_id uuid REFERENCES milestone ON DELETE SET NULL;
-- In the locked copy: what the step was called then; empty for none.
ALTER TABLE submitted_artefact ADD COLUMN milestone text NOT NULL DEFAULT '';
