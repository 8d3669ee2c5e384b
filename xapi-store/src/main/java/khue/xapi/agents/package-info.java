/** The Agents resource: what this store tells about a person. */
package khue.xapi.agents;
