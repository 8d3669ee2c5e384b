/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.frameworks;

import java.time.LocalDate;

/**
 * One version of a framework.
 *
 * @param source the regulation or programme that prescribes it
 * @param since the first day on which people choose from it
 */
public record Framework(String id, String version, String source, LocalDate since) {}
