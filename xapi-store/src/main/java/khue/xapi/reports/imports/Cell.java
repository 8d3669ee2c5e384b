/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.reports.imports;

import java.math.BigDecimal;
import java.text.Normalizer;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import khue.xapi.model.Iri;

/** Reads what stands in a cell, as people in Hà Nội and their spreadsheets write it. */
final class Cell {

    private static final Pattern ISO = Pattern.compile("(\\d{4})-(\\d{1,2})-(\\d{1,2})");
    private static final Pattern DAY_FIRST = Pattern.compile("(\\d{1,2})[/.-](\\d{1,2})[/.-](\\d{2}|\\d{4})");
    private static final Pattern SERIAL = Pattern.compile("[1-9]\\d{4}([.,]\\d+)?");
    private static final Pattern SCIENTIFIC = Pattern.compile("-?\\d+([.,]\\d+)?[eE][+-]?\\d+");
    private static final Pattern CODE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]*");
    private static final Pattern SCHOOL_YEAR = Pattern.compile("(\\d{4})\\s*[-–/]\\s*(\\d{4})");
    private static final Pattern SPREADSHEET_ERROR =
            Pattern.compile("#(N/A|REF!|VALUE!|NAME\\?|DIV/0!|NULL!|NUM!|SPILL!|#+)", Pattern.CASE_INSENSITIVE);

    /** A number with groups of three: both separators, or one of them in the places of groups. */
    private static final Pattern GROUPED = Pattern.compile("-?\\d{1,3}(([.,  ])\\d{3})(\\2\\d{3})*([.,]\\d+)?");

    private static final Pattern PLAIN = Pattern.compile("-?\\d+([.,]\\d+)?");

    /** Vietnamese in UTF-8 that somebody's program read as Windows-1252, and signs that stand for what was lost. */
    private static final Pattern GARBLED = Pattern.compile("\uFFFD|á[º»]|Ã[\u0080-\u00BF]|Ä[\u0080-\u00BF‘]|Æ[°¡]");

    private static final int FIRST_YEAR = 1900;
    private static final int LAST_YEAR = 2100;

    /** A value in one way of writing, or what is wrong; empty cells have neither. */
    record Reading(Optional<String> value, Optional<Problem> problem) {}

    private final int row;
    private final Column column;
    private final boolean commaIsDecimal;
    private final Words words;

    private Cell(int row, Column column, boolean commaIsDecimal, Words words) {
        this.row = row;
        this.column = column;
        this.commaIsDecimal = commaIsDecimal;
        this.words = words;
    }

    /** What the lists of codes know. */
    interface Words {

        /** The code of a list that somebody wrote as its code, or by what it is called. */
        Optional<String> code(String list, String written);

        /** Those that there are, each with what it is called. */
        List<String> codes(String list);
    }

    static Reading read(String written, int row, Column column, boolean commaIsDecimal, Words words) {
        return new Cell(row, column, commaIsDecimal, words).read(written);
    }

    private Reading read(String written) {
        String text = Normalizer.normalize(stripped(written), Normalizer.Form.NFC);
        if (text.isEmpty()) {
            return column.required() ? wrong(Fault.CELL_EMPTY) : new Reading(Optional.empty(), Optional.empty());
        }
        if (text.indexOf('\n') >= 0 || text.indexOf('\r') >= 0) {
            return wrong(Fault.CELL_LINE_BREAK);
        }
        if (text.chars().anyMatch(Character::isISOControl)) {
            return wrong(Fault.CELL_CONTROL_CHARACTER);
        }
        if (SPREADSHEET_ERROR.matcher(text).matches()) {
            return wrong(Fault.CELL_SPREADSHEET_ERROR, text);
        }
        if (text.startsWith("=")) {
            return wrong(Fault.CELL_FORMULA, shortened(text));
        }
        if (GARBLED.matcher(text).find()) {
            return wrong(Fault.CELL_GARBLED, shortened(text));
        }
        return switch (column.kind()) {
            case DAY -> day(text);
            case WHOLE -> whole(text);
            case DECIMAL -> decimal(text);
            case SCHOOL_YEAR -> schoolYear(text);
            case WORD -> word(text);
            case CODE -> CODE.matcher(text).matches() ? fitting(text) : wrong(Fault.CODE_MALFORMED, shortened(text));
            case IRI -> Iri.isIri(text) ? fitting(text) : wrong(Fault.IRI_MALFORMED, shortened(text));
            case TEXT, SCHOOL -> fitting(withoutApostrophe(text));
        };
    }

    /** Without spaces of any kind around it; spreadsheets like those that do not break. */
    static String stripped(String text) {
        return text.replaceAll("^[\\s\\u00A0\\u200B\\uFEFF]+|[\\s\\u00A0\\u200B\\uFEFF]+$", "");
    }

    /** Files of ours have one before what a spreadsheet would take for a formula. */
    private static String withoutApostrophe(String text) {
        return text.matches("'[=+@-].*") ? text.substring(1) : text;
    }

    private Reading fitting(String text) {
        return text.length() > column.most() ? wrong(Fault.CELL_TOO_LONG, text.length(), column.most()) : right(text);
    }

    private Reading word(String text) {
        return words.code(column.name(), text)
                .map(Cell::right)
                .orElseGet(() ->
                        wrong(Fault.CODE_UNKNOWN, shortened(text), String.join(", ", words.codes(column.name()))));
    }

    private Reading schoolYear(String text) {
        Matcher years = SCHOOL_YEAR.matcher(text);
        return years.matches() && Integer.parseInt(years.group(2)) == Integer.parseInt(years.group(1)) + 1
                ? right(years.group(1) + "-" + years.group(2))
                : wrong(Fault.YEAR_NAME_MALFORMED, shortened(text));
    }

    private Reading day(String text) {
        // Spreadsheets write the time of midnight behind a day.
        String date = text.replaceFirst("[T ]0?0:00(:00(\\.0+)?)?$", "");
        Matcher iso = ISO.matcher(date);
        if (iso.matches()) {
            return day(date, iso.group(1), iso.group(2), iso.group(3));
        }
        Matcher local = DAY_FIRST.matcher(date);
        if (local.matches()) {
            return local.group(3).length() == 2
                    ? wrong(Fault.DATE_SHORT_YEAR, date)
                    : day(date, local.group(3), local.group(2), local.group(1));
        }
        return SERIAL.matcher(date).matches()
                ? wrong(Fault.DATE_IS_A_SERIAL_NUMBER, date)
                : wrong(Fault.DATE_MALFORMED, shortened(text));
    }

    private Reading day(String written, String year, String month, String day) {
        int y = Integer.parseInt(year);
        int m = Integer.parseInt(month);
        int d = Integer.parseInt(day);
        if (y < FIRST_YEAR || y > LAST_YEAR) {
            return wrong(Fault.DATE_OUT_OF_RANGE, y);
        }
        try {
            if (m > 12 && m <= 31 && d >= 1 && d <= 12) {
                LocalDate meant = LocalDate.of(y, d, m);
                return wrong(Fault.DATE_MONTH_FIRST, written, m, written(meant));
            }
            return right(LocalDate.of(y, m, d).toString());
        } catch (DateTimeException noSuchDay) {
            return wrong(Fault.DATE_NOT_IN_THE_CALENDAR, written);
        }
    }

    /** As people in Việt Nam write a day. */
    static String written(LocalDate day) {
        return "%02d/%02d/%04d".formatted(day.getDayOfMonth(), day.getMonthValue(), day.getYear());
    }

    private Reading whole(String text) {
        Optional<Reading> known = notANumber(text);
        if (known.isPresent()) {
            return known.get();
        }
        Matcher grouped = GROUPED.matcher(text);
        // Of a whole number, three digits behind one sign are a group.
        BigDecimal number = grouped.matches() && grouped.group(4) == null
                ? new BigDecimal(text.replaceAll("[.,  ]", ""))
                : new BigDecimal(text.replaceAll("[  ]", "").replace(',', '.'));
        if (number.stripTrailingZeros().scale() > 0) {
            return wrong(Fault.NUMBER_NOT_WHOLE, text);
        }
        return inRange(number);
    }

    private Reading decimal(String text) {
        Optional<Reading> known = notANumber(text);
        if (known.isPresent()) {
            return known.get();
        }
        Matcher grouped = GROUPED.matcher(text);
        if (!grouped.matches() || grouped.group(2).isBlank()) {
            return inRange(new BigDecimal(text.replaceAll("[  ]", "").replace(',', '.')));
        }
        boolean oneSign = grouped.group(3) == null && grouped.group(4) == null;
        char sign = grouped.group(2).charAt(0);
        if (oneSign && sign == (commaIsDecimal ? ',' : '.')) {
            return inRange(new BigDecimal(text.replace(',', '.')));
        }
        String asGroup = text.replace(String.valueOf(sign), "");
        if (oneSign) {
            char decimal = commaIsDecimal ? ',' : '.';
            return wrong(Fault.NUMBER_AMBIGUOUS, text, asGroup, text.replace(sign, decimal) + "0");
        }
        return inRange(new BigDecimal(asGroup.replace(',', '.')));
    }

    private Optional<Reading> notANumber(String text) {
        if (SCIENTIFIC.matcher(text).matches()) {
            return Optional.of(wrong(Fault.NUMBER_SCIENTIFIC, text));
        }
        if (text.endsWith("%")) {
            return Optional.of(wrong(Fault.NUMBER_PERCENT, text));
        }
        return text.length() <= 30 && (PLAIN.matcher(text).matches() || isGroupedRightly(text))
                ? Optional.empty()
                : Optional.of(wrong(Fault.NUMBER_MALFORMED, shortened(text)));
    }

    /** Groups and decimals are not set off by the same sign. */
    private static boolean isGroupedRightly(String text) {
        Matcher grouped = GROUPED.matcher(text);
        return grouped.matches()
                && (grouped.group(4) == null
                        || grouped.group(4).charAt(0) != grouped.group(2).charAt(0));
    }

    private Reading inRange(BigDecimal number) {
        boolean within = number.compareTo(BigDecimal.valueOf(column.least())) >= 0
                && number.compareTo(BigDecimal.valueOf(column.most())) <= 0;
        return within
                ? right(plain(number))
                : wrong(Fault.NUMBER_OUT_OF_RANGE, number.toPlainString(), column.least(), column.most());
    }

    static String plain(BigDecimal number) {
        return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
    }

    private static String shortened(String text) {
        return text.length() <= 40 ? text : text.substring(0, 40) + "…";
    }

    private static Reading right(String value) {
        return new Reading(Optional.of(value), Optional.empty());
    }

    private Reading wrong(Fault fault, Object... found) {
        return new Reading(Optional.empty(), Optional.of(Problem.of(row, column.name(), fault, found)));
    }
}
