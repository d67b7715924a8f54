/** Polling chat by REST, {@code /api/v2/chats}, as Genesys-style web and server clients speak it. */
@NullMarked
package dev.parley.gateway.gws;

import org.jspecify.annotations.NullMarked;
