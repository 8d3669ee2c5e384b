/** Sample data of the store, while there is some: every page of figures says so, and an administrator takes it out. */
package khue.tools.samples;
