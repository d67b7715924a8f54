/** AIDA's bot channel on Phoenix Channels: one small handler a channel event. */
@NullMarked
package dev.parley.gateway.phoenix;

import org.jspecify.annotations.NullMarked;
