/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.samplelms;

import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Objects;
import java.util.Optional;

/**
 * How a sample LMS shall run. Start from {@link #defaults()} and change what matters.
 *
 * @param bindAddress the address to listen on; the loopback one, unless there is a reason
 * @param hostName the host in the LMS's own addresses; another name for the same machine makes it another site to
 *     browsers
 * @param port 0 for any free one
 * @param name of the school
 * @param toolRegistration the registration address that the administrator finds in the form
 * @param directory where the LMS keeps its file; without one it forgets everything when it stops
 * @param clock tells the LMS the time
 * @param loginByGet start logins by GET instead of POST
 * @param membersPageSize the most members on one page of the membership service
 * @param acceptMultiple whether one deep linking answer may hold several items
 * @param awkwardName adds a fourth pupil whose name needs escaping
 */
public record Options(
        String bindAddress,
        String hostName,
        int port,
        String name,
        Optional<URI> toolRegistration,
        Optional<Path> directory,
        Clock clock,
        boolean loginByGet,
        int membersPageSize,
        boolean acceptMultiple,
        boolean awkwardName) {

    public Options {
        Objects.requireNonNull(bindAddress);
        Objects.requireNonNull(hostName);
        Objects.requireNonNull(name);
        Objects.requireNonNull(toolRegistration);
        Objects.requireNonNull(directory);
        Objects.requireNonNull(clock);
        if (port < 0 || port > 65535) {
            throw new IllegalArgumentException("a port is a number from 0 to 65535, not " + port);
        }
        if (membersPageSize < 1) {
            throw new IllegalArgumentException("a page has at least one member, not " + membersPageSize);
        }
    }

    public static Options defaults() {
        return new Options(
                "127.0.0.1",
                "127.0.0.1",
                0,
                "Trường THCS Sông Hồng (mẫu)",
                Optional.empty(),
                Optional.empty(),
                Clock.systemUTC(),
                false,
                50,
                true,
                false);
    }

    public Options withPort(int newPort) {
        return new Options(
                bindAddress,
                hostName,
                newPort,
                name,
                toolRegistration,
                directory,
                clock,
                loginByGet,
                membersPageSize,
                acceptMultiple,
                awkwardName);
    }

    public Options withName(String newName) {
        return new Options(
                bindAddress,
                hostName,
                port,
                newName,
                toolRegistration,
                directory,
                clock,
                loginByGet,
                membersPageSize,
                acceptMultiple,
                awkwardName);
    }

    public Options withToolRegistration(URI newToolRegistration) {
        return new Options(
                bindAddress,
                hostName,
                port,
                name,
                Optional.of(newToolRegistration),
                directory,
                clock,
                loginByGet,
                membersPageSize,
                acceptMultiple,
                awkwardName);
    }

    public Options withDirectory(Path newDirectory) {
        return new Options(
                bindAddress,
                hostName,
                port,
                name,
                toolRegistration,
                Optional.of(newDirectory),
                clock,
                loginByGet,
                membersPageSize,
                acceptMultiple,
                awkwardName);
    }

    public Options withClock(Clock newClock) {
        return new Options(
                bindAddress,
                hostName,
                port,
                name,
                toolRegistration,
                directory,
                newClock,
                loginByGet,
                membersPageSize,
                acceptMultiple,
                awkwardName);
    }

    public Options withLoginByGet(boolean newLoginByGet) {
        return new Options(
                bindAddress,
                hostName,
                port,
                name,
                toolRegistration,
                directory,
                clock,
                newLoginByGet,
                membersPageSize,
                acceptMultiple,
                awkwardName);
    }

    public Options withMembersPageSize(int newMembersPageSize) {
        return new Options(
                bindAddress,
                hostName,
                port,
                name,
                toolRegistration,
                directory,
                clock,
                loginByGet,
                newMembersPageSize,
                acceptMultiple,
                awkwardName);
    }

    public Options withAcceptMultiple(boolean newAcceptMultiple) {
        return new Options(
                bindAddress,
                hostName,
                port,
                name,
                toolRegistration,
                directory,
                clock,
                loginByGet,
                membersPageSize,
                newAcceptMultiple,
                awkwardName);
    }

    public Options withAwkwardName(boolean newAwkwardName) {
        return new Options(
                bindAddress,
                hostName,
                port,
                name,
                toolRegistration,
                directory,
                clock,
                loginByGet,
                membersPageSize,
                acceptMultiple,
                newAwkwardName);
    }
}
