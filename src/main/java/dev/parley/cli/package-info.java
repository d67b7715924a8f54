/** The command line: it reads flags, talks to a running server by REST and prints for people. It starts nothing itself. */
@NullMarked
package dev.parley.cli;

import org.jspecify.annotations.NullMarked;
