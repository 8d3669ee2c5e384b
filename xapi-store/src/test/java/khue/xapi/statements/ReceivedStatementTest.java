/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.statements;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.UUID;
import khue.xapi.credentials.Authority;
import khue.xapi.credentials.Credential;
import khue.xapi.credentials.Scope;
import khue.xapi.http.Limits;
import khue.xapi.http.RequestJson;
import khue.xapi.model.Fingerprints;
import khue.xapi.model.XapiVersion;
import org.junit.jupiter.api.Test;

class ReceivedStatementTest {

    private static final String STATEMENT = """
            {"actor":{"mbox":"mailto:a@e.vn"},"verb":{"id":"http://e.vn/v","display":{"vi":"họp"}},
             "object":{"id":"http://e.vn/o","definition":{"type":"http://e.vn/t"}}}""";

    @Test
    void definesVerbAndActivityWhenItsKeyMay() {
        assertThat(sentWith(Scope.STATEMENTS_WRITE, Scope.DEFINE).definitions()).hasSize(2);
    }

    @Test
    void definesNothingWhenItsKeyMayNot() {
        assertThat(sentWith(Scope.STATEMENTS_WRITE).definitions()).isEmpty();
    }

    private static ReceivedStatement sentWith(Scope... scopes) {
        return new ReceivedStatement(
                UUID.randomUUID(),
                new StatementReader(new RequestJson(Limits.USUAL))
                        .read(STATEMENT)
                        .get(0),
                XapiVersion.V2,
                new Credential("key", Set.of(scopes), new Authority("http://localhost/xapi", "key")),
                List.of(),
                new Fingerprints());
    }
}
