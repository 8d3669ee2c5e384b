/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.run;

import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Properties;
import java.util.random.RandomGenerator;

/**
 * Secrets that Khuê made for itself: a properties file that only its owner may read. Each is made when it is first asked
 * for and written before it is used.
 */
final class Secrets {

    /** No letter that can be taken for another one: these are read aloud and typed. */
    private static final String LETTERS = "abcdefghjkmnpqrstuvwxyz23456789";

    private static final String ADMIN_PASSWORD = "admin.password.not.yet.shown";
    private static final String EVALUATOR_PASSWORD = "evaluator.password.not.yet.shown";

    private final Path file;
    private final RandomGenerator random;
    private final Properties values = new Properties();

    private Secrets(Path file, RandomGenerator random) {
        this.file = file;
        this.random = random;
    }

    /** @param random a cryptographically strong one */
    static Secrets in(Path file, RandomGenerator random) throws IOException {
        Secrets secrets = new Secrets(file, random);
        if (Files.exists(file)) {
            try (Reader reader = Files.newBufferedReader(file)) {
                secrets.values.load(reader);
            }
        }
        return secrets;
    }

    boolean has(String name) {
        return values.containsKey(name);
    }

    /** The secret of that name: 40 characters, about 198 bits. */
    String get(String name) throws IOException {
        return get(name, 40);
    }

    /** A key of that name with its secret. */
    Credentials key(String name) throws IOException {
        return new Credentials(name, get(name));
    }

    /**
     * The first administrator's password, made once and kept only until it has been shown: a start that was interrupted
     * after the account was made must not lose it.
     */
    String adminPassword() throws IOException {
        return get(ADMIN_PASSWORD, 16);
    }

    Optional<String> adminPasswordNotYetShown() {
        return Optional.ofNullable(values.getProperty(ADMIN_PASSWORD));
    }

    /** The same for the evaluator's account that comes with sample data. */
    String evaluatorPassword() throws IOException {
        return get(EVALUATOR_PASSWORD, 16);
    }

    void forgetFirstPasswords() throws IOException {
        if (values.remove(ADMIN_PASSWORD) != null | values.remove(EVALUATOR_PASSWORD) != null) {
            save();
        }
    }

    private String get(String name, int length) throws IOException {
        if (!has(name)) {
            values.setProperty(name, make(length));
            save();
        }
        return values.getProperty(name);
    }

    private String make(int length) {
        StringBuilder secret = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            secret.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
        }
        return secret.toString();
    }

    private void save() throws IOException {
        Path written = Files.createTempFile(file.toAbsolutePath().getParent(), "secrets", ".properties");
        readableByItsOwnerOnly(written);
        try (Writer writer = Files.newBufferedWriter(written, StandardCharsets.UTF_8)) {
            values.store(writer, "Made by Khuê. Keep it with the data and show it to nobody.");
        }
        Files.move(written, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }

    static void readableByItsOwnerOnly(Path file) throws IOException {
        if (Files.getFileStore(file).supportsFileAttributeView("posix")) {
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        }
    }
}
