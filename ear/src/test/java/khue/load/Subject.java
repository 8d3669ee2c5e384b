/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.load;

import java.util.List;
import java.util.Optional;
import khue.load.client.Target;

/**
 * The store that is measured.
 *
 * @param own the same, when it is ours: then there are floors
 * @param processes of another store, as far as they were named
 */
record Subject(Target target, Optional<OwnStore> own, List<Long> processes) {

    Optional<Cpu> cpu() {
        if (own.isPresent()) {
            return own.get().cpu();
        }
        if (processes.isEmpty()) {
            return Optional.empty();
        }
        return Cpu.now(processes.get(0), processes.size() > 1 ? processes.get(1) : 0);
    }

    /** What has been used since {@code before}. */
    Optional<Cpu> cpuSince(Optional<Cpu> before) {
        return cpu().flatMap(now -> before.map(now::since));
    }
}
