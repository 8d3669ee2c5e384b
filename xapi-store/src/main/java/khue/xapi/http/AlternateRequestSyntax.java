/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.http;

import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.inject.Inject;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import khue.xapi.model.XapiVersion;

/**
 * Turns a request that came as a form, {@code POST …?method=PUT}, into the request that it stands for. Browsers of
 * long ago could send nothing else to another host, and a query that is too long for an address still travels this way.
 * Version 2.0 has dropped it.
 *
 * @see <a href="https://github.com/adlnet/xAPI-Spec/blob/master/xAPI-Communication.md#13-alternate-request-syntax">
 *     Communication 1.3</a>
 */
public class AlternateRequestSyntax extends HttpFilter {

    static final String METHOD = "method";
    static final String CONTENT = "content";

    private static final Set<String> METHODS = Set.of("GET", "PUT", "POST", "DELETE");
    private static final Set<String> METHODS_WITH_CONTENT = Set.of("PUT", "POST");

    /** Few: whoever sends a form is not known before it is here. */
    private static final int MOST_WAITING_THREADS = 8;

    private static final int SHARE_OF_THE_HEAP = 32;

    @Inject
    private Limits limits;

    @Resource
    private ManagedScheduledExecutorService executor;

    private transient WaitingRoom forms;

    /** Forms of strangers compete with one another, never with the bodies of those who are known. */
    @Override
    public void init() {
        forms = new WaitingRoom(
                limits.body(), limits.seconds(), MOST_WAITING_THREADS, Memory.ofTheHeap(SHARE_OF_THE_HEAP), executor);
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (!request.getMethod().equals("POST") || !names(request.getQueryString(), METHOD)) {
            chain.doFilter(request, response);
            return;
        }
        VersionHeader.name(XapiVersion.V1, response);
        isNotOfVersion2(VersionHeader.in(request), response);
        Parameters query = Parameters.of(request);
        query.areAmong(Set.of(METHOD));
        String method = query.require(
                METHOD,
                word -> METHODS.contains(word) ? Optional.of(word) : Optional.empty(),
                "GET, PUT, POST or DELETE");
        Optional<HttpServletRequest> arrived = forms.arrived(request, response);
        if (arrived.isEmpty()) {
            return;
        }
        AlternateRequest meant = new AlternateRequest(request, method, form(arrived.get()));
        isNotOfVersion2(VersionHeader.in(meant), response);
        contentIsWhereItBelongs(meant);
        chain.doFilter(meant, response);
    }

    private static boolean names(String query, String parameter) {
        return query != null && (query.startsWith(parameter + "=") || query.contains("&" + parameter + "="));
    }

    // ADL's tests of 2.0: https://github.com/adlnet/lrs-conformance-test-suite/blob/master/test/v2_0
    private static void isNotOfVersion2(Optional<XapiVersion> version, HttpServletResponse response) {
        if (version.filter(XapiVersion.V2::equals).isPresent()) {
            VersionHeader.name(XapiVersion.V2, response);
            throw Failure.badRequest(
                    "alternate-request-syntax-of-version-1",
                    "xAPI 2.0 không còn cú pháp thay thế (POST …?method=). Hãy gửi yêu cầu bằng chính phương thức đó.",
                    "xAPI 2.0 has no alternate request syntax (POST …?method=) any more. Send the request by its own"
                            + " method.");
        }
    }

    private Map<String, String> form(HttpServletRequest request) throws IOException {
        byte[] body = RequestBody.readBytes(request, limits.body());
        // A character for each byte, which is what the fields are decoded from.
        return Parameters.parse(new String(body, StandardCharsets.ISO_8859_1));
    }

    private static void contentIsWhereItBelongs(AlternateRequest request) {
        if (request.hasContent() != METHODS_WITH_CONTENT.contains(request.getMethod())) {
            throw Failure.badRequest(
                    "alternate-request-content",
                    "Trong biểu mẫu, PUT và POST cần trường content; các phương thức khác không có trường này.",
                    "In the form, PUT and POST need the field content, and other methods have none.");
        }
    }
}
