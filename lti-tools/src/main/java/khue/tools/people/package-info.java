/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** The people we know from an LMS: a person, the identities linked to that person, and nothing that we do not need about a child. */
package khue.tools.people;
