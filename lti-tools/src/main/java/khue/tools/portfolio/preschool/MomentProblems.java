/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.portfolio.preschool;

import java.util.ArrayList;
import java.util.List;

/** What is to be mended on the page, as sentences in the teacher's language; empty where nothing is. */
public final class MomentProblems {
    String moment = "";
    String words = "";
    String otherWords = "";
    String field = "";
    final List<String> files = new ArrayList<>();

    boolean isEmpty() {
        return moment.isEmpty() && words.isEmpty() && field.isEmpty() && files.isEmpty();
    }

    public String moment() {
        return moment;
    }

    public String words() {
        return words;
    }

    /** What is kept, when it is not what was typed on this page. */
    public String otherWords() {
        return otherWords;
    }

    public String field() {
        return field;
    }

    public List<String> files() {
        return files;
    }
}
