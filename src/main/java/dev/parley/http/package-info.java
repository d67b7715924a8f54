/** HTTP: the routes of the one port, the chat page among them. */
@NullMarked
package dev.parley.http;

import org.jspecify.annotations.NullMarked;
