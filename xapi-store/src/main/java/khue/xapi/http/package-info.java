/** What every resource shares on the wire: the version header, limits, and how a failure is answered. */
package khue.xapi.http;
