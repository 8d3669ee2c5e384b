-- A pupil who launches writes a login, a visit and a line of the log. To check a foreign key locks the row that it names: when a class
-- opens its lesson, everybody waits for the one row of the LMS, of the course and of the link, and each lock is a write of its own.
-- Whoever is launched from has been activated, and what was activated is never deleted; a person is, and takes the visits along.
ALTER TABLE login DROP CONSTRAINT login_platform_id_fkey;
ALTER TABLE launch_log DROP CONSTRAINT launch_log_platform_id_fkey;
ALTER TABLE visit
    DROP CONSTRAINT visit_course_id_fkey,
    DROP CONSTRAINT visit_resource_link_id_fkey;

-- An accepted launch has no reason, and the log grows in the order of time.
DROP INDEX launch_log_reason;
CREATE INDEX launch_log_reason ON launch_log (reason, id) WHERE reason IS NOT NULL;
DROP INDEX launch_log_at;
CREATE INDEX launch_log_at ON launch_log USING brin (at);
