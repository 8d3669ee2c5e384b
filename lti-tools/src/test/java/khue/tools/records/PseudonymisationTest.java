/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.records;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class PseudonymisationTest {

    private static final byte[] SECRET = "a secret of thirty-two bytes....".getBytes(US_ASCII);
    private static final UUID PERSON = UUID.fromString("00112233-4455-6677-8899-aabbccddeeff");

    /** Computed with {@code openssl dgst -sha256 -hmac}: statements that were sent years ago must stay that person's. */
    @Test
    void staysTheSameForEver() {
        assertThat(new Pseudonymisation(SECRET).of(PERSON)).isEqualTo("e9j7lhdsraignsek7ukov2d0n0clodhk");
    }

    @Test
    void dependsOnTheKey() {
        assertThat(new Pseudonymisation(new byte[32]).of(PERSON)).isNotEqualTo(new Pseudonymisation(SECRET).of(PERSON));
    }

    @Test
    void tellsPeopleApart() {
        Pseudonymisation pseudonyms = new Pseudonymisation(SECRET);
        Set<String> all = new HashSet<>();
        for (long person = 0; person < 10_000; person++) {
            all.add(pseudonyms.of(new UUID(0, person)));
        }
        assertThat(all).hasSize(10_000);
    }

    @Property
    void hasOneShape(@ForAll long most, @ForAll long least) {
        assertThat(new Pseudonymisation(SECRET).of(new UUID(most, least))).matches("[0-9a-v]{32}");
    }
}
