package dev.parley.media;

import java.time.Duration;

/**
 * What an upload may take.
 *
 * @param maxBody bytes of a whole request body, multipart framing included
 * @param maxPixels width times height as the image's header says
 * @param stall the window in which a sender must get at least 16 KiB through, or reach the end of the body
 */
public record ImageLimits(long maxBody, long maxPixels, Duration stall) {
    /** AIDA's 25 MiB a body, 40 megapixels, half a minute. */
    public static final ImageLimits DEFAULT = new ImageLimits(26_214_400, 40_000_000, Duration.ofSeconds(30));
}
