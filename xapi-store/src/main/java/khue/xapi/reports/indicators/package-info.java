/**
 * Indicators: definitions with a version, each a class of its own named in {@link khue.xapi.reports.indicators.Indicators},
 * and how a definition and a question become figures.
 */
package khue.xapi.reports.indicators;
