/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.postgres.maintenance;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Reads what the operator wants. */
@ApplicationScoped
class SettingsOfMaintenance {

    @Produces
    @Dependent
    Maintenance.Settings settings(
            @ConfigProperty(name = "khue.xapi.retention.months") Optional<Integer> retentionMonths,
            @ConfigProperty(name = "khue.xapi.retention.detach", defaultValue = "false") boolean detach,
            @ConfigProperty(name = "khue.xapi.compression", defaultValue = "true") boolean compress) {
        return new Maintenance.Settings(retentionMonths, detach, compress);
    }
}
