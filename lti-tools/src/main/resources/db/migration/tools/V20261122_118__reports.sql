-- Reports of the programme: drafted from figures of the store, written by people, locked, signed, and the same for ever after.

-- The six sections are a framework like any other: a list with a version and a source.
INSERT INTO framework (id, version, source, since) VALUES
    ('report-section', '1', 'Chương trình 1217/CTr-ĐHTĐHN, Quyết định 4906/QĐ-UBND ngày 08/12/2022 của UBND thành phố Hà Nội: báo cáo tháng, quý, năm và đột xuất', '2022-12-08');
INSERT INTO framework_term (id, framework, version, code, position, vietnamese, english) VALUES
    ('report-section/1/progress', 'report-section', '1', 'progress', 1, 'Tiến độ', 'Progress'),
    ('report-section/1/implementation', 'report-section', '1', 'implementation', 2, 'Tình hình thực hiện', 'Implementation'),
    ('report-section/1/results', 'report-section', '1', 'results', 3, 'Kết quả', 'Results'),
    ('report-section/1/difficulties', 'report-section', '1', 'difficulties', 4, 'Khó khăn, tồn tại', 'Difficulties and shortcomings'),
    ('report-section/1/remedies', 'report-section', '1', 'remedies', 5, 'Khắc phục sự cố', 'Incidents and remedies'),
    ('report-section/1/plan', 'report-section', '1', 'plan', 6, 'Kế hoạch triển khai', 'Plan');

-- Which indicators a section wants, and cut by what. The rows of the latest day count; another arrangement is other rows of a later day.
-- An indicator that the store knows and no section wants stands under the results; one that is wanted and unknown is said to have no figures.
CREATE TABLE report_wanted_figure (
    since     date    NOT NULL,
    section   text    NOT NULL,
    position  integer NOT NULL,
    indicator text    NOT NULL,
    -- where the indicator cannot be cut by it, it is not cut
    breakdown text    NOT NULL,
    PRIMARY KEY (since, section, indicator)
);
INSERT INTO report_wanted_figure (since, section, position, indicator, breakdown) VALUES
    ('2022-12-08', 'progress', 1, 'I1', 'level'),
    ('2022-12-08', 'progress', 2, 'I2', 'level'),
    ('2022-12-08', 'progress', 3, 'I3', 'level'),
    ('2022-12-08', 'progress', 4, 'I4', 'cohort'),
    ('2022-12-08', 'implementation', 1, 'F1', 'level'),
    ('2022-12-08', 'implementation', 2, 'F2', 'level'),
    ('2022-12-08', 'implementation', 3, 'A1', 'level'),
    ('2022-12-08', 'implementation', 4, 'A4', 'level'),
    ('2022-12-08', 'implementation', 5, 'T2', 'none'),
    ('2022-12-08', 'implementation', 6, 'I5', 'none'),
    ('2022-12-08', 'implementation', 7, 'W1', 'pair'),
    ('2022-12-08', 'results', 1, 'F3', 'level'),
    ('2022-12-08', 'results', 2, 'F4', 'level'),
    ('2022-12-08', 'results', 3, 'F5', 'competency'),
    ('2022-12-08', 'results', 4, 'F6', 'level'),
    ('2022-12-08', 'results', 5, 'A2', 'level'),
    ('2022-12-08', 'results', 6, 'A3', 'level'),
    ('2022-12-08', 'results', 7, 'A5', 'round'),
    ('2022-12-08', 'results', 8, 'A6', 'none'),
    ('2022-12-08', 'results', 9, 'T1', 'level'),
    ('2022-12-08', 'results', 10, 'T3', 'level'),
    ('2022-12-08', 'results', 11, 'T4', 'none'),
    ('2022-12-08', 'results', 12, 'T5', 'none'),
    ('2022-12-08', 'results', 13, 'I6', 'none'),
    ('2022-12-08', 'results', 14, 'W2', 'pair'),
    ('2022-12-08', 'results', 15, 'W3', 'pair'),
    ('2022-12-08', 'difficulties', 1, 'E1', 'none'),
    ('2022-12-08', 'difficulties', 2, 'Q1', 'source'),
    ('2022-12-08', 'difficulties', 3, 'Q2', 'source'),
    ('2022-12-08', 'difficulties', 4, 'Q3', 'source'),
    ('2022-12-08', 'difficulties', 5, 'Q4', 'source');

-- What happened and what is planned, entered once: every report whose period it falls into has it.
CREATE TABLE programme_event (
    id         uuid PRIMARY KEY,
    kind       text        NOT NULL CHECK (kind IN ('INCIDENT', 'MILESTONE')),
    day        date        NOT NULL,
    place      text        NOT NULL,
    what       text        NOT NULL CHECK (what <> ''),
    -- what was done about an incident; what came of a milestone
    done       text        NOT NULL,
    entered_by uuid        NOT NULL REFERENCES account,
    entered_at timestamptz NOT NULL
);
CREATE INDEX programme_event_day ON programme_event (day);

