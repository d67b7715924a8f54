/** One test over all gateways, and what each brings to it. */
@NullMarked
package dev.parley.onelog;

import org.jspecify.annotations.NullMarked;
