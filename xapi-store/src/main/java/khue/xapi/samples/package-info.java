/**
 * A school year that never was: schools, classes and what happens in them, computed from a seed. Tests compare figures over
 * it; nothing that serves requests needs it.
 */
package khue.xapi.samples;
