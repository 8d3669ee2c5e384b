/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.documents;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import khue.xapi.http.Parameters;
import khue.xapi.http.RequestJson;
import khue.xapi.http.VersionHeader;
import khue.xapi.model.Fingerprint;
import khue.xapi.model.Iri;
import khue.xapi.model.Timestamp;
import khue.xapi.model.Uuids;
import khue.xapi.model.XapiVersion;
import khue.xapi.statements.AgentRules;

/** The query string of a request for documents, each parameter checked. */
final class DocumentParameters {

    private static final String SINCE = "since";

    private final DocumentResource resource;
    private final Parameters parameters;
    private final XapiVersion version;
    private final RequestJson json;

    private DocumentParameters(DocumentResource resource, HttpServletRequest request, RequestJson json) {
        this.resource = resource;
        this.parameters = Parameters.of(request);
        this.version = VersionHeader.of(request);
        this.json = json;
    }

    static DocumentParameters of(DocumentResource resource, HttpServletRequest request, RequestJson json) {
        return new DocumentParameters(resource, request, json);
    }

    /** Whether the request is about one document. */
    boolean nameOne() {
        return parameters.has(resource.idParameter());
    }

    DocumentName name() {
        areAmongThoseOfTheContextAnd(resource.idParameter());
        return new DocumentName(readContext(), parameters.require(resource.idParameter(), Optional::of, "a text"));
    }

    DocumentContext context() {
        areAmongThoseOfTheContextAnd();
        return readContext();
    }

    DocumentContext contextOfList() {
        areAmongThoseOfTheContextAnd(SINCE);
        return readContext();
    }

    Optional<Instant> since() {
        return parameters.find(SINCE, text -> Timestamp.parse(text, version), "a timestamp");
    }

    private void areAmongThoseOfTheContextAnd(String... others) {
        Set<String> known = new HashSet<>(resource.contextParameters());
        known.addAll(Set.of(others));
        parameters.areAmong(known);
    }

    private DocumentContext readContext() {
        return new DocumentContext(
                resource.name(),
                require("activityId", DocumentParameters::iri, "an absolute IRI"),
                require("agent", this::agent, "an Agent as JSON"),
                parameters.find("registration", Uuids::parse, "a UUID"));
    }

    private Optional<UUID> require(String name, Function<String, Optional<UUID>> reading, String expected) {
        return resource.contextParameters().contains(name)
                ? Optional.of(parameters.require(name, reading, expected))
                : Optional.empty();
    }

    private static Optional<UUID> iri(String text) {
        return Iri.isIri(text) ? Optional.of(Fingerprint.of(text)) : Optional.empty();
    }

    private Optional<UUID> agent(String text) {
        return AgentRules.readAgent(text, json)
                .flatMap(AgentRules::identifierOf)
                .map(Fingerprint::of);
    }
}
