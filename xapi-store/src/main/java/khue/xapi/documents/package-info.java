/** The document resources: State, Activity Profile and Agent Profile, whose contents are the clients' own. */
package khue.xapi.documents;
