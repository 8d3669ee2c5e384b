/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.lti.launch;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import khue.tools.catalogue.LearningTool;
import khue.tools.catalogue.ToolCatalogue;
import khue.tools.lti.deeplinking.LinkParameters;
import khue.tools.lti.protocol.LaunchMessage;
import khue.tools.lti.protocol.LaunchReason;
import khue.tools.lti.protocol.LaunchRejected;

/** What a link can open, as far as the link itself says. */
@ApplicationScoped
class LinkTargets {

    private static final Pattern UUID_TEXT = Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

    /** What a link opens. */
    record Target(LearningTool tool, UUID item) {}

    @Inject
    private ToolCatalogue catalogue;

    /**
     * The tool that a link opens; where there is only one, a link that says nothing opens that one.
     *
     * @param said what the link says
     */
    LearningTool tool(Optional<String> said) {
        List<LearningTool> all = catalogue.all();
        return said.flatMap(catalogue::find)
                .or(() -> all.stream().filter(only -> all.size() == 1).findFirst())
                .orElseThrow(() -> new LaunchRejected(
                        LaunchReason.TOOL_UNKNOWN, "the link says none of " + all.size() + " tools"));
    }

    /** The tools that a link has to say one of, as PostgreSQL writes an array; empty where there is only one, and none needs to be said. */
    Optional<String> tools() {
        List<LearningTool> all = catalogue.all();
        return all.size() == 1
                ? Optional.empty()
                : Optional.of(all.stream().map(LearningTool::id).collect(Collectors.joining(",", "{", "}")));
    }

    /** What deep linking put into the link comes back with every launch; a tool that we do not have, or no id, is garbage and ignored. */
    Optional<Target> carried(LaunchMessage message) {
        Optional<UUID> item = Optional.ofNullable(message.custom().get(LinkParameters.ITEM))
                .filter(text -> UUID_TEXT.matcher(text).matches())
                .map(UUID::fromString);
        return Optional.ofNullable(message.custom().get(LinkParameters.TOOL))
                .flatMap(catalogue::find)
                .flatMap(tool -> item.map(found -> new Target(tool, found)));
    }
}
