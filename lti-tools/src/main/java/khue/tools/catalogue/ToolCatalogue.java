/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.catalogue;

import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The tools there are: every {@link LearningTool} bean of the application. */
@ApplicationScoped
public class ToolCatalogue {

    @Inject
    @Any
    private Instance<LearningTool> tools;

    private List<LearningTool> all;

    @PostConstruct
    void find() {
        all = tools.stream().sorted(Comparator.comparing(LearningTool::id)).toList();
    }

    public List<LearningTool> all() {
        return all;
    }

    public Optional<LearningTool> find(String id) {
        return all.stream().filter(tool -> tool.id().equals(id)).findFirst();
    }
}
