/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.frameworks;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.util.Locale;
import java.util.Optional;

/** One label of one version of a framework, such as the learning form "Học qua dự án". */
@Entity
@Table(name = "framework_term")
public class Term {

    @Id
    private String id;

    private String framework;
    private String version;
    private String code;
    private int position;
    private String vietnamese;
    private String english;
    private Integer points;

    protected Term() {}

    Term(String framework, String version, int position, TermLine line) {
        this.id = framework + "/" + version + "/" + line.code();
        this.framework = framework;
        this.version = version;
        this.code = line.code();
        this.position = position;
        this.vietnamese = line.vietnamese();
        this.english = line.english();
        this.points = line.points().orElse(null);
    }

    /** {@code <framework>/<version>/<code>}: below {@code P:}, the term's IRI. */
    public String id() {
        return id;
    }

    public String framework() {
        return framework;
    }

    /** What it is called within its framework, the same in each version. */
    public String code() {
        return code;
    }

    /** Of a level of a scale: what it counts for; empty where nothing is counted. */
    public Optional<Integer> points() {
        return Optional.ofNullable(points);
    }

    /** The official words, for what leaves for a Vietnamese school's papers whatever language a page speaks. */
    public String vietnamese() {
        return vietnamese;
    }

    TermLine line() {
        return new TermLine(code, vietnamese, english, points());
    }

    public String label(Locale language) {
        return language.getLanguage().equals("en") ? english : vietnamese;
    }
}
