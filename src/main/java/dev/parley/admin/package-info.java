/** What is done to a store while no server runs: backup, restore, copy, bots and tokens. */
@NullMarked
package dev.parley.admin;

import org.jspecify.annotations.NullMarked;
