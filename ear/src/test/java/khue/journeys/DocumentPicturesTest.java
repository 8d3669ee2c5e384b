/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A picture in a document is one that a journey takes, under its name. They are taken over when pages look different: {@code ./mvnw -pl ear
 * -am verify -Dit.test=FirstFlightIT,ConnectMoodleIT} with the tests of other modules left out, then {@code ./mvnw -pl ear test
 * -Dtest=DocumentPicturesTest -Ddocs.pictures=write}.
 */
class DocumentPicturesTest {

    private static final Path DOCUMENTS = Path.of("..", "docs");
    private static final Path TAKEN = Path.of("target", "screenshots");
    private static final Path JOURNEYS = Path.of("src/test/java/khue/journeys");

    /** In English, on a desk or, of what is shown on one, a telephone. */
    private static final List<String> KINDS = List.of("-1280-en.png", "-360-en.png");

    static List<Path> pictures() throws IOException {
        try (Stream<Path> all = Files.walk(DOCUMENTS)) {
            return all.filter(file -> file.toString().endsWith(".png")).sorted().toList();
        }
    }

    @ParameterizedTest
    @MethodSource("pictures")
    void isTakenByAJourney(Path picture) throws IOException {
        String name = name(picture);
        String journeys;
        try (Stream<Path> all = Files.list(JOURNEYS)) {
            journeys = all.map(DocumentPicturesTest::read).collect(Collectors.joining());
        }

        assertThat(journeys).containsPattern("\"" + Pattern.quote(name) + "\"");
        if ("write".equals(System.getProperty("docs.pictures"))) {
            Optional<Path> taken = KINDS.stream()
                    .map(kind -> TAKEN.resolve(name + kind))
                    .filter(Files::exists)
                    .findFirst();
            if (taken.isPresent()) {
                takeOver(taken.get(), picture);
            }
        }
    }

    /** As wide as the one that is there. */
    private static void takeOver(Path taken, Path picture) throws IOException {
        int width = ImageIO.read(picture.toFile()).getWidth();
        BufferedImage shown = ImageIO.read(taken.toFile());
        int height = Math.round((float) shown.getHeight() * width / shown.getWidth());
        BufferedImage drawn = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D pen = drawn.createGraphics();
        pen.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
        pen.setRenderingHint(RenderingHints.KEY_RENDERING, RenderingHints.VALUE_RENDER_QUALITY);
        pen.drawImage(shown, 0, 0, width, height, null);
        pen.dispose();
        ImageIO.write(drawn, "png", picture.toFile());
    }

    private static String name(Path picture) {
        return picture.getFileName().toString().replace(".png", "");
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw new IllegalStateException(unreadable);
        }
    }
}
