/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.ws.rs.GET;
import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import khue.tools.catalogue.LearningTool;

/** A tutorial whose files stand in it one by one, each below its path: built as its reader would build them. */
final class Tutorial {

    private static final Pattern FILE = Pattern.compile(
            "(?m)^\\*\\*`lti-tools/src/main/([^`]+)`\\*\\*\\n\\n```[a-z]+\\n(.*?)^```$", Pattern.DOTALL);

    /** By their paths below {@code lti-tools/src/main}, in the order of the text. */
    private final Map<String, String> files = new LinkedHashMap<>();

    private Tutorial(String text) {
        Matcher file = FILE.matcher(text);
        while (file.find()) {
            files.put(file.group(1), file.group(2));
        }
    }

    static Tutorial in(Path document) throws IOException {
        return new Tutorial(Files.readString(document));
    }

    Map<String, String> files() {
        return files;
    }

    /**
     * The application with the tutorial's files in it.
     *
     * @param built the application as it was built without them
     * @param directory where to work; the result is in it
     */
    Path addedTo(Path built, Path directory) throws IOException, URISyntaxException {
        Path classes = compiled(Files.createDirectories(directory.resolve("classes")));
        Path ear = Files.copy(built, directory.resolve("khue.ear"), StandardCopyOption.REPLACE_EXISTING);
        Path war = directory.resolve("lti-tools.war");
        try (FileSystem application = FileSystems.newFileSystem(ear)) {
            Files.copy(application.getPath("lti-tools.war"), war, StandardCopyOption.REPLACE_EXISTING);
            addTo(war, classes);
            Files.copy(war, application.getPath("lti-tools.war"), StandardCopyOption.REPLACE_EXISTING);
        }
        return ear;
    }

    private void addTo(Path war, Path classes) throws IOException {
        try (FileSystem tools = FileSystems.newFileSystem(war);
                Stream<Path> compiled = Files.walk(classes)) {
            for (Path file : compiled.filter(Files::isRegularFile).toList()) {
                put(tools.getPath("WEB-INF/classes", classes.relativize(file).toString()), Files.readAllBytes(file));
            }
            for (Map.Entry<String, String> file : files.entrySet()) {
                byte[] content = file.getValue().getBytes(StandardCharsets.UTF_8);
                if (file.getKey().startsWith("resources/")) {
                    put(tools.getPath("WEB-INF/classes", file.getKey().substring("resources/".length())), content);
                } else if (file.getKey().startsWith("webapp/")) {
                    put(tools.getPath("/", file.getKey().substring("webapp/".length())), content);
                }
            }
        }
    }

    private static void put(Path file, byte[] content) throws IOException {
        assertThat(file).as("the tutorial changes nothing that is there").doesNotExist();
        Files.createDirectories(file.getParent());
        Files.write(file, content);
    }

    private Path compiled(Path classes) throws IOException, URISyntaxException {
        Path sources = Files.createDirectories(classes.resolveSibling("sources"));
        for (Map.Entry<String, String> file : files.entrySet()) {
            if (file.getKey().startsWith("java/")) {
                Path source = sources.resolve(file.getKey().substring("java/".length()));
                Files.createDirectories(source.getParent());
                Files.writeString(source, file.getValue());
            }
        }
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter complaints = new StringWriter();
        try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, StandardCharsets.UTF_8);
                Stream<Path> all = Files.walk(sources)) {
            String classPath = String.join(
                    File.pathSeparator,
                    home(LearningTool.class).toString(),
                    home(GET.class).toString(),
                    // Of Jakarta EE, but not of its platform.
                    Path.of(System.getProperty("payara.home"), "glassfish", "modules", "jakarta.mvc-api.jar")
                            .toString());
            boolean fine = compiler.getTask(
                            complaints,
                            manager,
                            null,
                            List.of(
                                    "-Xlint:all",
                                    "-proc:none",
                                    "-parameters",
                                    "--release",
                                    "17",
                                    "-cp",
                                    classPath,
                                    "-d",
                                    classes.toString()),
                            null,
                            manager.getJavaFileObjectsFromPaths(
                                    all.filter(Files::isRegularFile).toList()))
                    .call();
            assertThat(fine).as(complaints.toString()).isTrue();
        }
        return classes;
    }

    private static Path home(Class<?> type) throws URISyntaxException {
        URI location = type.getProtectionDomain().getCodeSource().getLocation().toURI();
        return Path.of(location);
    }
}
