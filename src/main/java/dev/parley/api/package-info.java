/** The REST API under {@code /api}, in AIDA's shape. */
@NullMarked
package dev.parley.api;

import org.jspecify.annotations.NullMarked;
