/** What evaluators keep of what they ask the store: questions under a name, and how far a file is that is being written for them. */
package khue.tools.queries;
