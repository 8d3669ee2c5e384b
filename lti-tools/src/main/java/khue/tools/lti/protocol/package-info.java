/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * LTI 1.3 as specified: messages, claims, roles and the rules that a launch must pass, each named and linked to its clause. Plain Java; it
 * knows neither our database nor our pages.
 */
package khue.tools.lti.protocol;
