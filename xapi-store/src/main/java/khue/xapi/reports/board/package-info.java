/** How far the programme is: its targets beside their figures, which kinds of schools it has reached, and who takes part there. */
package khue.xapi.reports.board;
