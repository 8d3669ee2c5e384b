/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.http;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The request that a form stands for: some of its fields are headers, one is the body, and all others are parameters.
 *
 * @see AlternateRequestSyntax
 */
final class AlternateRequest extends ArrivedRequest {

    private static final Set<String> HEADERS = Set.of(
            "Authorization", "X-Experience-API-Version", "Content-Type", "Content-Length", "If-Match", "If-None-Match");
    private static final String CONTENT_TYPE = "Content-Type";
    private static final String TYPE_OF_UNTYPED = "application/json";

    private final String method;
    private final Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    private final Map<String, String> parameters = new TreeMap<>();
    private final boolean hasContent;
    private final int length;

    AlternateRequest(HttpServletRequest form, String method, Map<String, String> fields) {
        this(
                form,
                method,
                fields,
                fields.getOrDefault(AlternateRequestSyntax.CONTENT, "").getBytes(StandardCharsets.UTF_8));
    }

    private AlternateRequest(HttpServletRequest form, String method, Map<String, String> fields, byte[] content) {
        super(form, content);
        this.method = method;
        this.hasContent = fields.containsKey(AlternateRequestSyntax.CONTENT);
        this.length = content.length;
        fields.forEach((name, value) -> {
            if (HEADERS.contains(name)) {
                headers.put(name, value);
            } else if (!name.equals(AlternateRequestSyntax.CONTENT)) {
                parameters.put(name, value);
            }
        });
        // The form's own type and length are not those of the content.
        headers.putIfAbsent(CONTENT_TYPE, TYPE_OF_UNTYPED);
        headers.put("Content-Length", Integer.toString(length));
    }

    boolean hasContent() {
        return hasContent;
    }

    @Override
    public String getMethod() {
        return method;
    }

    @Override
    public String getQueryString() {
        return parameters.entrySet().stream()
                .map(parameter -> encode(parameter.getKey()) + "=" + encode(parameter.getValue()))
                .collect(Collectors.joining("&"));
    }

    @Override
    public String getParameter(String name) {
        return parameters.get(name);
    }

    @Override
    public String[] getParameterValues(String name) {
        return parameters.containsKey(name) ? new String[] {parameters.get(name)} : null;
    }

    @Override
    public Enumeration<String> getParameterNames() {
        return Collections.enumeration(parameters.keySet());
    }

    @Override
    public Map<String, String[]> getParameterMap() {
        return parameters.keySet().stream().collect(Collectors.toMap(name -> name, this::getParameterValues));
    }

    @Override
    public String getHeader(String name) {
        return headers.containsKey(name) ? headers.get(name) : super.getHeader(name);
    }

    @Override
    public Enumeration<String> getHeaders(String name) {
        return headers.containsKey(name) ? Collections.enumeration(List.of(headers.get(name))) : super.getHeaders(name);
    }

    @Override
    public Enumeration<String> getHeaderNames() {
        Set<String> names = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        names.addAll(Collections.list(super.getHeaderNames()));
        names.addAll(headers.keySet());
        return Collections.enumeration(names);
    }

    @Override
    public String getContentType() {
        return headers.get(CONTENT_TYPE);
    }

    @Override
    public int getContentLength() {
        return length;
    }

    @Override
    public long getContentLengthLong() {
        return length;
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
