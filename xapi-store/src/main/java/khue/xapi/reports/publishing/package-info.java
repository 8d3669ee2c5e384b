/** Figures are written down for programs that read the database, hidden where pages hide them. */
package khue.xapi.reports.publishing;
