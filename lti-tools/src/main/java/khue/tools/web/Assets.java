/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.web;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.ServletContext;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The addresses of what pages load. Each names its content, ours by a hash and a library's by its version, so that a browser may keep it
 * for ever and still gets the new one after an upgrade; no template holds a version.
 */
@ApplicationScoped
class Assets {

    /** The query parameter with the hash of our own asset's content. */
    static final String HASH = "v";

    private static final int HASH_LETTERS = 12;

    private final Map<String, Optional<String>> hashes = new ConcurrentHashMap<>();
    private final Map<String, String> versions = new ConcurrentHashMap<>();

    @Inject
    private ServletContext servletContext;

    /** @param name below {@code /assets}, such as {@code khue.css} */
    String own(String name) {
        String path = "/assets/" + name;
        String hash = hash(path).orElseThrow(() -> new IllegalArgumentException("there is no asset " + path));
        return servletContext.getContextPath() + path + "?" + HASH + "=" + hash;
    }

    /** @param path the WebJar's name and the path below its version: {@code bootstrap/dist/css/bootstrap.min.css} */
    String library(String path) {
        int slash = path.indexOf('/');
        String name = path.substring(0, slash);
        return servletContext.getContextPath() + "/webjars/" + name + "/"
                + versions.computeIfAbsent(name, Assets::version) + path.substring(slash);
    }

    /** The hash of what lies at a path of the web application; empty when nothing does. */
    Optional<String> hash(String path) {
        return hashes.computeIfAbsent(path, this::computeHash);
    }

    private Optional<String> computeHash(String path) {
        try (InputStream content = servletContext.getResourceAsStream(path)) {
            if (content == null) {
                return Optional.empty();
            }
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(content.readAllBytes());
            return Optional.of(HexFormat.of().formatHex(digest).substring(0, HASH_LETTERS));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(path, unreadable);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }

    /** A WebJar tells its version as every jar built by Maven does. */
    private static String version(String webJar) {
        String file = "/META-INF/maven/org.webjars.npm/" + webJar + "/pom.properties";
        try (InputStream stream = Assets.class.getResourceAsStream(file)) {
            if (stream == null) {
                throw new IllegalArgumentException("there is no WebJar " + webJar);
            }
            Properties properties = new Properties();
            properties.load(stream);
            return properties.getProperty("version");
        } catch (IOException unreadable) {
            throw new UncheckedIOException(file, unreadable);
        }
    }
}
