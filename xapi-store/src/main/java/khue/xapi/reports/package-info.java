/** Indicators over many statements: facts, enrolments, formulas with a version, and the suppression of small groups. */
package khue.xapi.reports;
