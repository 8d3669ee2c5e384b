/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.load;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.util.List;
import java.util.stream.Collectors;
import khue.xapi.postgres.Database;
import khue.xapi.postgres.Projection;
import org.junit.jupiter.api.Test;

class StoreInProcessTest {

    /** Leaves nothing behind. */
    private static final String ONLY_COUNTS = "CountedNewStatements";

    @Test
    void knowsEveryProjectionSoThatAFillLeavesWhatARealIngestLeaves() {
        List<String> known = StoreInProcess.projections(new Database(null)).stream()
                .map(projection -> projection.getClass().getName())
                .toList();

        assertThat(new ClassFileImporter()
                        .importPackages("khue.xapi").stream()
                                .filter(type -> type.isAssignableTo(Projection.class) && !type.isInterface())
                                .filter(type -> !type.getSimpleName().equals(ONLY_COUNTS))
                                .map(JavaClass::getName)
                                .collect(Collectors.toSet()))
                .containsExactlyInAnyOrderElementsOf(known);
    }
}
