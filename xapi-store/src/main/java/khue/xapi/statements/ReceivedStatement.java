/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.statements;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import khue.xapi.activities.StatedDefinition;
import khue.xapi.attachments.Attachment;
import khue.xapi.credentials.Credential;
import khue.xapi.credentials.Scope;
import khue.xapi.model.Fingerprints;
import khue.xapi.model.Timestamp;
import khue.xapi.model.XapiVersion;

/** A statement that keeps all rules and waits to be stored. */
public final class ReceivedStatement {

    private static final Pattern RFC_3339_IN_UTC =
            Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(?:\\.\\d+)?Z");

    private final UUID id;
    private final SentStatement sent;
    private final XapiVersion version;
    private final Credential sender;
    private final List<Attachment> attachments;
    private final References references;
    private final List<StatedDefinition> definitions;
    private final boolean holdsVersion2;

    /**
     * @param attachments those whose data is kept
     * @param fingerprints of the request
     */
    ReceivedStatement(
            UUID id,
            SentStatement sent,
            XapiVersion version,
            Credential sender,
            List<Attachment> attachments,
            Fingerprints fingerprints) {
        this.id = id;
        this.sent = sent;
        this.version = version;
        this.sender = sender;
        this.attachments = List.copyOf(attachments);
        this.references = References.of(sent.tree(), sender.authority().agents(), fingerprints);
        this.definitions = sender.allows(Scope.DEFINE) ? StatedDefinition.in(sent.tree(), fingerprints) : List.of();
        this.holdsVersion2 = holdsVersion2(sent.tree().path("context"))
                || holdsVersion2(sent.tree().path("object").path("context"))
                || versionNumber().startsWith("2");
    }

    public UUID id() {
        return id;
    }

    /** The statement as it was sent: without what the store sets. */
    public JsonNode tree() {
        return sent.tree();
    }

    public List<Attachment> attachments() {
        return attachments;
    }

    public References references() {
        return references;
    }

    /** The fingerprint of the Agent that vouches for this statement. */
    public UUID authority() {
        return sender.authority().fingerprint();
    }

    /**
     * What it says about activities and verbs, if the sender's key lets its statements change their definitions.
     *
     * @see <a
     *     href="https://github.com/adlnet/xAPI-Spec/blob/master/xAPI-Communication.md#42-oauth-10-authorization-scope">
     *     Communication 4.2, define</a>
     */
    public List<StatedDefinition> definitions() {
        return definitions;
    }

    private Instant happened(Instant stored) {
        return Timestamp.parse(tree().path("timestamp").asText(), version).orElse(stored);
    }

    /** Whether it holds properties that exist in xAPI 2.0 only. */
    public boolean holdsVersion2() {
        return holdsVersion2;
    }

    private static boolean holdsVersion2(JsonNode context) {
        return context.has("contextAgents") || context.has("contextGroups");
    }

    /**
     * The text to keep: as sent, with id, timestamp, stored, authority and version as the store sets them.
     *
     * @see <a href="https://github.com/adlnet/xAPI-Spec/blob/master/xAPI-Data.md#24-statement-properties">Data 2.4</a>
     */
    public String complete(Instant stored) {
        Map<String, String> replacements = new LinkedHashMap<>();
        replacements.put("id", quote(id.toString()));
        replacements.put("timestamp", timestamp(stored));
        replacements.put("stored", quote(stored.toString()));
        replacements.put("authority", sender.authority().toText());
        replacements.put("version", quote(versionNumber()));
        return StatementText.replace(sent, replacements);
    }

    private String versionNumber() {
        return tree().path("version").asText(version.defaultOfStatements());
    }

    /** In UTC, as 2.0 wants it and 1.0.3 allows; text that is in UTC already keeps its digits. */
    private String timestamp(Instant stored) {
        String own = tree().path("timestamp").asText();
        return quote(
                Timestamp.isPlain(own) || RFC_3339_IN_UTC.matcher(own).matches()
                        ? own
                        : happened(stored).toString());
    }

    private static String quote(String plain) {
        return '"' + plain + '"';
    }
}
