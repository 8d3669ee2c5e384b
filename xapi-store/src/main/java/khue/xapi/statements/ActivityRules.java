/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.statements;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import khue.xapi.model.Iri;

/**
 * The rules of Activities and their definitions, wherever they stand.
 *
 * @see <a href="https://github.com/adlnet/xAPI-Spec/blob/master/xAPI-Data.md#2441-when-the-objecttype-is-activity">Data
 *     2.4.4.1</a>
 */
final class ActivityRules {

    private static final List<String> COMPONENT_LISTS = List.of("choices", "scale", "source", "target", "steps");
    private static final Map<String, Set<String>> COMPONENT_LISTS_OF_INTERACTION = Map.of(
            "true-false", Set.of(),
            "choice", Set.of("choices"),
            "fill-in", Set.of(),
            "long-fill-in", Set.of(),
            "matching", Set.of("source", "target"),
            "performance", Set.of("steps"),
            "sequencing", Set.of("choices"),
            "likert", Set.of("scale"),
            "numeric", Set.of(),
            "other", Set.of());
    private static final Set<String> ACTIVITY = Set.of("objectType", "id", "definition");
    private static final Set<String> DEFINITION = Set.of(
            "name",
            "description",
            "type",
            "moreInfo",
            "extensions",
            "interactionType",
            "correctResponsesPattern",
            "choices",
            "scale",
            "source",
            "target",
            "steps");

    private ActivityRules() {}

    static void activity(Place activity) {
        if (!activity.isObjectOf(ACTIVITY)) {
            return;
        }
        activity.optional(
                "objectType", type -> type.isTextWith("Activity"::equals, Rule.ALLOWED_VALUE, "\"Activity\""));
        activity.required("id", CommonRules::iri);
        activity.optional("definition", ActivityRules::definition);
    }

    private static void definition(Place definition) {
        if (!definition.isObjectOf(DEFINITION)) {
            return;
        }
        definition.optional("name", CommonRules::languageMap);
        definition.optional("description", CommonRules::languageMap);
        definition.optional("type", CommonRules::iri);
        definition.optional("moreInfo", url -> url.isTextWith(Iri::isIri, Rule.IRI, "an absolute IRL"));
        definition.optional("extensions", CommonRules::extensions);
        interaction(definition);
    }

    // Interaction Activities:
    // https://github.com/adlnet/xAPI-Spec/blob/master/xAPI-Data.md#interaction-activities
    private static void interaction(Place definition) {
        definition.optional(
                "interactionType",
                type -> type.isTextWith(
                        COMPONENT_LISTS_OF_INTERACTION::containsKey, Rule.ALLOWED_VALUE, "an interaction type"));
        interactionTypeIsNamedWhereItIsNeeded(definition);
        definition.optional("correctResponsesPattern", ActivityRules::listOfTexts);
        for (String list : COMPONENT_LISTS) {
            definition.optional(list, ActivityRules::components);
        }
        componentListsFitTheInteractionType(definition);
    }

    private static void interactionTypeIsNamedWhereItIsNeeded(Place definition) {
        boolean needed = definition.has("correctResponsesPattern")
                || COMPONENT_LISTS.stream().anyMatch(definition::has);
        if (needed && !definition.has("interactionType")) {
            definition.violates(
                    Rule.INTERACTION_TYPE_IS_NAMED,
                    "correctResponsesPattern and lists of components need the property interactionType");
        }
    }

    private static void componentListsFitTheInteractionType(Place definition) {
        Set<String> allowed = COMPONENT_LISTS_OF_INTERACTION.get(
                definition.value().path("interactionType").asText());
        if (allowed == null) {
            return;
        }
        for (String list : COMPONENT_LISTS) {
            if (definition.has(list) && !allowed.contains(list)) {
                definition
                        .at(list)
                        .violates(
                                Rule.COMPONENTS_FIT_INTERACTION_TYPE,
                                "an interaction of type "
                                        + definition
                                                .value()
                                                .get("interactionType")
                                                .textValue() + " has no " + list);
            }
        }
    }

    private static void listOfTexts(Place list) {
        if (list.isArray()) {
            list.eachElement(Place::isText);
        }
    }

    // Interaction Components:
    // https://github.com/adlnet/xAPI-Spec/blob/master/xAPI-Data.md#interaction-components
    private static void components(Place list) {
        if (!list.isArray()) {
            return;
        }
        Set<String> ids = new HashSet<>();
        list.eachElement(component -> {
            if (!component.isObjectOf(Set.of("id", "description"))) {
                return;
            }
            component.required("id", Place::isText);
            component.optional("description", CommonRules::languageMap);
            if (component.value().path("id").isTextual()
                    && !ids.add(component.value().get("id").textValue())) {
                component.at("id").violates(Rule.DISTINCT_COMPONENT_IDS, "an earlier component has this id");
            }
        });
    }
}
