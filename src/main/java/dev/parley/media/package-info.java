/** Images: uploads streamed to disk, cleaned of metadata without touching a pixel, kept as files, served to browsers. */
@NullMarked
package dev.parley.media;

import org.jspecify.annotations.NullMarked;
