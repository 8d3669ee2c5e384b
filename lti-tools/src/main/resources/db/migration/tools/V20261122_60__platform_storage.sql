-- The frame in which the LMS keeps the browser's secret of a login for us; null where only our cookie has it.
ALTER TABLE login ADD COLUMN storage_target text;
