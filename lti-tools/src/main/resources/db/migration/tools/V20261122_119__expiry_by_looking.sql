-- Once an hour housekeeping looks for logins and visits that have ended. There are as many as people came in a day, and to look at each takes
-- a moment; an index would be kept up to date by every launch.
DROP INDEX login_expiry;
DROP INDEX visit_expiry;
