-- Only housekeeping asks when a login or a visit ends, and both end in nearly the order in which they begin.
DROP INDEX login_expiry;
CREATE INDEX login_expiry ON login USING brin (expires_at);
DROP INDEX visit_expiry;
CREATE INDEX visit_expiry ON visit USING brin (expires_at);
