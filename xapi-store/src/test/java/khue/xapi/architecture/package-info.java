/** The rules of the house, each with its reason. */
package khue.xapi.architecture;
