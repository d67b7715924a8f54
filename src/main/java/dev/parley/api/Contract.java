package dev.parley.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.openapi.contract.OpenAPIContract;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The OpenAPI document: what there is under {@code /api}, who may call it, and what its requests look like. The routes
 * are mounted from it, so there is none that it does not name.
 */
public final class Contract {
    private static final String RESOURCE = "openapi.yaml";

    private final String text;
    private final List<Operation> operations;
    private final Future<RequestCheck> check;

    private Contract(String text, List<Operation> operations, Future<RequestCheck> check) {
        this.text = text;
        this.operations = operations;
        this.check = check;
    }

    /**
     * Reads the document. What requests are held against takes longer to prepare; that goes on behind, and requests that
     * come before wait for it.
     */
    public static Future<Contract> load(Vertx vertx) {
        return vertx.executeBlocking(() -> {
            String text = text();
            JsonObject document = document(text);
            Future<RequestCheck> check = OpenAPIContract.from(vertx, validated(document.copy()))
                    .map(contract -> new RequestCheck(vertx, contract));
            return new Contract(text, operations(document), check);
        });
    }

    /** The document as it is served. */
    String yaml() {
        return text;
    }

    /** All operations in the order of the document. */
    List<Operation> operations() {
        return operations;
    }

    /** What holds requests against the document. */
    Future<RequestCheck> check() {
        return check;
    }

    static String text() {
        try (InputStream resource = Contract.class.getResourceAsStream(RESOURCE)) {
            if (resource == null) {
                throw new IllegalStateException(RESOURCE + " is missing");
            }
            return new String(resource.readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static JsonObject document(String text) {
        try {
            return new JsonObject(
                    new ObjectMapper(new YAMLFactory()).readValue(text, new TypeReference<Map<String, Object>>() {}));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<Operation> operations(JsonObject document) {
        List<Operation> operations = new ArrayList<>();
        for (Map.Entry<String, Object> path : document.getJsonObject("paths")) {
            for (Map.Entry<String, Object> member : (JsonObject) path.getValue()) {
                if (member.getValue() instanceof JsonObject operation) {
                    operations.add(Operation.of(path.getKey(), member.getKey(), operation));
                }
            }
        }
        return List.copyOf(operations);
    }

    // The library knows no urlencoded bodies, which operations that are not validated take; it need not know those.
    private static JsonObject validated(JsonObject document) {
        JsonObject paths = document.getJsonObject("paths");
        for (String path : List.copyOf(paths.fieldNames())) {
            boolean any = paths.getJsonObject(path).stream()
                    .anyMatch(member -> member.getValue() instanceof JsonObject operation
                            && operation.getBoolean("x-parley-validated", false));
            if (!any) {
                paths.remove(path);
            }
        }
        document.getJsonObject("components").remove("requestBodies");
        return document;
    }
}
