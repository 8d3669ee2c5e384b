/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.housekeeping;

/**
 * Takes away what nobody needs any longer. Every bean of this type is called once an hour on every node, outside any transaction; when it
 * fails it is called again an hour later.
 */
@FunctionalInterface
public interface Chore {

    void run() throws Exception;
}
