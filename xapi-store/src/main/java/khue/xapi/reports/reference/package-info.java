/** Reference data: what statements do not say and figures need, each with its source and the time for which it holds. */
package khue.xapi.reports.reference;
