/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.web;

import java.util.Optional;

/** Where the home page takes a visitor; whoever has a start page for some visitors brings a bean of this. */
public interface StartPage {

    /** A path below {@code /tools}, such as {@code /admin}; empty when this is not a visitor of one's own. */
    Optional<String> of(Visitor visitor);
}
