/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.metrics;

import java.util.Map;

/**
 * One number at one moment.
 *
 * @param name in the words of Prometheus, with its unit at the end
 * @param labels what tells samples of one name apart
 */
public record Sample(String name, Map<String, String> labels, double value) {

    public Sample {
        labels = Map.copyOf(labels);
    }

    public Sample(String name, double value) {
        this(name, Map.of(), value);
    }
}
