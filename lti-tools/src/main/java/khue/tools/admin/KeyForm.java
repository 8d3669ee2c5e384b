/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.admin;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import khue.tools.web.Formats;

/**
 * A key as an administrator asks for it, with what has to be mended before the store is asked.
 *
 * @param purpose a {@link KeyPurpose}, or empty
 * @param scopes those ticked one by one
 * @param until the last day on which the key works, as a browser writes a date; empty: no end
 * @param problems by field, the key of the sentence that says what is wrong
 */
record KeyForm(String label, String purpose, List<String> scopes, String until, Map<String, String> problems) {

    static final int LONGEST_LABEL = 200;

    static KeyForm empty() {
        return new KeyForm("", "", List.of(), "", Map.of());
    }

    /** The key as it is, to be changed. */
    static KeyForm of(StoreKey key) {
        String until = key.expiresAt()
                .map(end -> end.minusNanos(1).atZone(Formats.ZONE).toLocalDate().toString())
                .orElse("");
        return new KeyForm(key.label(), KeyPurpose.OWN.name(), key.scopes(), until, Map.of());
    }

    /** @param now a key that ends before now is not worth making */
    static KeyForm of(String label, String purpose, List<String> scopes, String until, Instant now) {
        List<String> ticked = Optional.ofNullable(scopes).orElse(List.of());
        KeyForm form = new KeyForm(text(label), text(purpose), List.copyOf(ticked), text(until), new LinkedHashMap<>());
        form.check(now);
        return form;
    }

    boolean isComplete() {
        return problems.isEmpty();
    }

    /** What the key may do; only for a form that {@link #isComplete}. */
    List<String> chosenScopes() {
        return KeyPurpose.of(purpose)
                .filter(named -> named != KeyPurpose.OWN)
                .map(KeyPurpose::scopes)
                .orElse(scopes);
    }

    /** The first moment at which the key is refused; only for a form that {@link #isComplete}. */
    Optional<Instant> expiresAt() {
        return Optional.of(until)
                .filter(day -> !day.isEmpty())
                .map(day -> LocalDate.parse(day)
                        .plusDays(1)
                        .atStartOfDay(Formats.ZONE)
                        .toInstant());
    }

    private void check(Instant now) {
        if (label.isEmpty()
                || label.length() > LONGEST_LABEL
                || label.codePoints().anyMatch(Character::isISOControl)) {
            problems.put("label", "admin.key.problem.label");
        }
        if (KeyPurpose.of(purpose).isEmpty()) {
            problems.put("purpose", "admin.key.problem.purpose");
        } else if (chosenScopes().isEmpty() || !KeyPurpose.SCOPES.containsAll(chosenScopes())) {
            problems.put("scopes", "admin.key.problem.scopes");
        }
        if (!endsAfter(now)) {
            problems.put("until", "admin.key.problem.until");
        }
    }

    private boolean endsAfter(Instant now) {
        try {
            return expiresAt().filter(end -> !end.isAfter(now)).isEmpty();
        } catch (DateTimeException notADay) {
            return false;
        }
    }

    private static String text(String value) {
        return Optional.ofNullable(value).orElse("").strip();
    }
}
