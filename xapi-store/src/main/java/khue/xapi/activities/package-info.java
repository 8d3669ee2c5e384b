/** What statements have said about activities and verbs, merged, and the Activities resource that tells it. */
package khue.xapi.activities;
