/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.journeys;

import com.microsoft.playwright.Locator;
import java.time.Duration;

/**
 * Does what a person does and counts it. How long that takes somebody who knows a mouse is estimated by the keystroke-level model (Card,
 * Moran and Newell 1980), with a glance at each page that comes up.
 */
final class Effort {

    private static final Duration DECIDE = Duration.ofMillis(1350);
    private static final Duration POINT_AND_PRESS = Duration.ofMillis(1300);
    private static final Duration HANDS_TO_THE_KEYS = Duration.ofMillis(400);
    private static final Duration KEY = Duration.ofMillis(280);
    private static final Duration READ_A_PAGE = Duration.ofSeconds(5);

    private int clicks;
    private int carried;
    private int typed;
    private Duration estimate = Duration.ZERO;

    void click(Locator where) {
        where.click();
        clicks++;
        takes(DECIDE.plus(POINT_AND_PRESS));
    }

    /** Takes a value along to another window by the button that copies it. */
    String copy(Locator field, Locator button) {
        click(button);
        carried++;
        return field.inputValue();
    }

    /** Into a field that the pointer has to find, by two keys. */
    void paste(Locator field, String value) {
        field.fill(value);
        takes(DECIDE.plus(POINT_AND_PRESS).plus(HANDS_TO_THE_KEYS).plus(KEY.multipliedBy(2)));
    }

    void type(Locator field, String text) {
        field.fill(text);
        typed++;
        takes(DECIDE.plus(POINT_AND_PRESS).plus(HANDS_TO_THE_KEYS).plus(KEY.multipliedBy(text.length())));
    }

    /** A page has come up, or somebody turns to another window. */
    void reads() {
        takes(READ_A_PAGE);
    }

    private void takes(Duration time) {
        estimate = estimate.plus(time);
    }

    int clicks() {
        return clicks;
    }

    /** How many values were carried from one window to another. */
    int carried() {
        return carried;
    }

    /** How many fields were typed into. */
    int typed() {
        return typed;
    }

    Duration estimate() {
        return estimate;
    }
}