CREATE TABLE report (
    id         uuid PRIMARY KEY,
    kind       text        NOT NULL CHECK (kind IN ('MONTH', 'QUARTER', 'YEAR', 'SCHOOL_YEAR', 'REQUEST')),
    from_day   date        NOT NULL,
    until_day  date        NOT NULL,
    -- a corrected report says which one it takes the place of
    replaces   uuid REFERENCES report,
    -- what stands above and below an official paper
    superior   text        NOT NULL,
    issuer     text        NOT NULL,
    number     text        NOT NULL,
    place      text        NOT NULL,
    recipients text        NOT NULL,
    version    integer     NOT NULL,
    made_by    uuid        NOT NULL REFERENCES account,
    made_at    timestamptz NOT NULL,
    -- when its figures were asked for, and how long the store took to answer
    drafted_at timestamptz NOT NULL,
    took_ms    bigint      NOT NULL,
    CHECK (from_day <= until_day)
);
CREATE INDEX report_replaces ON report (replaces);

CREATE TABLE report_section (
    id         uuid PRIMARY KEY,
    report_id  uuid    NOT NULL REFERENCES report ON DELETE CASCADE,
    code       text    NOT NULL,
    position   integer NOT NULL,
    vietnamese text    NOT NULL,
    english    text    NOT NULL,
    narrative  text    NOT NULL,
    -- grows with each change, so that two windows do not undo each other
    version    integer NOT NULL,
    UNIQUE (report_id, code)
);

CREATE TABLE report_figure (
    id        uuid PRIMARY KEY,
    report_id uuid    NOT NULL REFERENCES report ON DELETE CASCADE,
    -- the number by which the text refers to it
    number    integer NOT NULL,
    section   text    NOT NULL,
    indicator text    NOT NULL,
    breakdown text    NOT NULL,
    geography text    NOT NULL,
    -- what the store answered; null: it does not know the indicator
    answer    text,
    UNIQUE (report_id, number)
);

-- A locked report: everything that it says, in RFC 8785's canonical form, and the hash of these bytes.
CREATE TABLE report_snapshot (
    report_id uuid PRIMARY KEY REFERENCES report,
    content   text        NOT NULL,
    sha256    text        NOT NULL UNIQUE,
    locked_by uuid        NOT NULL REFERENCES account,
    locked_at timestamptz NOT NULL,
    CONSTRAINT the_hash_is_of_the_content CHECK (sha256 = encode(sha256(convert_to(content, 'UTF8')), 'hex'))
);

-- Keys that reports are signed with. A public half is kept for as long as there are reports; a private half only until the next key.
CREATE TABLE report_key (
    kid         text PRIMARY KEY,
    public_key  text        NOT NULL,
    private_key text,
    since       timestamptz NOT NULL
);
CREATE UNIQUE INDEX report_key_signs ON report_key ((true)) WHERE private_key IS NOT NULL;

CREATE TABLE report_signature (
    report_id uuid PRIMARY KEY REFERENCES report_snapshot,
    signed_by uuid        NOT NULL REFERENCES account,
    name      text        NOT NULL,
    title     text        NOT NULL,
    role      text        NOT NULL,
    signed_at timestamptz NOT NULL,
    kid       text        NOT NULL REFERENCES report_key,
    -- RFC 7515: the hash, who signed, as what and when
    jws       text        NOT NULL
);

-- Files that were made of a report: whoever holds one can ask whether its hash is ours.
CREATE TABLE report_file (
    sha256    text PRIMARY KEY,
    report_id uuid        NOT NULL REFERENCES report_snapshot,
    format    text        NOT NULL,
    made_at   timestamptz NOT NULL
);

-- The database itself lets nothing be changed afterwards.
CREATE FUNCTION report_is_for_ever() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% is for ever: % refused', TG_TABLE_NAME, TG_OP USING ERRCODE = 'insufficient_privilege';
END
$$;
CREATE TRIGGER report_snapshot_stays BEFORE UPDATE OR DELETE ON report_snapshot
    FOR EACH ROW EXECUTE FUNCTION report_is_for_ever();
CREATE TRIGGER report_snapshot_not_emptied BEFORE TRUNCATE ON report_snapshot
    FOR EACH STATEMENT EXECUTE FUNCTION report_is_for_ever();
CREATE TRIGGER report_signature_stays BEFORE UPDATE OR DELETE ON report_signature
    FOR EACH ROW EXECUTE FUNCTION report_is_for_ever();
CREATE TRIGGER report_signature_not_emptied BEFORE TRUNCATE ON report_signature
    FOR EACH STATEMENT EXECUTE FUNCTION report_is_for_ever();

CREATE FUNCTION report_is_locked() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    changed uuid := CASE WHEN TG_TABLE_NAME = 'report' THEN (to_jsonb(OLD) ->> 'id')::uuid
                         ELSE (coalesce(to_jsonb(NEW), to_jsonb(OLD)) ->> 'report_id')::uuid END;
BEGIN
    IF EXISTS (SELECT 1 FROM report_snapshot WHERE report_id = changed) THEN
        RAISE EXCEPTION 'report % is locked: % of % refused', changed, TG_OP, TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END
$$;
CREATE TRIGGER report_locked BEFORE UPDATE OR DELETE ON report
    FOR EACH ROW EXECUTE FUNCTION report_is_locked();
CREATE TRIGGER report_section_locked BEFORE INSERT OR UPDATE OR DELETE ON report_section
    FOR EACH ROW EXECUTE FUNCTION report_is_locked();
CREATE TRIGGER report_figure_locked BEFORE INSERT OR UPDATE OR DELETE ON report_figure
    FOR EACH ROW EXECUTE FUNCTION report_is_locked();
