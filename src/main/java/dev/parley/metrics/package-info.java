/** What is counted, in the form Prometheus reads. */
@NullMarked
package dev.parley.metrics;

import org.jspecify.annotations.NullMarked;
