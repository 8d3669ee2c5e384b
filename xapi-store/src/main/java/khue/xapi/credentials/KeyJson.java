/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.credentials;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import khue.xapi.http.Failure;
import khue.xapi.model.Timestamp;
import khue.xapi.model.XapiVersion;

/** Keys as the key API writes and reads them. */
final class KeyJson {

    private static final int LONGEST_AUTHORITY = 1_000;

    private KeyJson() {}

    /** The members of the key's object. */
    static void write(DescribedKey key, JsonGenerator json) throws IOException {
        json.writeStringField("name", key.name());
        write(key.terms(), json);
        json.writeFieldName("authority");
        if (key.authority().isPresent()) {
            json.writeRawValue(key.authority().get().toText());
        } else {
            json.writeNull();
        }
        json.writeBooleanField("fromSettings", key.fromSettings());
        json.writeStringField("createdAt", key.createdAt().toString());
        json.writeStringField("revokedAt", text(key.revokedAt()));
        json.writeStringField("lastUsedAt", text(key.lastUsedAt()));
    }

    static void write(KeyEvent event, JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("at", event.at().toString());
        json.writeStringField("what", event.what().name().toLowerCase(Locale.ROOT));
        json.writeStringField("byKey", event.asker().map(Asker::key).orElse(null));
        json.writeStringField(
                "onBehalfOf", event.asker().flatMap(Asker::onBehalfOf).orElse(null));
        write(event.terms(), json);
        json.writeEndObject();
    }

    private static void write(KeyTerms terms, JsonGenerator json) throws IOException {
        json.writeStringField("label", terms.label());
        json.writeArrayFieldStart("scopes");
        for (String word : terms.scopes().stream().map(Scope::word).sorted().toList()) {
            json.writeString(word);
        }
        json.writeEndArray();
        json.writeStringField("expiresAt", text(terms.expiresAt()));
    }

    private static String text(Optional<Instant> instant) {
        return instant.map(Instant::toString).orElse(null);
    }

    /** @throws Failure 400 unless this is an object that has no other than these members */
    static void isObjectOf(JsonNode node, Set<String> members, String pointer) {
        if (!node.isObject()) {
            throw KeyFailures.malformed(pointer, "Cần một đối tượng JSON.", "A JSON object is expected.");
        }
        for (String member : (Iterable<String>) node::fieldNames) {
            if (!members.contains(member)) {
                throw KeyFailures.malformed(
                        pointer + "/" + member.replace("~", "~0").replace("/", "~1"),
                        "Ở đây không có thuộc tính này.",
                        "There is no such property here.");
            }
        }
    }

    /** @throws Failure 400 */
    static KeyTerms terms(JsonNode body) {
        return new KeyTerms(label(body.path("label")), scopes(body.path("scopes")), expiresAt(body.path("expiresAt")));
    }

    /** @throws Failure 400 */
    static Optional<String> name(JsonNode body) {
        JsonNode name = body.path("name");
        if (name.isMissingNode() || name.isNull()) {
            return Optional.empty();
        }
        if (!name.isTextual() || !NewKey.NAME.matcher(name.textValue()).matches()) {
            throw KeyFailures.malformed(
                    "/name",
                    "Tên khoá có 1 đến 64 ký tự a–z, 0–9, chấm, gạch dưới, gạch nối và bắt đầu bằng chữ hoặc số.",
                    "A key's name has 1 to 64 characters of a–z, 0–9, dot, underscore and hyphen, and starts with a letter"
                            + " or digit.");
        }
        return Optional.of(name.textValue());
    }

    /** @throws Failure 400 */
    static Optional<Authority> authority(JsonNode body) {
        JsonNode agent = body.path("authority");
        if (agent.isMissingNode() || agent.isNull()) {
            return Optional.empty();
        }
        isObjectOf(agent, Set.of("objectType", "account", "mbox"), "/authority");
        if (agent.has("account")) {
            isObjectOf(agent.get("account"), Set.of("homePage", "name"), "/authority/account");
        }
        if (agent.toString().length() > LONGEST_AUTHORITY) {
            throw notAnAuthority();
        }
        try {
            return Optional.of(Authority.ofAgent(agent));
        } catch (IllegalArgumentException other) {
            throw notAnAuthority();
        }
    }

    private static Failure notAnAuthority() {
        return KeyFailures.malformed(
                "/authority",
                "authority là một Agent có đúng một account {homePage, name} hoặc một mbox.",
                "authority is an Agent with exactly one account {homePage, name} or one mbox.");
    }

    private static String label(JsonNode label) {
        String text = label.isTextual() ? label.textValue().strip() : "";
        boolean readable = text.codePoints().noneMatch(Character::isISOControl);
        if (text.isEmpty() || text.length() > KeyTerms.LONGEST_LABEL || !readable) {
            throw KeyFailures.malformed(
                    "/label",
                    "label là một dòng chữ từ 1 đến " + KeyTerms.LONGEST_LABEL + " ký tự.",
                    "label is one line of 1 to " + KeyTerms.LONGEST_LABEL + " characters.");
        }
        return text;
    }

    private static Set<Scope> scopes(JsonNode words) {
        Set<Scope> scopes = EnumSet.noneOf(Scope.class);
        for (int i = 0; i < words.size(); i++) {
            String pointer = "/scopes/" + i;
            scopes.add(Scope.of(words.path(i).asText())
                    .orElseThrow(() ->
                            KeyFailures.malformed(pointer, "Không có quyền (scope) này.", "There is no such scope.")));
        }
        if (!words.isArray() || scopes.isEmpty()) {
            throw KeyFailures.malformed(
                    "/scopes", "scopes là một mảng có ít nhất một quyền.", "scopes is an array of at least one scope.");
        }
        return scopes;
    }

    private static Optional<Instant> expiresAt(JsonNode text) {
        if (text.isMissingNode() || text.isNull()) {
            return Optional.empty();
        }
        return Optional.of(Timestamp.parse(text.asText(), XapiVersion.V2)
                .orElseThrow(() -> KeyFailures.malformed(
                        "/expiresAt",
                        "expiresAt là một thời điểm theo RFC 3339, hoặc null.",
                        "expiresAt is a point in time as in RFC 3339, or null.")));
    }
}
