package dev.parley.engine;

import io.vertx.core.Future;
import java.util.Optional;
import java.util.UUID;

/** The bytes of images, for engines that hand them on. */
@FunctionalInterface
public interface Images {
    /** An image in base64; empty when it is gone or has more than {@code most} bytes. Completes on the caller's context. */
    Future<Optional<String>> base64(UUID image, long most);
}
