/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.reports.indicators;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * What each class contributes to figures: all that they need of facts, put together of facts of that class alone, so that it
 * can be kept for each class and made again when facts of the class change ({@link KeptContributions}).
 *
 * @param name what it is about
 * @param columns what it tells in which order, of {@code kind}, {@code numerator}, {@code denominator} and {@code people}, as
 *     the definitions that read it say; {@code members}, the numbers of people or activities that a cell of several classes
 *     counts once; {@code hours}, one by one
 * @param sql a query over facts in the period from {@code :from} until before {@code :until}, of the classes that {@code
 *     :classes} names or, where that is null, of all ({@code xapi.among}). It gives {@code class}, {@code cell}, as of the
 *     table {@code place} (see {@link Frame}), and the columns. Of facts it reads none of other classes and none from {@code
 *     :until} on, and of reference data only other names of verbs and people, the school of the class and its history
 */
public record Contribution(String name, List<String> columns, String sql) {

    private static final int DIGITS = 12;

    /** Names what is kept: made by other words, it is something else. */
    String key() {
        return key(name, sql);
    }

    static String key(String name, String sql) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(sql.getBytes(StandardCharsets.UTF_8));
            return name + " " + HexFormat.of().formatHex(hash).substring(0, DIGITS);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }
}
