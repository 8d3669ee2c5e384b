-- By which hash paper refers to the SQL of a figure, and one locked report for each definition that was computed with it. The SQL itself stands in
-- the snapshot and nowhere else; all of this can be made from the snapshots again.
CREATE TABLE report_formula (
    sha256    text    NOT NULL,
    indicator text    NOT NULL,
    version   integer NOT NULL,
    report_id uuid    NOT NULL REFERENCES report_snapshot,
    PRIMARY KEY (sha256, indicator, version)
);

CREATE FUNCTION report_formulas(report uuid, content text) RETURNS void LANGUAGE sql AS $$
    INSERT INTO report_formula (sha256, indicator, version, report_id)
    SELECT DISTINCT encode(sha256(convert_to(told -> 'formula' ->> 'sql', 'UTF8')), 'hex'), indicator, (told ->> 'version')::integer, report
      FROM (SELECT figure ->> 'indicator' AS indicator, figure -> 'answer' AS told
              FROM jsonb_array_elements(content::jsonb -> 'figures') AS figure) AS answers
     WHERE told -> 'formula' ->> 'sql' IS NOT NULL
    ON CONFLICT DO NOTHING
$$;

CREATE FUNCTION report_tells_its_formulas() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM report_formulas(NEW.report_id, NEW.content);
    RETURN NULL;
END
$$;
CREATE TRIGGER report_snapshot_tells_its_formulas AFTER INSERT ON report_snapshot
    FOR EACH ROW EXECUTE FUNCTION report_tells_its_formulas();

-- Reports that were locked before.
SELECT report_formulas(report_id, content) FROM report_snapshot ORDER BY locked_at;
