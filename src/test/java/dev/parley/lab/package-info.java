/** Servers that judges outside this project can be pointed at; also used by the tests. */
package dev.parley.lab;
