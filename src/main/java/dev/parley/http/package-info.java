/** The HTTP servers: one an event loop, all routes of all gateways on one port. */
@NullMarked
package dev.parley.http;

import org.jspecify.annotations.NullMarked;
