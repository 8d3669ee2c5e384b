/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.lti.grades;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import khue.tools.lti.outbound.OutboundResponse;
import khue.tools.outbox.Outcome;
import khue.tools.testing.ScriptedServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LineItemServiceTest {

    private static final UUID ITEM = UUID.fromString("11111111-1111-4111-8111-111111111111");

    private final ScriptedServer lms = new ScriptedServer();
    private final LineItemService service = new LineItemService(
            ScriptedServer::send, URI.create("https://khue.example/tools/lti/launch"), Clock.systemUTC());

    @AfterEach
    void stop() {
        lms.close();
    }

    @Test
    void findsTheLinksLineItem() {
        lms.answers(
                200,
                "[" + lineItem("/li/1?type_id=2", "other-link", "") + "," + lineItem("/li/2?type_id=2", "link 5", "")
                        + "]");

        assertThat(findOrMake()).isEqualTo(lms.url("/li/2?type_id=2"));
        assertThat(lms.asked()).singleElement().satisfies(request -> {
            assertThat(request.pathAndQuery()).isEqualTo("/lineitems?type_id=2&resource_link_id=link+5");
            assertThat(request.header("Accept")).isEqualTo("application/vnd.ims.lis.v2.lineitemcontainer+json");
        });
    }

    @Test
    void makesTheLineItemWhenThereIsNone() throws IOException {
        lms.answers(200, "[]").answers(201, lineItem("/li/3?type_id=2", "link 5", ""));

        assertThat(findOrMake()).isEqualTo(lms.url("/li/3?type_id=2"));

        var request = lms.asked().get(1);
        assertThat(request.pathAndQuery()).isEqualTo("/lineitems?type_id=2");
        assertThat(request.header("Content-Type")).isEqualTo("application/vnd.ims.lis.v2.lineitem+json");
        assertThat(new ObjectMapper().readTree(request.body()))
                .isEqualTo(new ObjectMapper().readTree("""
                {"scoreMaximum":1,"label":"Dự án","resourceLinkId":"link 5","resourceId":"%1$s","tag":"portfolio",
                 "submissionReview":{"reviewableStatus":["Submitted","Completed"],"url":"https://khue.example/tools/lti/launch",
                   "custom":{"khue_tool":"portfolio","khue_item":"%1$s"}}}""".formatted(ITEM)));
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 403, 404, 500})
    void tellsALineItemThatIsThereWhereItsGradesLeadAndSendsTheScoreWhateverTheAnswer(int answer) throws IOException {
        String before = lineItem(
                "/li/2?type_id=2", "link 5", ",\"scoreMaximum\":10,\"startDateTime\":\"2026-11-23T00:00:00Z\"");
        lms.answers(200, "[" + before + "]").answers(answer);

        assertThat(findOrMake()).isEqualTo(lms.url("/li/2?type_id=2"));

        var request = lms.asked().get(1);
        assertThat(request.method()).isEqualTo("PUT");
        assertThat(request.pathAndQuery()).isEqualTo("/li/2?type_id=2");
        assertThat(request.header("Content-Type")).isEqualTo("application/vnd.ims.lis.v2.lineitem+json");
        ObjectNode told = (ObjectNode) new ObjectMapper().readTree(request.body());
        assertThat(told.remove("submissionReview").at("/custom/khue_item").asText())
                .isEqualTo(ITEM.toString());
        assertThat(told).isEqualTo(new ObjectMapper().readTree(before));
    }

    @Test
    void changesNoLineItemThatSaysWhereItsGradesLead() {
        lms.answers(
                200,
                "[" + lineItem("/li/2", "link 5", ",\"scoreMaximum\":10,\"submissionReview\":{\"label\":\"Xem bài\"}")
                        + "]");

        assertThat(findOrMake()).isEqualTo(lms.url("/li/2"));
        assertThat(lms.asked()).hasSize(1);
    }

    /** Moodle's own, typographic quotes and HTML escapes included; and as a client reads them that takes headers for Latin-1. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "<URL>; rel=\"next\"",
                "<URL>; rel=\u201cnext\u201d",
                "<URL>; rel=\u00e2\u0080\u009cnext\u00e2\u0080\u009d",
            })
    void looksForTheLineItemOnEveryPage(String header) {
        URI next = lms.url("/lineitems?type_id=2&from=1");
        LineItemService paged = new LineItemService(
                request -> request.url().equals(next)
                        ? answer("[" + lineItem("/li/2?type_id=2", "link 5", "") + "]", Map.of())
                        : answer(
                                "[" + lineItem("/li/1", "other-link", "") + "]",
                                Map.of(
                                        "link",
                                        List.of(header.replace(
                                                "URL", next.toString().replace("&", "&amp;"))))),
                URI.create("https://khue.example/tools/lti/launch"),
                Clock.systemUTC());

        assertThat(paged.findOrMake(link(Optional.of(lms.url("/lineitems?type_id=2"))), BigDecimal.ONE))
                .isEqualTo(lms.url("/li/2?type_id=2"));
    }

    @Test
    void takesOursWhenTheLinkHasSeveral() {
        lms.answers(
                200,
                "[" + lineItem("/li/1", "link 5", "") + ","
                        + lineItem("/li/2", "link 5", ",\"resourceId\":\"" + ITEM + "\",\"tag\":\"portfolio\"") + "]");

        assertThat(findOrMake()).isEqualTo(lms.url("/li/2"));
    }

    @Test
    void takesNoneWhenTheLinkHasSeveralAndNoneIsOurs() {
        lms.answers(200, "[" + lineItem("/li/1", "link 5", "") + "," + lineItem("/li/2", "link 5", "") + "]");

        assertThatThrownBy(this::findOrMake).isInstanceOf(Undeliverable.class).hasMessageContaining("2 line items");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"http://localhost:1/li/1\"", "\"javascript:alert(1)\"", "\"a b\"", "\"\"", "null", "7"})
    void refusesALineItemElsewhere(String id) {
        lms.answers(200, "[{\"id\":" + id + ",\"resourceLinkId\":\"link 5\"}]");

        assertThatThrownBy(this::findOrMake)
                .isInstanceOf(Undeliverable.class)
                .hasMessageContaining("not at its own address");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "<html>"})
    void refusesWhatIsNoListOfLineItems(String body) {
        lms.answers(200, body);

        assertThatThrownBy(this::findOrMake).isInstanceOf(Undeliverable.class);
    }

    @Test
    void triesAgainLaterWhenTheLmsIsBroken() {
        lms.answers(200, "[]").answers(503);

        assertThatThrownBy(this::findOrMake)
                .isInstanceOfSatisfying(
                        Undeliverable.class,
                        failure -> assertThat(failure.outcome()).isInstanceOf(Outcome.Later.class));
    }

    @Test
    void saysThatTheLmsOffersNoLineItems() {
        assertThatThrownBy(() -> service.findOrMake(link(Optional.empty()), BigDecimal.ONE))
                .isInstanceOf(Undeliverable.class)
                .hasMessageContaining("neither a line item");
    }

    private static OutboundResponse answer(String body, Map<String, List<String>> headers) {
        return new OutboundResponse(200, headers, body.getBytes(StandardCharsets.UTF_8));
    }

    private URI findOrMake() {
        return service.findOrMake(link(Optional.of(lms.url("/lineitems?type_id=2"))), BigDecimal.ONE);
    }

    private String lineItem(String path, String link, String more) {
        return "{\"id\":\"" + lms.url(path) + "\",\"label\":\"x\",\"resourceLinkId\":\"" + link + "\"" + more + "}";
    }

    private static GradedLink link(Optional<URI> lineItems) {
        return new GradedLink(
                UUID.randomUUID(),
                null,
                "link 5",
                "Dự án",
                Optional.of("portfolio"),
                Optional.of(ITEM),
                Optional.empty(),
                lineItems,
                "lms-user-3");
    }
}
