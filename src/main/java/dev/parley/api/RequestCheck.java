package dev.parley.api;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.json.schema.OutputUnit;
import io.vertx.openapi.contract.OpenAPIContract;
import io.vertx.openapi.validation.RequestUtils;
import io.vertx.openapi.validation.RequestValidator;
import io.vertx.openapi.validation.SchemaValidationException;
import io.vertx.openapi.validation.ValidatorErrorType;
import io.vertx.openapi.validation.ValidatorException;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Holds requests against the document. The comparing is done on worker threads. */
final class RequestCheck {
    private static final String OF_BODY = "The value of the request body";

    private final OpenAPIContract contract;
    private final RequestValidator validator;

    RequestCheck(Vertx vertx, OpenAPIContract contract) {
        this.contract = contract;
        this.validator = RequestValidator.create(vertx, contract);
    }

    /**
     * The body of a request that is as the document wants it, null when it has none. Fails with an {@link ApiFailure}:
     * 400 for an address, a parameter or a body that cannot be read, 415 for a body of another type, 422 for JSON that
     * says something else than the operation takes.
     */
    Future<@Nullable Object> check(HttpServerRequest request, String operation, Future<Buffer> body) {
        return RequestUtils.extract(request, contract.operation(operation), () -> body)
                .compose(read -> validator.validate(read, operation))
                .map(valid -> valid.getBody() == null ? null : valid.getBody().get())
                .recover(failure -> Future.failedFuture(refusal(failure)));
    }

    private static Throwable refusal(Throwable failure) {
        if (failure instanceof SchemaValidationException invalid) {
            boolean ofBody = String.valueOf(invalid.getMessage()).startsWith(OF_BODY);
            return new ApiFailure(
                    ofBody ? 422 : 400, ofBody ? deepest(invalid.getOutputUnit()) : sentence(invalid.getMessage()));
        }
        if (failure instanceof ValidatorException wrong) {
            return wrong.type() == ValidatorErrorType.UNSUPPORTED_VALUE_FORMAT
                    ? new ApiFailure(415, "a body is application/json")
                    : new ApiFailure(400, sentence(wrong.getMessage()));
        }
        return failure;
    }

    // A wrong value deep inside makes all around it wrong too; it alone tells what to do.
    private static String deepest(OutputUnit result) {
        List<OutputUnit> errors = result.getErrors();
        Optional<OutputUnit> deepest =
                errors == null ? Optional.empty() : errors.stream().max(Comparator.comparingInt(RequestCheck::depth));
        return deepest.map(error -> error.getKeywordLocation().endsWith("/additionalProperties")
                        ? error.getInstanceLocation() + " is not known here"
                        : error.getInstanceLocation() + ": " + sentence(error.getError()))
                .orElse("the body is not what is wanted here");
    }

    private static int depth(OutputUnit error) {
        return error.getKeywordLocation().split("/", -1).length;
    }

    private static String sentence(@Nullable String message) {
        if (message == null || message.isEmpty()) {
            return "the request is not what is wanted here";
        }
        return message.substring(0, 1).toLowerCase(Locale.ROOT) + message.substring(1);
    }
}
