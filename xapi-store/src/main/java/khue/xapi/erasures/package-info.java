/** A person is erased: whose statements and documents go, what stays of others, and how a request is taken up again. */
package khue.xapi.erasures;
