-- A project that is over: its pupils look at what they made, and add nothing more.
ALTER TABLE project ADD COLUMN closed_at timestamptz;
