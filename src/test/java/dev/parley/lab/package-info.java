/** Servers that conformance suites of other projects can be pointed at; also used by the tests. */
package dev.parley.lab;
