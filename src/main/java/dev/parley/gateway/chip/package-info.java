/** The gateway for RapidPro's web chat: the protocol of the Chip server, and Courier's way in. */
@NullMarked
package dev.parley.gateway.chip;

import org.jspecify.annotations.NullMarked;
