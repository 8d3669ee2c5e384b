/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.transform.TransformerException;
import javax.xml.transform.TransformerFactory;
import javax.xml.transform.dom.DOMSource;
import javax.xml.transform.stream.StreamResult;
import javax.xml.xpath.XPathConstants;
import javax.xml.xpath.XPathExpressionException;
import javax.xml.xpath.XPathFactory;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/**
 * Payara's domain folder, copied from the distribution and set up anew at each start: nothing in it is worth keeping,
 * all state is in PostgreSQL and in the files folder.
 */
final class ServerDomain {

    private static final String CONFIG = "/domain/configs/config[@name='server-config']";
    private static final String HTTP = CONFIG + "//protocol[@name='http-listener-1']/http";

    /** {@code [17|]-option}: an option for some releases of Java only, as "from|to", each end open when empty. */
    private static final Pattern RELEASES = Pattern.compile("\\[(\\d*)[\\d.]*\\|(\\d*)[\\d.]*](.*)");

    private static final Pattern VENDOR = Pattern.compile("\\[.*?\\|.*?].*");

    /**
     * Opens the HTTP port, once the applications are there: a server that is still starting would answer 404 to clients who
     * come back to it, and they would take that as a refusal and drop what they hold.
     */
    static final String LISTEN = "set configs.config.server-config.network-config.network-listeners.network-listener"
            + ".http-listener-1.enabled=true";

    private final Path home;
    private final Path folder;

    private ServerDomain(Path home, Path folder) {
        this.home = home;
        this.folder = folder;
    }

