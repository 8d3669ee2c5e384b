/**
 * Facts: what figures need of each statement, in narrow tables. A worker extracts them shortly after the statements were
 * stored, and can make all of them again while the former ones are read.
 */
package khue.xapi.reports.facts;
