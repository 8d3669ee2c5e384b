/** What an operator watches: how much comes in, how long it takes, what is refused, and what waits. */
package khue.xapi.metrics;
