/** How far the programme is: its targets beside their figures, and which kinds of schools it has reached. */
package khue.xapi.reports.board;
