/** How far the programme is: the target board, the matrix of the kinds of schools that it has reached, and the map of the ecosystem. */
package khue.tools.evaluation.board;
