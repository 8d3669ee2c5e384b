/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** What a pupil takes along: the own works as a zip file that any browser opens without a network. */
package khue.tools.portfolio.archive;
