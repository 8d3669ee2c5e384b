/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** The platform's side of LTI 1.3: OpenID Connect launches, registration, access tokens, grades, members and deep linking. */
package khue.samplelms.lti;
