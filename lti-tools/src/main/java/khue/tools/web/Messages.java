/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.web;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.text.MessageFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/**
 * The sentences that pages say, in {@code messages/<area>_{vi,en}.properties} (UTF-8), where the area is the key's first part:
 * {@code portfolio.project.title} stands in {@code messages/portfolio_vi.properties}. A tool brings its own file under its id.
 */
@ApplicationScoped
public class Messages {

    private static final Pattern AREA = Pattern.compile("[a-z][a-z0-9-]*");

    private final Map<String, Properties> files = new ConcurrentHashMap<>();

    /** The sentence with its parameters ({0}, {1} …) filled in; empty when there is none, and the page shows {@code ??key??}. */
    public Optional<String> find(Locale locale, String key, Object... parameters) {
        String area = key.contains(".") ? key.substring(0, key.indexOf('.')) : key;
        if (!AREA.matcher(area).matches()) {
            return Optional.empty();
        }
        String pattern = files.computeIfAbsent(area + "_" + locale.getLanguage(), Messages::read)
                .getProperty(key);
        return Optional.ofNullable(pattern).map(text -> fillIn(text, locale, parameters));
    }

    /** A page says hundreds of sentences, most of them as they stand. */
    private static String fillIn(String text, Locale locale, Object... parameters) {
        boolean asItStands = text.indexOf('{') < 0 && text.indexOf('\'') < 0;
        return asItStands ? text : new MessageFormat(text, locale).format(parameters);
    }

    public String say(Locale locale, String key, Object... parameters) {
        return find(locale, key, parameters).orElse(absent(key));
    }

    /** How a page shows a key without a sentence; no test lets it pass. */
    static String absent(String key) {
        return "??" + key + "??";
    }

    private static Properties read(String file) {
        Properties properties = new Properties();
        try (var stream = Messages.class.getResourceAsStream("/messages/" + file + ".properties")) {
            if (stream != null) {
                try (Reader reader = new InputStreamReader(stream, StandardCharsets.UTF_8)) {
                    properties.load(reader);
                }
            }
            return properties;
        } catch (IOException unreadable) {
            throw new UncheckedIOException(file, unreadable);
        }
    }
}
