/** The evaluator's pages of reference data: tables, bringing a file, what it would change, keeping and undoing it. */
package khue.tools.evaluation.reference;
