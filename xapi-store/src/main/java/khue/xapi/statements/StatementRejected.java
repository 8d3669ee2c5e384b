/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.statements;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;
import khue.xapi.http.Failure;
import khue.xapi.http.Message;

/** At least one statement of a request breaks a rule, so nothing of the request is stored. */
public class StatementRejected extends Failure {

    private final transient List<Violation> violations;

    public StatementRejected(List<Violation> violations) {
        super(
                400,
                "statement-rejected",
                new Message(
                        "Có câu xAPI sai quy tắc nên không có gì được ghi; hãy sửa các chỗ nêu trong violations rồi gửi"
                                + " lại.",
                        "A statement breaks a rule, so nothing was stored; correct the places under violations and"
                                + " send again."));
        this.violations = List.copyOf(violations);
    }

    public List<Violation> violations() {
        return violations;
    }

    @Override
    protected void writeDetails(JsonGenerator json) throws IOException {
        json.writeArrayFieldStart("violations");
        for (Violation violation : violations) {
            json.writeStartObject();
            json.writeStringField("pointer", violation.pointer());
            json.writeStringField("rule", violation.rule().word());
            if (violation.rule().requirement().isPresent()) {
                json.writeStringField(
                        "requirement", violation.rule().requirement().get());
            }
            json.writeStringField("detail", violation.detail());
            json.writeEndObject();
        }
        json.writeEndArray();
    }
}
