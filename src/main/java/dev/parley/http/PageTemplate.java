package dev.parley.http;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An HTML page with {@code {{name}}} places, which are filled with escaped text. It is sent under a policy that lets
 * nothing run, load or connect but this server's own files. Any thread.
 */
final class PageTemplate {
    private static final Pattern PLACE = Pattern.compile("\\{\\{(\\w+)}}");
    private static final Pattern ORIGIN = Pattern.compile("https?://[\\w.*-]+(:\\d{1,5}|:\\*)?");

    private final String html;

    PageTemplate(PageFile file) {
        this.html = file.text();
    }

    /**
     * Answers with the page.
     *
     * @param values what stands in its places; a place without a value is a defect of the page
     * @param framers the origins that may show it in a frame, besides this server itself
     */
    void answer(RoutingContext request, int status, Map<String, String> values, List<String> framers) {
        request.response()
                .setStatusCode(status)
                .putHeader(HttpHeaders.CACHE_CONTROL, "private, no-cache")
                .putHeader("content-security-policy", policy(framers))
                .putHeader("x-content-type-options", "nosniff")
                .putHeader("referrer-policy", "no-referrer");
        PageFile.send(request, "text/html; charset=utf-8", Buffer.buffer(filled(values)));
    }

    private String filled(Map<String, String> values) {
        return PLACE.matcher(html).replaceAll(place -> Matcher.quoteReplacement(value(place, values)));
    }

    private static String value(MatchResult place, Map<String, String> values) {
        String value = values.get(place.group(1));
        if (value == null) {
            throw new IllegalStateException("no value for " + place.group());
        }
        return value.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }

    /** Anything in {@code framers} that is not plainly an origin is left out: it must not bend the policy. */
    private static String policy(List<String> framers) {
        StringBuilder policy = new StringBuilder("default-src 'none'; script-src 'self'; style-src 'self'; "
                + "img-src 'self' blob:; connect-src 'self'; base-uri 'none'; form-action 'none'; "
                + "frame-ancestors 'self'");
        framers.stream()
                .filter(ORIGIN.asMatchPredicate())
                .forEach(origin -> policy.append(' ').append(origin));
        return policy.toString();
    }
}
