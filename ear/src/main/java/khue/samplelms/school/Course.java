/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.samplelms.school;

/** A course: the LTI context. */
public record Course(String id, String label, String title) {
    /** The one course of the sample LMS. */
    public static final Course SAMPLE = new Course("2", "6A", "Lớp 6A – Hoạt động trải nghiệm, hướng nghiệp");

    public String sourcedId() {
        return "SH-" + label;
    }
}
