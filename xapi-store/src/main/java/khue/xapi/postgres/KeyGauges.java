/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.postgres;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import khue.xapi.credentials.KeyCache;
import khue.xapi.metrics.Gauges;
import khue.xapi.metrics.Sample;

/** Whether this node hears of changes of keys ({@link KeyWatch}). */
@ApplicationScoped
class KeyGauges implements Gauges {

    @Inject
    private KeyCache cache;

    @Override
    public List<Sample> read() {
        return List.of(new Sample("xapi_keys_watched", cache.isReliedOn() ? 1 : 0));
    }
}
