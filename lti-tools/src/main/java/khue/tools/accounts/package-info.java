/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** People who sign in here rather than launch from an LMS: their accounts, their passwords, signing in and out. */
package khue.tools.accounts;
