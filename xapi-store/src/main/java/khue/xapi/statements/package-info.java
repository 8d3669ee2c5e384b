/** The Statement resource: its rules, its queries and what a statement becomes when the store takes it in. */
package khue.xapi.statements;
