/** The core: sessions, the events of their logs, and the contracts {@link dev.parley.conversation.Store} and {@link dev.parley.conversation.Fanout}. */
@NullMarked
package dev.parley.conversation;

import org.jspecify.annotations.NullMarked;
