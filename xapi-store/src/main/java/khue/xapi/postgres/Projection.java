/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/**
 * Something that is derived from statements and has to be right whenever they can be read: told in the transaction
 * that stores them, so that both are there or neither.
 */
public interface Projection {

    void added(List<AddedStatement> statements, Connection connection) throws SQLException;
}
