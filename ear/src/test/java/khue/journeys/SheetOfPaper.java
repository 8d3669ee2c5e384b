/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.journeys;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import khue.samplelms.school.Person;

/** How a family gets in: a sheet of paper that goes home with a child, and the teacher's word. */
final class SheetOfPaper {

    private SheetOfPaper() {}

    /** The teacher prints one, for this child. */
    static String printed(Window teacher, School school, Person pupil) {
        teacher.open(school.tools("/families"));
        teacher.looksRight("families");
        for (Locator child : teacher.page().locator("input[name=child]").all()) {
            child.setChecked(child.locator("xpath=..").innerText().contains(pupil.name()));
        }
        teacher.page().locator("form[action$='/sheets'] .btn-primary").click();
        assertThat(teacher.page().locator(".f-sheet")).hasCount(1);
        teacher.looksRight("families-sheets");
        return teacher.page().locator(".f-code").innerText();
    }

    /** The child's mother scans it, and says who she is. */
    static void isUsed(Window mother, School school, String code) {
        mother.open(school.tools("/family#" + code));
        assertThat(mother.page().locator("#f-code")).hasValue(code);
        org.assertj.core.api.Assertions.assertThat(mother.page().url()).doesNotContain(code);
        mother.looksRight("family-enter");
        mother.page().locator("#f-name").fill("Phạm Thị Mai");
        mother.page().locator("input[name=relation][value=MOTHER]").check();
        mother.page().locator("#f-phone").fill("4567");
        mother.page().locator("main form .btn-primary").click();
        mother.page().waitForURL("**/family/waiting*");
        mother.looksRight("family-waiting");
        assertThat(mother.page().locator("main"))
                .not()
                .containsText(school.pupil().name());
    }

    /** The teacher knows that this is the family. */
    static void isConfirmed(Window teacher, School school) {
        teacher.open(school.tools("/families"));
        teacher.looksRight("families-waiting");
        teacher.page().locator("form[action$='/confirm'] button").click();
        assertThat(teacher.page().locator(".k-toast")).isVisible();
    }
}
