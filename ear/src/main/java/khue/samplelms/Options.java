/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.samplelms;

import com.nimbusds.jose.jwk.RSAKey;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import khue.samplelms.temperament.Temperament;

/** How a sample LMS shall run. Start from {@link #defaults()} and change what matters: each change is a new value. */
public final class Options {
    private static final int LAST_PORT = 65535;

    private int port = 0;
    private String name = "Trường THCS Sông Hồng (mẫu)";
    private Temperament temperament = Temperament.MOODLE;
    private URI toolRegistration;
    private Path directory;
    private Clock clock = Clock.systemUTC();
    private int pupils = 3;
    private boolean awkwardName = false;
    private RSAKey signingKey;

    private Options() {}

    /** Any free port, Moodle's temperament, three pupils, and nothing kept. */
    public static Options defaults() {
        return new Options();
    }

    /**
     * @param newPort 0 for any free one. Endpoints at another origin are at the port beside it, so that they are found again after a restart.
     */
    public Options withPort(int newPort) {
        if (newPort < 0 || newPort > LAST_PORT) {
            throw new IllegalArgumentException("a port is a number from 0 to " + LAST_PORT + ", not " + newPort);
        }
        return changed(options -> options.port = newPort);
    }

    /** The school's. */
    public Options withName(String newName) {
        Objects.requireNonNull(newName);
        return changed(options -> options.name = newName);
    }

    /** Which LMS it behaves like. */
    public Options withTemperament(Temperament newTemperament) {
        Objects.requireNonNull(newTemperament);
        return changed(options -> options.temperament = newTemperament);
    }

    /** The registration address that the administrator finds in the form. */
    public Options withToolRegistration(URI newToolRegistration) {
        Objects.requireNonNull(newToolRegistration);
        return changed(options -> options.toolRegistration = newToolRegistration);
    }

    /** Where the LMS keeps its file; without one it forgets everything when it stops. */
    public Options withDirectory(Path newDirectory) {
        Objects.requireNonNull(newDirectory);
        return changed(options -> options.directory = newDirectory);
    }

    /** Tells the LMS the time. */
    public Options withClock(Clock newClock) {
        Objects.requireNonNull(newClock);
        return changed(options -> options.clock = newClock);
    }

    /** How many pupils the class has, of whom three have names of their own. */
    public Options withPupils(int newPupils) {
        if (newPupils < 3) {
            throw new IllegalArgumentException("the class has at least three pupils, not " + newPupils);
        }
        return changed(options -> options.pupils = newPupils);
    }

    /** Adds a pupil whose name needs escaping. */
    public Options withAwkwardName(boolean newAwkwardName) {
        return changed(options -> options.awkwardName = newAwkwardName);
    }

    /** Signs with this key where none is kept: making one takes longer than most tests. */
    public Options withSigningKey(RSAKey newSigningKey) {
        Objects.requireNonNull(newSigningKey);
        return changed(options -> options.signingKey = newSigningKey);
    }

    private Options changed(Consumer<Options> change) {
        Options copy = new Options();
        copy.port = port;
        copy.name = name;
        copy.temperament = temperament;
        copy.toolRegistration = toolRegistration;
        copy.directory = directory;
        copy.clock = clock;
        copy.pupils = pupils;
        copy.awkwardName = awkwardName;
        copy.signingKey = signingKey;
        change.accept(copy);
        return copy;
    }

    int port() {
        return port;
    }

    /** For endpoints at another origin; 0 for any free one. */
    int endpointsPort() {
        return port == 0 ? 0 : port == LAST_PORT ? port - 1 : port + 1;
    }

    String name() {
        return name;
    }

    Temperament temperament() {
        return temperament;
    }

    Optional<URI> toolRegistration() {
        return Optional.ofNullable(toolRegistration);
    }

    Optional<Path> directory() {
        return Optional.ofNullable(directory);
    }

    Clock clock() {
        return clock;
    }

    int pupils() {
        return pupils;
    }

    boolean awkwardName() {
        return awkwardName;
    }

    Optional<RSAKey> signingKey() {
        return Optional.ofNullable(signingKey);
    }
}
