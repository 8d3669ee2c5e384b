/** Who sends statements: how fresh and how many, and what of them figures cannot read. */
package khue.xapi.reports.sources;
