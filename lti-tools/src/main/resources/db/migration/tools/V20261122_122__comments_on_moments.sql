-- What a family says about a moment of preschool. It belongs to the child's work in the project, as all of a child does: no other family reads it.
ALTER TABLE work_comment ADD COLUMN moment_id uuid REFERENCES moment ON DELETE CASCADE;
CREATE INDEX work_comment_moment ON work_comment (moment_id);
