/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.journeys;

/** What people look at. */
enum Screen {
    /** A desk in the staff room. */
    DESK(1280, 800, false),
    /** A pupil's. */
    PHONE(360, 740, true),
    /** The narrowest that every page must be usable on (WCAG 2.2, 1.4.10). */
    NARROWEST(320, 640, true);

    private final int width;
    private final int height;
    private final boolean touched;

    Screen(int width, int height, boolean touched) {
        this.width = width;
        this.height = height;
        this.touched = touched;
    }

    int width() {
        return width;
    }

    int height() {
        return height;
    }

    /** Whether it is worked on with fingers. */
    boolean isTouched() {
        return touched;
    }
}
