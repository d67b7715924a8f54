/** Customers of Expertflow-style chat: REST under {@code /api/customer}, the rest over Socket.IO. */
@NullMarked
package dev.parley.gateway.expertflow;

import org.jspecify.annotations.NullMarked;
