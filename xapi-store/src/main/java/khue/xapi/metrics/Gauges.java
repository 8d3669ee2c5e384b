/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.metrics;

import java.util.List;

/** Numbers that are looked up when somebody asks, such as the length of a queue; any bean of this type is asked. */
public interface Gauges {

    List<Sample> read();
}
