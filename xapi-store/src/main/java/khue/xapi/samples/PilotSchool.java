/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.samples;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A school that there is not, in a place that there is; its name says so.
 *
 * @param model that it tries; empty for none
 * @param eagerness how much of what others do is done here, in percent; 0 where nobody has begun
 */
public record PilotSchool(
        String code,
        String name,
        String level,
        String area,
        String ownership,
        String legacyDistrict,
        String legacyWard,
        String unit,
        String cluster,
        String model,
        int eagerness) {

    /** Schools with an even place and the one behind are twins: of one level, one in the city and one outside. */
    public static List<PilotSchool> all() {
        try (InputStream in = PilotSchool.class.getResourceAsStream("schools.csv");
                Reader text = new InputStreamReader(in, StandardCharsets.UTF_8);
                CsvReader<NamedCsvRecord> rows = CsvReader.builder().ofNamedCsvRecord(text)) {
            return rows.stream().map(PilotSchool::of).toList();
        } catch (IOException impossible) {
            throw new UncheckedIOException("the file comes with this class", impossible);
        }
    }

    private static PilotSchool of(NamedCsvRecord row) {
        return new PilotSchool(
                row.getField("code"),
                row.getField("name"),
                row.getField("level"),
                row.getField("area"),
                row.getField("ownership"),
                row.getField("legacy_district"),
                row.getField("legacy_ward"),
                row.getField("unit"),
                row.getField("cluster"),
                row.getField("model"),
                Integer.parseInt(row.getField("eagerness")));
    }
}
