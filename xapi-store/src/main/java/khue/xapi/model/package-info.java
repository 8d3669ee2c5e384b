/** The values that the rules of xAPI speak about, checked when they are made; plain Java. */
package khue.xapi.model;
