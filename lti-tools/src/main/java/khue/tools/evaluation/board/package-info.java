/** How far the programme is: the target board and the matrix of the kinds of schools that it has reached. */
package khue.tools.evaluation.board;
