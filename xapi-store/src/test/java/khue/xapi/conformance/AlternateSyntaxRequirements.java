/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.conformance;

import static khue.xapi.conformance.Call.encode;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import khue.xapi.model.XapiVersion;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests that come as the form of a POST: a way of 1.0 for browsers of old, gone in 2.0. */
abstract class AlternateSyntaxRequirements extends InBothEditions {

    private final String activity = "http://example.vn/forms/" + UUID.randomUUID();

    @Test
    @Requirement({"XAPI-00148", "XAPI-00336", "XAPI-NO-ALTERNATE-SYNTAX"})
    void aGetMayComeAsAForm() {
        Sample sample = Sample.about(activity);
        store().accepts(sample);

        Answer answer = form("GET").post(headers() + "&activity=" + encode(activity));

        if (version == XapiVersion.V2) {
            answer.is(400);
        } else {
            assertThat(Answer.texts(answer.is(200).json().get("statements"), "id"))
                    .containsExactly(sample.id());
        }
    }

    @Test
    @Requirement({"XAPI-00336", "XAPI-NO-ALTERNATE-SYNTAX"})
    void aPutMayComeAsAForm() {
        Sample sample = Sample.about(activity);

        Answer answer =
                form("PUT").post(headers() + "&statementId=" + sample.id() + "&content=" + encode(sample.toString()));

        answer.is(version == XapiVersion.V2 ? 400 : 204);
        store().statements().with("statementId", sample.id()).get().is(version == XapiVersion.V2 ? 404 : 200);
    }

    @Test
    @Requirement({"XAPI-00336", "XAPI-NO-ALTERNATE-SYNTAX"})
    void aPostMayComeAsAForm() {
        Sample sample = Sample.about(activity);

        form("POST")
                .post(headers() + "&content=" + encode(sample.toString()))
                .is(version == XapiVersion.V2 ? 400 : 200);

        store().statements().with("statementId", sample.id()).get().is(version == XapiVersion.V2 ? 404 : 200);
    }

    @Test
    @Requirement({"XAPI-00336", "XAPI-NO-ALTERNATE-SYNTAX"})
    void aDocumentMayComeAsAForm() {
        String parameters = "&stateId=form&activityId=" + encode(activity) + "&agent="
                + encode("{\"mbox\":\"mailto:a@example.vn\"}");

        store().to("/activities/state")
                .with("method", "PUT")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .withoutHeader("Authorization")
                .withoutHeader(Store.VERSION_HEADER)
                .post(headers() + parameters + "&content=" + encode("{\"a\":1}"))
                .is(version == XapiVersion.V2 ? 400 : 204);
    }

    @Test
    @Requirement({"XAPI-00336", "XAPI-NO-ALTERNATE-SYNTAX"})
    void whatIsWrittenNeedsContent() {
        String id = UUID.randomUUID().toString();

        form("PUT")
                .post(headers() + "&statementId=" + id + "&Content="
                        + encode(Sample.about(activity).toString()))
                .is(400);
        form("PUT").post(headers() + "&statementId=" + id).is(400);
    }

    @Test
    @Requirement({"XAPI-00336", "XAPI-NO-ALTERNATE-SYNTAX"})
    void contentIsEncoded() {
        Sample sample = Sample.about(activity).with("/verb/display", "{'vi':'a & b = 100%'}");

        form("PUT")
                .post(headers() + "&statementId=" + sample.id() + "&content=" + sample)
                .is(400);
    }

    @Test
    @Requirement({"XAPI-00336", "XAPI-NO-ALTERNATE-SYNTAX"})
    void theAddressHoldsTheMethodOnly() {
        form("GET").with("activity", activity).post(headers()).is(400);
    }

    @ParameterizedTest
    @Requirement({"XAPI-00336", "XAPI-NO-ALTERNATE-SYNTAX"})
    @ValueSource(strings = {"GET", "PUT", "DELETE"})
    void onlyAPostIsAForm(String method) {
        Sample sample = Sample.about(activity);

        store().statements().with("method", "POST").send(method, sample).response();

        assertThat(store().statements()
                        .with("method", "POST")
                        .send(method, sample)
                        .response()
                        .statusCode())
                .isIn(400, 405);
    }

    @Test
    @Requirement({"XAPI-00336", "XAPI-00334"})
    void aFormBringsItsCredential() {
        String anonymous = headers().replaceFirst("Authorization=[^&]*&", "");

        form("GET").post(anonymous + "&activity=" + encode(activity)).is(version == XapiVersion.V2 ? 400 : 401);
    }

    private Call form(String method) {
        return store().statements()
                .with("method", method)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .withoutHeader("Authorization")
                .withoutHeader(Store.VERSION_HEADER);
    }

    private String headers() {
        return "Authorization=" + encode(Store.authorization()) + "&" + Store.VERSION_HEADER + "="
                + version.latestPatch() + "&Content-Type=" + encode("application/json");
    }
}
