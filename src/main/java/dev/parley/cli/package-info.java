/** The command line: it starts a server, talks to a running one by REST or works on its store, and prints for people. */
@NullMarked
package dev.parley.cli;

import org.jspecify.annotations.NullMarked;
