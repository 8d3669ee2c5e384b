/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.http;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * JSON that comes from outside: strict, within the {@link Limits}, and refused with the place of its fault.
 *
 * <p>What the store itself kept is read with {@link Json#mapper()}, so that lowering a limit never hides a statement.
 */
@ApplicationScoped
public class RequestJson {

    private final Limits limits;
    private final ObjectMapper mapper;

    /** For the container's proxy. */
    protected RequestJson() {
        this(Limits.USUAL);
    }

    @Inject
    public RequestJson(Limits limits) {
        this.limits = limits;
        this.mapper = Json.mapper(limits.depth(), limits.string());
    }

    public Limits limits() {
        return limits;
    }

    /** One JSON value and nothing after it; a missing node when there is only space. */
    public JsonNode read(String text) {
        try (JsonParser parser = parser(text)) {
            try {
                JsonNode value = mapper.readTree(parser);
                if (parser.nextToken() != null) {
                    throw malformed("there is something after the end of the JSON value", pointer(parser));
                }
                return value == null ? MissingNode.getInstance() : value;
            } catch (JsonProcessingException refused) {
                throw refusal(refused, parser);
            } catch (NumberFormatException beyondAllNumbers) {
                throw refusal(beyondAllNumbers, parser);
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException("a text in memory can be read", impossible);
        }
    }

    /** For who reads piece by piece; what the parser throws goes through {@link #refusal}. */
    public JsonParser parser(String text) throws IOException {
        return mapper.createParser(text.toCharArray());
    }

    /** The answer to JSON at which {@code parser} stumbled. */
    public Failure refusal(JsonProcessingException refused, JsonParser parser) {
        return refused instanceof StreamConstraintsException
                ? beyondLimits(refused.getOriginalMessage(), pointer(parser))
                : malformed(refused.getOriginalMessage() + position(refused), pointer(parser));
    }

    /** The answer to a number whose exponent no program could hold, such as {@code 1e9999999999}. */
    public Failure refusal(NumberFormatException beyondAllNumbers, JsonParser parser) {
        return new MalformedJson(
                "json-number-too-large",
                pointer(parser),
                new Message("Một số có số mũ quá lớn.", "The exponent of a number is too large."));
    }

    /** Jackson's exception does not say which bound it is about, but its sentence names the bound's accessor. */
    private Failure beyondLimits(String sentence, String pointer) {
        if (sentence.contains("getMaxNestingDepth")) {
            return new LimitExceeded(
                    400,
                    "json-too-deep",
                    limits.depth(),
                    pointer,
                    new Message(
                            "JSON lồng sâu hơn " + limits.depth() + " tầng.",
                            "The JSON is nested deeper than " + limits.depth() + " levels."));
        }
        if (sentence.contains("getMaxStringLength")) {
            return tooLong("json-string-too-long", limits.string(), pointer, "Một chuỗi", "A string");
        }
        if (sentence.contains("getMaxNameLength")) {
            return tooLong("json-name-too-long", Json.LONGEST_NAME, pointer, "Một tên", "A property's name");
        }
        if (sentence.contains("getMaxNumberLength")) {
            return tooLong("json-number-too-long", Json.LONGEST_NUMBER, pointer, "Một số", "A number");
        }
        // Names that were chosen to share one hash value.
        return malformed(sentence, pointer);
    }

    private static Failure tooLong(String code, int limit, String pointer, String whatVi, String whatEn) {
        return new LimitExceeded(
                400,
                code,
                limit,
                pointer,
                new Message(
                        whatVi + " có hơn " + limit + " ký tự.", whatEn + " has more than " + limit + " characters."));
    }

    private static Failure malformed(String reason, String pointer) {
        return new MalformedJson(
                "json-malformed",
                pointer,
                new Message("Phần thân không phải JSON hợp lệ: " + reason, "The body is not valid JSON: " + reason));
    }

    private static String pointer(JsonParser parser) {
        return parser.getParsingContext().pathAsPointer().toString();
    }

    private static String position(JsonProcessingException refused) {
        return refused.getLocation() == null
                ? ""
                : " (line " + refused.getLocation().getLineNr() + ", column "
                        + refused.getLocation().getColumnNr() + ")";
    }
}