    /** @param home the unpacked distribution */
    static ServerDomain copy(Path home, Path folder) throws IOException {
        delete(folder);
        Path template = home.resolve("glassfish/domains/domain1");
        try (Stream<Path> files = Files.walk(template)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                Path copy = folder.resolve(template.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(copy);
                } else {
                    Files.copy(file, copy);
                }
            }
        }
        return new ServerDomain(home, folder);
    }

    /** Sets the domain up; the options of the Java machine that go with it. */
    List<String> configure(Settings settings, int adminPort, Path logFile) throws IOException {
        try {
            Path file = folder.resolve("config/domain.xml");
            Document domain =
                    DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(file.toFile());
            listenOnHttpOnly(domain, settings, adminPort);
            serveWell(domain);
            leaveOutWhatIsNotUsed(domain);
            List<String> options = javaOptions(domain);
            TransformerFactory.newInstance()
                    .newTransformer()
                    .transform(new DOMSource(domain), new StreamResult(file.toFile()));
            letNobodyAdminister();
            logTo(logFile);
            leadToTheTools();
            return options;
        } catch (ParserConfigurationException | SAXException | TransformerException | XPathExpressionException e) {
            throw new IOException("Payara's domain.xml is not what it was made for: " + e.getMessage(), e);
        }
    }

    private static void listenOnHttpOnly(Document domain, Settings settings, int adminPort)
            throws XPathExpressionException {
        set(
                one(domain, CONFIG + "//network-listener[@name='http-listener-1']"),
                Map.of(
                        "address", settings.httpHost().getHostAddress(),
                        "port", Integer.toString(settings.httpPort()),
                        "enabled", "false"));
        remove(domain, CONFIG + "//network-listener[@name='http-listener-2']");
        remove(domain, CONFIG + "//protocol[@name='http-listener-2']");
        one(domain, CONFIG + "//virtual-server[@id='server']").setAttribute("network-listeners", "http-listener-1");
        // The server does not start without it. Nobody can sign in there: see letNobodyAdminister.
        set(
                one(domain, CONFIG + "//network-listener[@name='admin-listener']"),
                Map.of("address", "127.0.0.1", "port", Integer.toString(adminPort)));
        remove(domain, CONFIG + "/iiop-service/iiop-listener");
        one(domain, CONFIG + "//jmx-connector").setAttribute("enabled", "false");
        append(one(domain, CONFIG), "jms-service", Map.of("type", "DISABLED"));
    }

    private static void serveWell(Document domain) throws XPathExpressionException {
        // Five threads is the default. Requests wait for the database far more than they compute.
        set(
                one(domain, CONFIG + "//thread-pool[@name='http-thread-pool']"),
                Map.of("min-thread-pool-size", "8", "max-thread-pool-size", "128"));
        set(
                one(domain, HTTP),
                Map.ofEntries(
                        // A kept-alive connection may carry any number of requests; 250 is the default.
                        Map.entry("max-connections", "-1"),
                        // The applications pack their answers. The server would unpack what arrives as well, without
                        // a bound: 200 KB that unpack to 200 MB kept a processor busy for ten seconds.
                        Map.entry("compression", "off"),
                        // SAMEORIGIN would keep every page out of an LMS's frame; the pages say themselves who may
                        // frame them.
                        Map.entry("xframe-options", "false"),
                        Map.entry("server-header", "false"),
                        Map.entry("xpowered-by", "false")));
    }

    private static void leaveOutWhatIsNotUsed(Document domain) throws XPathExpressionException {
        remove(domain, "/domain/configs/config[@name='default-config']");
        for (String service : List.of(
                "hazelcast-config-specific-configuration",
                "notification-service-configuration",
                "microprofile-metrics-configuration")) {
            one(domain, CONFIG + "/" + service).setAttribute("enabled", "false");
        }
        append(one(domain, CONFIG), "microprofile-openapi-configuration", Map.of("enabled", "false"));
        append(one(domain, "/domain"), "phone-home-runtime-configuration", Map.of("enabled", "false"));
        append(
                one(domain, CONFIG + "/admin-service"),
                "das-config",
                Map.of("autodeploy-enabled", "false", "dynamic-reload-enabled", "false"));
    }

    /** The distribution's options, without its heap and without the shell that it would open on a port of its own. */
    private List<String> javaOptions(Document domain) throws XPathExpressionException {
        List<String> options = new ArrayList<>();
        for (Element element : all(domain, CONFIG + "/java-config/jvm-options")) {
            String option = element.getTextContent().strip();
            Matcher releases = RELEASES.matcher(option);
            if (releases.matches()) {
                if (!isForThisJava(releases.group(1), releases.group(2))) {
                    continue;
                }
                option = releases.group(3);
            } else if (VENDOR.matcher(option).matches()) {
                continue;
            }
            if (option.matches("-Xmx.*|-XX:NewRatio.*|-Dosgi\\.shell.*|-Dgosh.*|-Dfelix\\.fileinstall.*"
                    + "|-Dorg\\.glassfish\\.additionalOSGiBundlesToStart.*")) {
                continue;
            }
            options.add(
                    option.replace("${com.sun.aas.installRoot}", installRoot().toString())
                            .replace("${com.sun.aas.instanceRoot}", folder.toString()));
        }
        // Its services, started by many threads, now and then get in each other's way (WouldBlockException): the server
        // then says NCLS-CORE-00056, closes its ports, and goes on to load the applications behind closed doors.
        options.add("-Dorg.glassfish.startupThreadPolicy=USE_NO_THREADS");
        options.add("-Dcom.sun.aas.installRoot=" + installRoot());
        options.add("-Dcom.sun.aas.instanceRoot=" + folder);
        return options;
    }

    private static boolean isForThisJava(String from, String to) {
        int release = Runtime.version().feature();
        return (from.isEmpty() || Integer.parseInt(from) <= release)
                && (to.isEmpty() || Integer.parseInt(to) >= release);
    }

    Path installRoot() {
        return home.resolve("glassfish");
    }

    Path folder() {
        return folder;
    }

    /** The distribution's administrator has an empty password; ours has one that nobody knows: a digest and salt of chance. */
    private void letNobodyAdminister() throws IOException {
        byte[] digestAndSalt = new byte[32 + 8];
        new SecureRandom().nextBytes(digestAndSalt);
        Files.writeString(
                folder.resolve("config/admin-keyfile"),
                "admin;{SSHA256}" + Base64.getEncoder().encodeToString(digestAndSalt) + ";asadmin\n");
    }

    private void logTo(Path logFile) throws IOException {
        Path file = folder.resolve("config/logging.properties");
        Properties logging = new Properties();
        // As bytes, in which this format escapes every letter that is not Latin: that is how the server reads it.
        try (var in = Files.newInputStream(file)) {
            logging.load(in);
        }
        String handler = "com.sun.enterprise.server.logging.GFFileHandler.";
        logging.setProperty(handler + "file", logFile.toString());
        // It warns at every form that a filter has read its fields, which is what ours is for.
        logging.setProperty("org.glassfish.jersey.servlet.WebComponent.level", "SEVERE");
        logging.setProperty(handler + "rotationLimitInBytes", "10000000");
        logging.setProperty(handler + "maxHistoryFiles", "5");
        // The log is the file; what a crashing Java machine says goes to the console.
        logging.remove("handlers");
        try (var out = Files.newOutputStream(file)) {
            logging.store(out, null);
        }
    }

    private void leadToTheTools() throws IOException {
        Path root = folder.resolve("docroot");
        delete(root);
        Files.createDirectories(root);
        Files.writeString(root.resolve("index.html"), """
                <!DOCTYPE html>
                <html lang="vi">
                <head>
                <meta charset="utf-8">
                <meta http-equiv="refresh" content="0; url=/tools">
                <title>Khuê</title>
                </head>
                <body><a href="/tools">Khuê</a></body>
                </html>
                """);
    }

    private static Element one(Document document, String path) throws XPathExpressionException {
        List<Element> found = all(document, path);
        if (found.size() != 1) {
            throw new XPathExpressionException(found.size() + " elements at " + path);
        }
        return found.get(0);
    }

    private static List<Element> all(Document document, String path) throws XPathExpressionException {
        NodeList nodes =
                (NodeList) XPathFactory.newInstance().newXPath().evaluate(path, document, XPathConstants.NODESET);
        List<Element> elements = new ArrayList<>();
        for (int i = 0; i < nodes.getLength(); i++) {
            elements.add((Element) nodes.item(i));
        }
        return elements;
    }

    private static void set(Element element, Map<String, String> attributes) {
        attributes.forEach(element::setAttribute);
    }

    private static void append(Element parent, String name, Map<String, String> attributes) {
        Element child = parent.getOwnerDocument().createElement(name);
        set(child, attributes);
        parent.appendChild(child);
    }

    private static void remove(Document document, String path) throws XPathExpressionException {
        List<Element> found = all(document, path);
        if (found.isEmpty()) {
            throw new XPathExpressionException("nothing at " + path);
        }
        found.forEach(element -> element.getParentNode().removeChild(element));
    }

    private static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder()).forEach(file -> {
                try {
                    Files.delete(file);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }
}
