/**
 * The benchmark: {@link dev.parley.bench.Bench} generates load in its own process and measures servers in theirs.
 * What is measured and how stands in {@code docs/benchmarks.md}.
 */
@NullMarked
package dev.parley.bench;

import org.jspecify.annotations.NullMarked;
