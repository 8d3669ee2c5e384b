/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.catalogue;

import java.util.Set;
import khue.tools.web.Audience;

/**
 * A page of a tool.
 *
 * @param path below {@code /tools}, with {@code {item}} where the item's id stands
 * @param openTo who may open it
 */
public record ToolPage(String path, Set<Audience> openTo) {}
