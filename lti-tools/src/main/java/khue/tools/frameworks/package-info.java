/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** The label sets that programmes and regulations prescribe (learning forms, competencies, outcomes): data with a version and a source. */
package khue.tools.frameworks;
