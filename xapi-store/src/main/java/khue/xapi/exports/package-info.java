/** Many statements at once, as a file for programs that calculate: CSV, JSON Lines, Parquet. */
package khue.xapi.exports;
