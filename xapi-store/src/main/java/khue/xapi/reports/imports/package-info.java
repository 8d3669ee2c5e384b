/** Reference data by files: read and checked row by row, looked at before anything changes, kept as a whole, undone in one step. */
package khue.xapi.reports.imports;
