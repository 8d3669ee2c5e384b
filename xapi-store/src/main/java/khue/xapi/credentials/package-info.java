/** Who may do what: keys, their scopes, and the authority that a key gives to the statements it stores. */
package khue.xapi.credentials;
