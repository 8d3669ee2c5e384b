/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.metrics;

import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import khue.xapi.credentials.Credential;
import khue.xapi.credentials.Scope;

/**
 * {@code GET /xapi/metrics}: every number, in the text format of Prometheus, for keys with the scope {@code metrics}.
 *
 * @see <a href="https://prometheus.io/docs/instrumenting/exposition_formats/">Exposition formats</a>
 */
@WebServlet(urlPatterns = "/metrics", asyncSupported = true)
public class MetricsServlet extends HttpServlet {

    private static final Logger LOG = Logger.getLogger(MetricsServlet.class.getName());

    private final transient Instance<Gauges> gauges;

    @Inject
    public MetricsServlet(@Any Instance<Gauges> gauges) {
        this.gauges = gauges;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Credential.of(request).require(Scope.METRICS);
        response.setContentType("text/plain; version=0.0.4");
        response.setCharacterEncoding("UTF-8");
        List<Sample> samples = new ArrayList<>();
        gauges.forEach(some -> samples.addAll(read(some)));
        samples.sort(Comparator.comparing(Sample::name));
        PrintWriter out = response.getWriter();
        for (Sample sample : samples) {
            out.print(line(sample));
        }
        out.flush();
    }

    /** What cannot be read now is missing and the rest is told: that is when an operator needs it most. */
    private static List<Sample> read(Gauges some) {
        try {
            return some.read();
        } catch (RuntimeException unreadable) {
            LOG.log(Level.WARNING, unreadable, () -> "Some metrics cannot be read");
            return List.of();
        }
    }

    static String line(Sample sample) {
        Map<String, String> labels = new TreeMap<>(sample.labels());
        String inBraces = labels.isEmpty()
                ? ""
                : labels.entrySet().stream()
                        .map(label -> label.getKey() + "=\"" + escape(label.getValue()) + '"')
                        .collect(Collectors.joining(",", "{", "}"));
        return sample.name() + inBraces + ' ' + number(sample.value()) + '\n';
    }

    private static String number(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? Long.toString((long) value)
                : Double.toString(value);
    }

    private static String escape(String value) {
        return value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
    }
}
