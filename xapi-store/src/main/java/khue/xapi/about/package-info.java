/** The About resource: which versions of xAPI this store speaks. */
package khue.xapi.about;
