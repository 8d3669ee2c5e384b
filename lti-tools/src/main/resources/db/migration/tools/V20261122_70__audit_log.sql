-- What administrators changed: who, when, from where, and what it was before. Rows are only ever added; the database itself refuses
-- anything else, until a row is three years old (see khue.tools.audit.AuditLog).
CREATE TABLE audit_log (
    id           bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    at           timestamptz NOT NULL,
    -- null: the server did it by itself. No foreign key, and the name beside the id: the log outlives what it tells of
    account_id   uuid,
    account_name text,
    -- the network address that the request came from
    address      text,
    action       text        NOT NULL,
    subject_id   text        NOT NULL,
    -- what the subject was called then
    subject      text        NOT NULL,
    -- {"field": ["before", "after"]}, null where there was or is no value; never a secret
    changes      text        NOT NULL
);
CREATE INDEX audit_log_at ON audit_log (at);
CREATE INDEX audit_log_account ON audit_log (account_id, id);
CREATE INDEX audit_log_action ON audit_log (action, id);
CREATE INDEX audit_log_subject ON audit_log (subject_id, id);

CREATE FUNCTION audit_log_refuses() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' AND OLD.at < now() - interval '3 years' THEN
        RETURN OLD;
    END IF;
    RAISE EXCEPTION 'audit_log is append-only: % refused', TG_OP USING ERRCODE = 'insufficient_privilege';
END
$$;
CREATE TRIGGER audit_log_append_only BEFORE UPDATE OR DELETE ON audit_log
    FOR EACH ROW EXECUTE FUNCTION audit_log_refuses();
CREATE TRIGGER audit_log_not_emptied BEFORE TRUNCATE ON audit_log
    FOR EACH STATEMENT EXECUTE FUNCTION audit_log_refuses();
