/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** The run command: a private PostgreSQL, Payara Server with the EAR and the sample LMS, started and stopped as one. */
package khue.run;
