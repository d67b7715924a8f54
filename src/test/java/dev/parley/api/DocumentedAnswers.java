package dev.parley.api;

import dev.parley.testing.Waiting;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.openapi.contract.OpenAPIContract;
import io.vertx.openapi.validation.ResponseValidator;
import io.vertx.openapi.validation.ValidatableResponse;
import io.vertx.openapi.validation.ValidatorException;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Optional;

/** Holds what a server answers against its document. */
final class DocumentedAnswers {
    private final List<Operation> operations;
    private final ResponseValidator validator;

    DocumentedAnswers(Vertx vertx) {
        operations = Contract.operations(Contract.document(Contract.text()));
        validator = ResponseValidator.create(vertx, Waiting.on(OpenAPIContract.from(vertx, answers())));
    }

    /** All operations of the document. */
    List<Operation> operations() {
        return operations;
    }

    /** The operation a request is for, if one. */
    Optional<Operation> operation(String method, String path) {
        String plain = path.replaceFirst("\\?.*", "");
        return operations.stream()
                .filter(operation -> operation.method().name().equals(method))
                .filter(operation ->
                        plain.matches(operation.path().replace(".", "\\.").replaceAll("\\{[^}]*}", "[^/]+")))
                // A path without parameters is meant where one with would fit too.
                .min((a, b) -> Integer.compare(
                        a.path().indexOf('{') < 0 ? 0 : 1, b.path().indexOf('{') < 0 ? 0 : 1));
    }

    /** Fails unless the document has this answer for this operation. */
    void check(Operation operation, HttpResponse<String> answer) {
        String type = answer.headers().firstValue("content-type").orElse("");
        if (answer.statusCode() == 200 && type.matches("(text/plain|application/yaml|image/.*)(; charset=utf-8)?")) {
            // The library holds nothing but JSON against a schema.
            return;
        }
        ValidatableResponse response = answer.body().isEmpty()
                ? ValidatableResponse.create(answer.statusCode())
                : ValidatableResponse.create(
                        answer.statusCode(), Buffer.buffer(answer.body()), type.replaceFirst("; *charset=utf-8$", ""));
        try {
            Waiting.on(validator.validate(response, operation.id()));
        } catch (ValidatorException notSo) {
            throw new AssertionError(
                    operation.id() + " answered " + answer.statusCode() + " " + type + " " + answer.body()
                            + ", which is not in the document: " + notSo.getMessage(),
                    notSo);
        }
    }

    // The library refuses types of bodies that it cannot read. Of requests none is held against this.
    private static JsonObject answers() {
        JsonObject document = Contract.document(Contract.text());
        document.getJsonObject("components").remove("requestBodies");
        document.getJsonObject("paths")
                .forEach(path -> ((JsonObject) path.getValue()).forEach(member -> {
                    if (member.getValue() instanceof JsonObject operation) {
                        operation.remove("requestBody");
                    }
                }));
        JsonObject contract = document.getJsonObject("paths").getJsonObject("/api/openapi.yaml");
        contract.getJsonObject("get")
                .getJsonObject("responses")
                .getJsonObject("200")
                .remove("content");
        return document;
    }
}
