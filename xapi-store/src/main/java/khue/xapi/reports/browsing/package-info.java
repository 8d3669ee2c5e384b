/** Statements as evaluators read them: found by what the standard does not ask for, and without people's names. */
package khue.xapi.reports.browsing;
