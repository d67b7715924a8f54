package dev.parley.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What docs/rest.md says of routes and errors is what the OpenAPI document says. */
class RestDocumentTest {
    private static final Path DOCUMENT = Path.of("docs/rest.md");
    private static final String BEGIN = "<!-- routes: begin -->\n";
    private static final String END = "<!-- routes: end -->";

    @Test
    void theDocumentedRoutesAreThoseOfTheContract() throws IOException {
        String document = Files.readString(DOCUMENT).replace("\r\n", "\n");
        int begin = document.indexOf(BEGIN) + BEGIN.length();
        int end = document.indexOf(END);

        if (Boolean.getBoolean("parley.write")) {
            Files.writeString(DOCUMENT, document.substring(0, begin) + table() + document.substring(end));
            return;
        }
        assertThat(document.substring(begin, end))
                .as("docs/rest.md; write it anew with: ./mvnw test -Dtest=RestDocumentTest -Dparley.write=true")
                .isEqualTo(table());
    }

    @Test
    void theDocumentedCodesAreThoseOfTheContract() throws IOException {
        List<String> codes = Contract.document(Contract.text())
                .getJsonObject("components")
                .getJsonObject("responses")
                .getJsonObject("Problem")
                .getJsonObject("content")
                .getJsonObject("application/json")
                .getJsonObject("schema")
                .getJsonObject("properties")
                .getJsonObject("errors")
                .getJsonObject("properties")
                .getJsonObject("code")
                .getJsonArray("enum")
                .stream()
                .map(String::valueOf)
                .toList();
        TreeSet<String> documented = new TreeSet<>();
        Matcher rows = Pattern.compile("(?m)^\\| `([a-z_]+)` \\| [0-9]{3} \\|").matcher(Files.readString(DOCUMENT));
        while (rows.find()) {
            documented.add(rows.group(1));
        }

        assertThat(documented).isEqualTo(new TreeSet<>(codes));
    }

    private static String table() {
        JsonObject document = Contract.document(Contract.text());
        return "| request | role | one bot's | |\n|---|---|---|---|\n"
                + Contract.operations(document).stream()
                        .map(RestDocumentTest::row)
                        .collect(Collectors.joining("\n"))
                + "\n";
    }

    private static String row(Operation operation) {
        String role = operation.role().map(needed -> needed.text()).orElse("public");
        return "| `%s %s` | %s | %s | %s |"
                .formatted(
                        operation.method(),
                        operation.path(),
                        role,
                        operation.anyBot() ? "no" : "yes",
                        operation.summary());
    }
}
