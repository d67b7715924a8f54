/** How engines call out: which addresses they may reach, and one client for all of them. */
@NullMarked
package dev.parley.engine.http;

import org.jspecify.annotations.NullMarked;
