/** The server's configuration: keys, sources, checks. */
@NullMarked
package dev.parley.config;

import org.jspecify.annotations.NullMarked;
