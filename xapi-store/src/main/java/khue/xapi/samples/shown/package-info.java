/** A sample school year that people look at: put in once, in the background, and taken out in one step. */
package khue.xapi.samples.shown;
