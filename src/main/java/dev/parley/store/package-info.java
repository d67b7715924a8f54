/** The stores: what every implementation of {@link dev.parley.conversation.Store} shares; one package an implementation below. */
@NullMarked
package dev.parley.store;

import org.jspecify.annotations.NullMarked;
