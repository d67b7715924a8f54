/** Engine {@code script}: runs AIDA's front desk and keyword skills inside the server. */
@NullMarked
package dev.parley.engine.script;

import org.jspecify.annotations.NullMarked;
