/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.run;

import static khue.run.CannotStart.Reason.SETTING_WRONG;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The variables, read by kind of value; each refusal names the variable and what would be right. */
record Environment(Map<String, String> variables) {

    /** Numbers that can be used. */
    record Range(long least, long most) {}

    Optional<String> text(Setting setting) {
        return Optional.ofNullable(variables.get(setting.variable())).filter(value -> !value.isEmpty());
    }

    boolean truth(Setting setting, boolean standard) throws CannotStart {
        Optional<String> value = text(setting);
        if (value.isPresent() && !value.get().matches("true|false")) {
            throw wrong(setting, "true hoặc false", "true or false");
        }
        return value.map(Boolean::parseBoolean).orElse(standard);
    }

    int port(Setting setting, int standard) throws CannotStart {
        return number(setting, standard, 1, 65_535);
    }

    int number(Setting setting, int standard, int least, int most) throws CannotStart {
        Optional<String> value = text(setting);
        return value.isEmpty() ? standard : (int) number(setting, value.get(), new Range(least, most));
    }

    long number(Setting setting, String value, Range range) throws CannotStart {
        try {
            long number = Long.parseLong(value);
            if (number >= range.least() && number <= range.most()) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Refused below, like a number out of range.
        }
        throw wrong(
                setting,
                "một số từ %d đến %d".formatted(range.least(), range.most()),
                "a number from %d to %d".formatted(range.least(), range.most()));
    }

    Optional<URI> http(Setting setting) throws CannotStart {
        Optional<String> value = text(setting);
        if (value.isEmpty()) {
            return Optional.empty();
        }
        try {
            URI uri = new URI(value.get().replaceFirst("/+$", ""));
            boolean isWeb = "http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme());
            if (isWeb
                    && uri.getHost() != null
                    && uri.getPort() <= 65_535
                    && uri.getRawUserInfo() == null
                    && uri.getRawQuery() == null
                    && uri.getRawFragment() == null) {
                return Optional.of(uri);
            }
        } catch (URISyntaxException e) {
            // Refused below, like an address of another kind.
        }
        throw wrong(
                setting, "một địa chỉ như https://khue.truong.edu.vn", "an address like https://khue.school.edu.vn");
    }

    static boolean isThisMachine(URI uri) {
        String host = uri.getHost();
        return host.equalsIgnoreCase("localhost")
                || host.equals("[::1]")
                || host.matches("127\\.\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}");
    }

    Optional<Credentials> role(Setting user, Setting password) throws CannotStart {
        if (text(user).isEmpty() && text(password).isPresent()) {
            throw needs(password, user);
        }
        return text(user).map(name -> new Credentials(name, text(password).orElse("")));
    }

    Optional<Credentials> pair(Setting key, Setting secret) throws CannotStart {
        if (text(key).isPresent() != text(secret).isPresent()) {
            throw text(key).isPresent() ? needs(key, secret) : needs(secret, key);
        }
        return text(key).map(name -> new Credentials(name, text(secret).orElseThrow()));
    }

    static List<String> list(String value) {
        return Arrays.stream(value.split(","))
                .map(String::strip)
                .filter(element -> !element.isEmpty())
                .toList();
    }

    CannotStart wrong(Setting setting, String vietnamese, String english) {
        // A password or secret is never shown; no setting of that kind has a form to be wrong about.
        String value = variables.get(setting.variable());
        return new CannotStart(
                SETTING_WRONG,
                "%s=%s không dùng được: cần %s.".formatted(setting.variable(), value, vietnamese),
                "%s=%s cannot be used: it should be %s.".formatted(setting.variable(), value, english));
    }

    static CannotStart needs(Setting given, Setting missing) {
        return new CannotStart(
                SETTING_WRONG,
                "Có %s thì phải có cả %s.".formatted(given.variable(), missing.variable()),
                "%s is set, so %s must be set too.".formatted(given.variable(), missing.variable()));
    }
}
