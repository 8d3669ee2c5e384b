/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.portfolio;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Pieces that belong to one step of a project.
 *
 * @param title the step's; empty for those that belong to none, and where a project has no steps
 */
public record PieceGroup(String title, List<PieceView> pieces) {

    /** In the order of the pieces. */
    public static List<PieceGroup> of(List<PieceView> pieces) {
        Map<String, List<PieceView>> groups = new LinkedHashMap<>();
        pieces.forEach(piece ->
                groups.computeIfAbsent(piece.step(), step -> new ArrayList<>()).add(piece));
        return groups.entrySet().stream()
                .map(group -> new PieceGroup(group.getKey(), group.getValue()))
                .toList();
    }

    public List<PieceView> pictures() {
        return pieces.stream().filter(PieceView::picture).toList();
    }

    public List<PieceView> documents() {
        return pieces.stream().filter(piece -> !piece.picture()).toList();
    }
}
