/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.samplelms.lti;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import khue.samplelms.school.Activity;
import khue.samplelms.school.Course;
import khue.samplelms.school.Person;
import khue.samplelms.temperament.Temperament;
import khue.samplelms.temperament.Trait;

/** Fills in the substitution variables of custom parameters. What it does not know stays as it is or is left out. */
final class CustomParameters {
    private record Values(Person person, Course course, Optional<Activity> activity) {}

    private static final Map<String, Function<Values, Optional<String>>> VARIABLES = new LinkedHashMap<>();

    private static final String COURSE_HISTORY = "Context.id.history";
    private static final String LINK_HISTORY = "ResourceLink.id.history";

    static {
        variable("User.id", from -> from.person().id());
        variable("User.username", from -> from.person().username());
        variable("Person.name.full", from -> from.person().name());
        variable("Person.name.given", from -> from.person().givenName());
        variable("Person.name.family", from -> from.person().familyName());
        variable("Person.email.primary", from -> from.person().email());
        variable("Person.sourcedId", from -> from.person().sourcedId());
        variable("Membership.role", from -> from.person().role().membership());
        variable("Context.id", from -> from.course().id());
        variable("Context.title", from -> from.course().title());
        variable("Context.label", from -> from.course().label());
        variable("Context.sourcedId", from -> from.course().sourcedId());
        variable("CourseSection.title", from -> from.course().title());
        variable("CourseSection.label", from -> from.course().label());
        variable("CourseSection.sourcedId", from -> from.course().sourcedId());
        // Known, but without a value as long as there is no link: such a parameter is null in the token.
        VARIABLES.put("ResourceLink.id", from -> from.activity().map(Activity::id));
        VARIABLES.put("ResourceLink.title", from -> from.activity().map(Activity::title));
        VARIABLES.put("ResourceLink.description", from -> from.activity().map(Activity::text));
        // What something was copied from: not every LMS tells.
        variable(COURSE_HISTORY, from -> String.join(",", from.course().origins()));
        VARIABLES.put(LINK_HISTORY, from -> from.activity().map(link -> String.join(",", link.origins())));
    }

    private final Values values;
    private final Map<String, Function<Values, Optional<String>>> known;
    private final boolean unknownStays;

    CustomParameters(Person person, Course course, Optional<Activity> activity, Temperament temperament) {
        this.known = known(temperament);
        this.unknownStays = temperament.has(Trait.UNKNOWN_VARIABLES_LITERAL);
        this.values = new Values(person, course, activity);
    }

    private static void variable(String name, Function<Values, String> value) {
        VARIABLES.put(name, value.andThen(Optional::of));
    }

    /** The names of the variables that are filled in, without the dollar sign. */
    static List<String> variables(Temperament temperament) {
        return List.copyOf(known(temperament).keySet());
    }

    private static Map<String, Function<Values, Optional<String>>> known(Temperament temperament) {
        Map<String, Function<Values, Optional<String>>> known = new LinkedHashMap<>(VARIABLES);
        if (!temperament.has(Trait.COURSE_HISTORY)) {
            known.remove(COURSE_HISTORY);
        }
        if (!temperament.has(Trait.LINK_HISTORY)) {
            known.remove(LINK_HISTORY);
        }
        return known;
    }

    Map<String, String> fill(Map<String, String> parameters) {
        Map<String, String> filled = new LinkedHashMap<>();
        parameters.forEach((name, value) -> {
            Function<Values, Optional<String>> variable = isVariable(value) ? known.get(value.substring(1)) : null;
            if (variable != null) {
                filled.put(name, variable.apply(values).orElse(null));
            } else if (unknownStays || !isVariable(value)) {
                filled.put(name, value);
            }
        });
        return filled;
    }

    private static boolean isVariable(String value) {
        return value.matches("\\$[A-Z][\\w.]*");
    }
}
