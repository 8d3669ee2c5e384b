/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** What every page shares: who is visiting, the cookie, the language, the check of a form's origin, the layout and the page for an error. */
package khue.tools.web;
