/** The report API: figures about many statements, for evaluators' pages and other programs. */
package khue.xapi.reports;
