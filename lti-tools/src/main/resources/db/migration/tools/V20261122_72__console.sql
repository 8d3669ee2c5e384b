-- Whether a deployment that an LMS names for the first time waits for an administrator.
ALTER TABLE platform ADD COLUMN deployments_restricted boolean NOT NULL DEFAULT false;

-- Strangers can be refused as often as they like: what repeats itself too often within an hour is counted in one line.
ALTER TABLE launch_log
    ADD COLUMN repeats integer NOT NULL DEFAULT 1,
    ADD COLUMN last_at timestamptz;
CREATE INDEX launch_log_bound ON launch_log (reason, platform_id, at) WHERE reason IS NOT NULL;
