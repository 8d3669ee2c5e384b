/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.frameworks;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.util.Locale;

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

    protected Term() {}

    /** {@code <framework>/<version>/<code>}: below {@code P:}, the term's IRI. */
    public String id() {
        return id;
    }

    public String label(Locale language) {
        return language.getLanguage().equals("en") ? english : vietnamese;
    }
}
