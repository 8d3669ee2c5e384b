/** The evaluator's pages of sources: who sends, how fresh it is, and what figures cannot read of it. */
package khue.tools.evaluation.sources;
