/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.documents;

import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import khue.xapi.credentials.Credential;
import khue.xapi.credentials.Scope;
import khue.xapi.http.Failure;
import khue.xapi.http.Json;
import khue.xapi.http.Message;
import khue.xapi.http.Preconditions;
import khue.xapi.http.RequestBody;
import khue.xapi.http.RequestJson;
import khue.xapi.http.TaggedAnswer;
import khue.xapi.http.VersionHeader;
import khue.xapi.model.XapiVersion;

/**
 * The State, Activity Profile and Agent Profile resources. They differ in their parameters only, and in what a PUT
 * without a precondition may do.
 *
 * @see <a href="https://github.com/adlnet/xAPI-Spec/blob/master/xAPI-Communication.md#22-document-resources">Communication
 *     2.2, 2.3, 2.6 and 2.7</a>
 */
@WebServlet(
        urlPatterns = {"/activities/state", "/activities/profile", "/agents/profile"},
        asyncSupported = true)
public class DocumentsServlet extends HttpServlet {

    private static final String TYPE_OF_UNTYPED = "application/octet-stream";
    private static final String FORM = "application/x-www-form-urlencoded";

    private final transient DocumentStore store;
    private final transient RequestJson json;

    @Inject
    public DocumentsServlet(DocumentStore store, RequestJson json) {
        this.store = store;
        this.json = json;
    }

    @Override
    protected void doPut(HttpServletRequest request, HttpServletResponse response) throws IOException {
        DocumentResource resource = writable(request);
        DocumentName name = DocumentParameters.of(resource, request, json).name();
        Preconditions preconditions = Preconditions.of(request);
        XapiVersion version = VersionHeader.of(request);
        Document sent = document(request);
        store.change(name, existing -> {
            preconditions.hold(existing.map(Document::etag));
            if (!preconditions.areGiven()) {
                mayBePutUnseen(existing, resource, version);
            }
            return Optional.of(sent);
        });
        response.setStatus(HttpServletResponse.SC_NO_CONTENT);
    }

    // Communication 2.2: what is not there yet is stored as by PUT, what is there is merged:
    // https://github.com/adlnet/xAPI-Spec/blob/master/xAPI-Communication.md#json-procedure-with-requirements
    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
        DocumentResource resource = writable(request);
        DocumentName name = DocumentParameters.of(resource, request, json).name();
        Preconditions preconditions = Preconditions.of(request);
        Document sent = document(request);
        store.change(name, existing -> {
            preconditions.hold(existing.map(Document::etag));
            return Optional.of(existing.map(document -> bounded(document.mergedWith(sent, json)))
                    .orElse(sent));
        });
        response.setStatus(HttpServletResponse.SC_NO_CONTENT);
    }

    @Override
    protected void doDelete(HttpServletRequest request, HttpServletResponse response) {
        DocumentResource resource = writable(request);
        DocumentParameters parameters = DocumentParameters.of(resource, request, json);
        Preconditions preconditions = Preconditions.of(request);
        if (resource == DocumentResource.STATE && !parameters.nameOne()) {
            DocumentContext context = parameters.context();
            if (preconditions.areGiven()) {
                throw Failure.badRequest(
                        "precondition-needs-one-document",
                        "If-Match và If-None-Match nói về một tài liệu; hãy thêm stateId.",
                        "If-Match and If-None-Match are about one document; add stateId.");
            }
            store.deleteAll(context);
        } else {
            store.change(parameters.name(), existing -> {
                preconditions.hold(existing.map(Document::etag));
                return Optional.empty();
            });
        }
        response.setStatus(HttpServletResponse.SC_NO_CONTENT);
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        DocumentResource resource = DocumentResource.at(request.getServletPath());
        Credential credential = Credential.of(request);
        if (!credential.allows(Scope.ALL_READ)) {
            credential.require(resource.scope());
        }
        DocumentParameters parameters = DocumentParameters.of(resource, request, json);
        if (parameters.nameOne()) {
            StoredDocument found = store.find(parameters.name()).orElseThrow(DocumentsServlet::notFound);
            // A document may be a page with a script, and this server has pages of its own.
            response.setHeader("Content-Security-Policy", "sandbox");
            TaggedAnswer.of(found.document().contentType(), found.document().content())
                    .lastModified(found.updated())
                    .send(request, response);
        } else {
            DocumentIds documents = store.list(parameters.contextOfList(), parameters.since());
            TaggedAnswer answer = TaggedAnswer.ofJson(Json.mapper().valueToTree(documents.ids()));
            documents.lastUpdated().ifPresent(answer::lastModified);
            answer.send(request, response);
        }
    }

    private static DocumentResource writable(HttpServletRequest request) {
        DocumentResource resource = DocumentResource.at(request.getServletPath());
        Credential.of(request).require(resource.scope());
        return resource;
    }

    /**
     * A PUT without If-Match and If-None-Match never replaces a profile. In 1.0.3 it cannot make one either, since a
     * client has to send one of the two, while State, whose writers are rarely two, needs neither; ADL's tests of 2.0 ask
     * for the opposite of both.
     *
     * @see <a href="https://github.com/adlnet/xAPI-Spec/blob/master/xAPI-Communication.md#31-concurrency">Communication
     *     3.1</a>
     */
    private static void mayBePutUnseen(Optional<Document> existing, DocumentResource resource, XapiVersion version) {
        boolean olderState = resource == DocumentResource.STATE && version == XapiVersion.V1;
        if (existing.isPresent() && !olderState) {
            throw existsAlready(existing.get());
        }
        if (resource != DocumentResource.STATE && version == XapiVersion.V1) {
            throw Failure.badRequest(
                    "precondition-missing",
                    "PUT cần If-Match, hoặc If-None-Match: * cho tài liệu mới.",
                    "This PUT needs If-Match, or If-None-Match: * for a new document.");
        }
    }

    private Document document(HttpServletRequest request) throws IOException {
        String type = Optional.ofNullable(request.getContentType()).orElse(TYPE_OF_UNTYPED);
        formIsNotADocument(type);
        Document document =
                new Document(type, RequestBody.readBytes(request, json.limits().document()));
        document.isWhatItSays(json);
        return document;
    }

    // Communication 3.2: a form is expected to come with the parameter method, see AlternateRequestSyntax:
    // https://github.com/adlnet/xAPI-Spec/blob/master/xAPI-Communication.md#32-error-codes
    private static void formIsNotADocument(String type) {
        if (type.regionMatches(true, 0, FORM, 0, FORM.length())) {
            throw Failure.badRequest(
                    "document-is-a-form",
                    "Một biểu mẫu (application/x-www-form-urlencoded) không phải là tài liệu. Hãy gửi Content-Type của"
                            + " tài liệu.",
                    "A form (application/x-www-form-urlencoded) is not a document. Send the document's own"
                            + " Content-Type.");
        }
    }

    private Document bounded(Document merged) {
        if (merged.content().length > json.limits().document()) {
            throw RequestBody.tooLarge(json.limits().document());
        }
        return merged;
    }

    private static Failure notFound() {
        return new Failure(
                404, "document-not-found", new Message("Không có tài liệu này.", "There is no such document."));
    }

    private static Failure existsAlready(Document existing) {
        return new Failure(
                409,
                "document-exists",
                new Message(
                        "Tài liệu đã có và không có gì thay đổi. Hãy đọc nó, rồi gửi lại với If-Match: "
                                + existing.etag() + ".",
                        "The document exists and nothing was changed. Check its current state, then send again with"
                                + " If-Match: " + existing.etag() + "."));
    }
}
