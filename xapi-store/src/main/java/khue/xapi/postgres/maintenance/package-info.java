/** What happens to whole months of statements in the background: made ahead, compressed when closed, forgotten. */
package khue.xapi.postgres.maintenance;
