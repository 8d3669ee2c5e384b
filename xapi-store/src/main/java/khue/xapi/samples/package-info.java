/**
 * A school year that never was: schools, classes and what happens in them, computed from a seed. Tests compare figures over
 * it, and people look at one ({@code khue.xapi.samples.shown}).
 */
package khue.xapi.samples;
