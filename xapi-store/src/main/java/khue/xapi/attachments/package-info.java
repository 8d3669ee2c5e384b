/** The files that statements carry: how they travel in multipart/mixed, wait on disk, and where they are kept. */
package khue.xapi.attachments;
