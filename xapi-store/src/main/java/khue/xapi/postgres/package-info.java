/** Statements and keys in PostgreSQL: the only JDBC of the store beside the reports. */
package khue.xapi.postgres;
