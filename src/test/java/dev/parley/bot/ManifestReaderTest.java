package dev.parley.bot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.gateway.Gateways;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ManifestReaderTest {
    private static final EntryTypes ENTRIES = new Gateways().entryTypes();
    private static final EngineTypes ENGINES = LenientEngines.of("echo", "script")
            .and(
                    "webhook",
                    ObjectSchema.object()
                            .required("type", Schema.text())
                            .required("url", Schema.text())
                            .optional("secret", Schema.text()));

    private final ManifestReader reader =
            new ManifestReader(ENGINES, ENTRIES, name -> name.equals("HOOK_SECRET") ? "s3cret" : null);

    // --- what is accepted

    @Test
    void a_manifest_that_names_only_its_engine_is_complete() {
        Reading.Valid valid = valid("{\"engine\":{\"type\":\"echo\"}}");

        assertThat(valid.manifest().engineType()).isEqualTo("echo");
        String token = token(valid);
        assertThat(token).hasSizeGreaterThanOrEqualTo(32);
        assertThat(valid.document().getJsonArray("channels"))
                .isEqualTo(new JsonArray().add(Manifests.websocket(token).put("scope", "session")));
        assertThat(valid.manifest().channels()).singleElement().satisfies(entry -> {
            assertThat(entry.type()).isEqualTo("websocket");
            assertThat(entry.admits(token)).isTrue();
            assertThat(entry.pageToken()).isEmpty();
            assertThat(entry.warning()).isEmpty();
        });
        assertThat(valid("{\"engine\":{\"type\":\"echo\"}}").document())
                .as("each bot gets a token of its own")
                .isNotEqualTo(valid.document());
    }

    @Test
    void a_websocket_entry_without_a_token_gets_one_and_keeps_it_when_replaced() {
        String written = "{\"engine\":{\"type\":\"echo\"},\"channels\":[{\"type\":\"websocket\",\"page\":true}]}";
        Reading.Valid first = valid(written);
        String token = token(first);

        assertThat(token).hasSizeGreaterThanOrEqualTo(32);
        assertThat(reader.read(written, first.document()))
                .isInstanceOfSatisfying(
                        Reading.Valid.class, again -> assertThat(token(again)).isEqualTo(token));
        JsonObject other = Manifests.parley("echo", facebook());
        assertThat(reader.read(written, other))
                .as("what is a secret of an entry of another type is none of its tokens")
                .isInstanceOfSatisfying(
                        Reading.Valid.class, again -> assertThat(token(again)).isNotEqualTo("fb-secret"));
    }

    @Test
    void an_aida_manifest_is_valid_as_it_is_and_means_script_and_topic() {
        JsonObject written = Manifests.aida("tok");
        Reading.Valid valid = valid(written);

        assertThat(valid.document()).isEqualTo(written);
        assertThat(valid.manifest().engineType()).isEqualTo("script");
        assertThat(valid.manifest().channels()).singleElement().satisfies(entry -> {
            assertThat(entry.admits("tok")).isTrue();
            assertThat(entry.warning())
                    .hasValueSatisfying(warning -> assertThat(warning).startsWith("Scope topic"));
        });
    }

    @Test
    void an_aida_websocket_entry_tolerates_other_keys_and_may_choose_its_scope() {
        JsonObject written = Manifests.aida("tok");
        written.getJsonArray("channels").getJsonObject(0).put("colour", "red").put("scope", "session");

        assertThat(valid(written).manifest().channels().get(0).warning()).isEmpty();
    }

    @Test
    void an_aida_manifest_with_an_engine_keeps_its_parts_and_speaks_by_session() {
        JsonObject written = Manifests.aida("tok").put("engine", new JsonObject().put("type", "script"));

        assertThat(valid(written).manifest().channels().get(0).warning()).isEmpty();
    }

    @Test
    void every_kind_of_channel_is_kept() {
        String manifest = """
                {"version":"1","name":"Front desk","origins":["https://shop.example","http://localhost:3000"],
                 "engine":{"type":"webhook","url":"https://bot.example/hook","secret":"${env:HOOK_SECRET}"},
                 "retry_for":"2h","on_failure":"Sorry",
                 "channels":[
                   {"type":"websocket","access_token":"t","scope":"topic","page":true},
                   {"type":"facebook","page_id":"77","verify_token":"v","access_token":"fb"},
                   {"type":"chip","secret":"s","courier_url":"http://courier.example","org":"acme","storage_url":"http://x",
                    "users":[{"id":9001,"email":"b@x.example","first_name":"Bob","last_name":"","avatar":"a.webp"}]},
                   {"type":"gws","apikeys":["k-123"]},
                   {"type":"expertflow","channel":"web","connector_secret":"c","connector_addresses":["127.0.0.1"]},
                   {"type":"chatio","license":123456}]}""";
        Manifest read = valid(manifest).manifest();

        assertThat(read.name()).isEqualTo("Front desk");
        assertThat(read.origins()).containsExactly("https://shop.example", "http://localhost:3000");
        assertThat(read.retryFor()).isEqualTo(Duration.ofHours(2));
        assertThat(read.onFailure()).contains("Sorry");
        assertThat(read.channels())
                .extracting(ChannelEntry::type)
                .containsExactly("websocket", "facebook", "chip", "gws", "expertflow", "chatio");
        assertThat(read.channels())
                .extracting(entry -> entry.admits("t"))
                .containsExactly(true, false, false, false, false, false);
        assertThat(read.channels().get(0).pageToken()).contains("t");
    }

    @Test
    void a_chip_entry_that_names_courier_says_which_engine_answers() {
        ManifestReader courier = new ManifestReader(LenientEngines.of("courier"), ENTRIES);
        Reading.Valid valid = (Reading.Valid) courier.read("""
                {"channels":[{"type":"chip","secret":"s","courier_url":"https://courier.example/"}]}""");

        assertThat(valid.manifest().engineType()).isEqualTo("courier");
        assertThat(valid.document().getJsonObject("engine")).isEqualTo(new JsonObject().put("type", "courier"));
    }

    @Test
    void a_bot_has_one_chip_entry_at_most() {
        assertThat(refused("""
                {"engine":{"type":"webhook"},"channels":[{"type":"chip"},{"type":"chip","org":"acme"}]}""")).contains("more than one chip entry");
    }

    @Test
    void secrets_are_resolved_for_use_and_stored_as_references(@TempDir Path directory) throws IOException {
        Path file = Files.writeString(directory.resolve("token"), "from-file\n");
        JsonObject written = Manifests.parley("webhook", Manifests.websocket("${file:" + file + "}"));
        written.getJsonObject("engine").put("url", "http://x").put("secret", "${env:HOOK_SECRET}");
        Reading.Valid valid = valid(written);

        assertThat(valid.manifest().engine().getString("secret")).isEqualTo("s3cret");
        assertThat(valid.manifest().document().getJsonObject("engine").getString("secret"))
                .isEqualTo("s3cret");
        assertThat(valid.manifest().channels().get(0).admits("from-file")).isTrue();
        assertThat(valid.document()).isEqualTo(written);
    }

    @Test
    void what_a_store_cannot_keep_is_left_out_of_strings_and_keys() {
        Reading.Valid valid = valid(
                "{\"engine\":{\"type\":\"echo\",\"pre\\u0000fix\":\"\\ud800a\\u0000b\\udc00 \\ud83d\\ude00\"},\"name\":\"N\\u0000\"}");

        assertThat(valid.manifest().name()).isEqualTo("N");
        assertThat(valid.document().getJsonObject("engine").getString("prefix")).isEqualTo("ab \ud83d\ude00");
    }

    @Test
    void retry_for_is_a_quarter_of_an_hour_unless_said() {
        assertThat(valid("{\"engine\":{\"type\":\"echo\"}}").manifest().retryFor())
                .isEqualTo(Duration.ofMinutes(15));
    }

    @ParameterizedTest
    @CsvSource({"90,PT1M30S", "0,PT0S", "'\"45s\"',PT45S", "'\"15m\"',PT15M", "'\"24h\"',PT24H", "86400,PT24H"})
    void retry_for_takes_seconds_or_a_number_with_its_unit(String written, Duration meant) {
        assertThat(valid("{\"engine\":{\"type\":\"echo\"},\"retry_for\":" + written + "}")
                        .manifest()
                        .retryFor())
                .isEqualTo(meant);
    }

    @Test
    void a_websocket_token_opens_its_entry_and_no_other_secret_does() {
        Manifest read = valid(Manifests.aida("tok")
                        .put(
                                "channels",
                                new JsonArray()
                                        .add(facebook())
                                        .add(Manifests.websocket("one"))
                                        .add(Manifests.websocket("two"))))
                .manifest();

        assertThat(opened(read, "one")).containsExactly(1);
        assertThat(opened(read, "two")).containsExactly(2);
        for (String wrong : List.of("", "on", "one ", "ONE", "fb-secret", "v", "77")) {
            assertThat(opened(read, wrong)).as(wrong).isEmpty();
        }
    }

    private static List<Integer> opened(Manifest manifest, String token) {
        return IntStream.range(0, manifest.channels().size())
                .filter(i -> manifest.channels().get(i).admits(token))
                .boxed()
                .toList();
    }

    // --- what is refused, and how

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "null | null",
                "[] | array",
                "7 | integer",
                "7.5 | number",
                "true | boolean",
                "\"\\\"text\\\"\" | string",
            })
    void a_manifest_that_is_no_object_is_refused_with_its_type(String json, String type) {
        assertThat(refused(Json.decodeValue(json)))
                .isEqualTo("[{'path':'#','error':{'expected':['object'],'actual':'" + type + "'}}]");
    }

    @Test
    void an_empty_object_lacks_all_of_aidas_keys() {
        assertThat(refused(new JsonObject()))
                .isEqualTo("[{'path':'#','error':{'missing':['version','languages','notifications_url','front_desk',"
                        + "'skills','variables','channels']}}]");
        assertThat(refused(new JsonObject().put("version", "1")))
                .isEqualTo("[{'path':'#','error':{'missing':['languages','notifications_url','front_desk',"
                        + "'skills','variables','channels']}}]");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "version | \"2\" | [{'path':'#/version','error':{'enum':['1'],'actual':'2','nearest':'1'}}]",
                "version | 1 | [{'path':'#/version','error':{'expected':['string'],'actual':'integer'}}]",
                "languages | [] | [{'path':'#/languages','error':{'expected':1,'actual':0}}]",
                "languages | [\"en\",\"EN\"] | [{'path':'#/languages/1','error':{'expected':'^[a-z]{2,3}$'}}]",
                "languages | [\"e\"] | [{'path':'#/languages/0','error':{'expected':'^[a-z]{2,3}$'}}]",
                "skills | [] | [{'path':'#/skills','error':{'expected':1,'actual':0}}]",
                "skills | [null] | [{'path':'#/skills/0','error':{'expected':['object'],'actual':'null'}}]",
                "front_desk | [] | [{'path':'#/front_desk','error':{'expected':['object'],'actual':'array'}}]",
                "channels | {} | [{'path':'#/channels','error':{'expected':['array'],'actual':'object'}}]",
                "notifications_url | \"\" | [{'path':'#/notifications_url','error':{'expected':1,'actual':0}}]",
                "chanels | [] | [{'path':'#/chanels','error':{'unknown':'chanels','nearest':'channels'}}]",
            })
    void each_slip_in_an_aida_manifest_is_told_with_its_place(String key, String value, String refusal) {
        assertThat(refused(with(Manifests.aida("t"), key, value))).isEqualTo(refusal);
    }

    @Test
    void a_bad_aida_channel_lists_what_every_kind_would_have_lacked() {
        JsonObject written =
                Manifests.aida("t").put("channels", new JsonArray().add(new JsonObject().put("type", "websocket")));

        assertThat(refused(written))
                .isEqualTo("[{'path':'#/channels/0','error':{'valid_indices':[],'invalid':["
                        + "{'index':0,'errors':[{'path':'#','error':{'missing':['page_id','verify_token','access_token']}},"
                        + "{'path':'#/type','error':{'enum':['facebook'],'actual':'websocket','nearest':'facebook'}}]},"
                        + "{'index':1,'errors':[{'path':'#','error':{'missing':['access_token']}}]}]}}]");
    }

    @Test
    void an_entry_that_only_parleys_manifests_have_needs_an_engine_and_hears_of_nothing_else() {
        JsonObject gws = new JsonObject("{\"type\":\"gws\",\"apikey\":\"k\"}");
        String needs =
                "[{'path':'#/channels/1','message':'gws needs \\'engine\\': an object whose type says what answers'}]";
        JsonArray channels = new JsonArray().add(Manifests.websocket("t")).add(gws);

        assertThat(refused(Manifests.aida("t").put("channels", channels))).isEqualTo(needs);
        assertThat(refused(new JsonObject().put("channels", channels))).isEqualTo(needs);
        assertThat(refused(new JsonObject()
                        .put("engine", new JsonObject().put("type", "echo"))
                        .put("channels", channels)))
                .isEqualTo("[{'path':'#/channels/1/apikey','error':{'unknown':'apikey','nearest':'apikeys'}}]");
        assertThat(refused(Manifests.aida("t")
                        .put("channels", new JsonArray().add(new JsonObject().put("type", "gvs")))))
                .as("what nobody has is answered as AIDA does")
                .contains("facebook")
                .doesNotContain("engine");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "orgins | [] | [{'path':'#/orgins','error':{'unknown':'orgins','nearest':'origins'}}]",
                "origins | [\"shop.example\"] | [{'path':'#/origins/0','error':{'expected':'^[a-z][a-z0-9+.-]*://[^/?#\\\\s]+$'}}]",
                "name | null | [{'path':'#/name','error':{'expected':['string'],'actual':'null'}}]",
                "engine | \"echo\" | [{'path':'#/engine','error':{'expected':['object'],'actual':'string'}}]",
                "engine | {} | [{'path':'#/engine','error':{'missing':['type']}}]",
                "engine | {\"type\":\"ecko\"} | [{'path':'#/engine/type','error':{'enum':['echo','script','webhook'],'actual':'ecko','nearest':'echo'}}]",
                "engine | {\"type\":\"webhook\",\"ulr\":\"x\"} | [{'path':'#/engine','error':{'missing':['url']}},{'path':'#/engine/ulr','error':{'unknown':'ulr','nearest':'url'}}]",
                "retry_for | true | [{'path':'#/retry_for','error':{'expected':['integer','string'],'actual':'boolean'}}]",
                "retry_for | \"25h\" | [{'path':'#/retry_for','error':{'expected':'seconds, or like 30s, 15m, 2h; at most 24h'}}]",
                "retry_for | -1 | [{'path':'#/retry_for','error':{'expected':'seconds, or like 30s, 15m, 2h; at most 24h'}}]",
                "channels | [{}] | [{'path':'#/channels/0','error':{'missing':['type']}}]",
                "channels | [{\"type\":\"chip2\"}] | [{'path':'#/channels/0/type','error':{'enum':['websocket','facebook','chip','gws','expertflow','chatio'],'actual':'chip2','nearest':'chip'}}]",
                "channels | [{\"type\":\"websocket\",\"access_token\":\"t\",\"scop\":1}] | [{'path':'#/channels/0/scop','error':{'unknown':'scop','nearest':'scope'}}]",
                "channels | [{\"type\":\"websocket\",\"access_token\":\"\"}] | [{'path':'#/channels/0/access_token','error':{'expected':1,'actual':0}}]",
                "channels | [{\"type\":\"websocket\",\"access_token\":\"t\",\"scope\":\"all\"}] | [{'path':'#/channels/0/scope','error':{'enum':['session','topic'],'actual':'all','nearest':'topic'}}]",
                "channels | [{\"type\":\"gws\",\"apikeys\":\"k\"}] | [{'path':'#/channels/0/apikeys','error':{'expected':['array'],'actual':'string'}}]",
                "channels | [{\"type\":\"expertflow\",\"connector_addresses\":[\"here\"]}] | [{'path':'#/channels/0/connector_addresses/0','message':'\\'here\\' is not a network such as 10.0.0.0/8 or fd00::/8'}]",
                "channels | [{\"type\":\"expertflow\",\"connector_addresses\":[7]}] | [{'path':'#/channels/0/connector_addresses/0','error':{'expected':['string'],'actual':'integer'}}]",
                "channels | [{\"type\":\"chatio\",\"license\":\"1\"}] | [{'path':'#/channels/0/license','error':{'expected':['integer'],'actual':'string'}}]",
                "channels | [{\"type\":\"chip\",\"users\":[{\"email\":\"x\"}]}] | [{'path':'#/channels/0/users/0','error':{'missing':['id']}}]",
                "channels | [{\"type\":\"websocket\",\"access_token\":\"${env:NOPE}\"}] | [{'path':'#/channels/0/access_token','message':'environment variable NOPE is not set'}]",
                "channels | [{\"type\":\"chip\",\"secret\":\"${file:/no/such}\"}] | [{'path':'#/channels/0/secret','message':'file /no/such cannot be read, is empty or larger than 64 KiB'}]",
                "channels | [{\"type\":\"chip\",\"secret\":\"***\"}] | [{'path':'#/channels/0/secret','message':'*** keeps a stored secret, but it is not clear which: write it out'}]",
            })
    void each_slip_in_a_parley_manifest_is_told_with_its_place(String key, String value, String refusal) {
        assertThat(refused(with(Manifests.parley("echo"), key, value))).isEqualTo(refusal);
    }

    @Test
    void engine_script_needs_aidas_front_desk() {
        assertThat(refused(Manifests.parley("script")))
                .isEqualTo("[{'path':'#','error':{'missing':['languages','front_desk','skills']}}]");
    }

    @Test
    void the_engines_token_may_not_be_an_access_token() {
        ManifestReader any = new ManifestReader(LenientEngines.of("socket"), ENTRIES);
        JsonObject written = Manifests.parley("socket", Manifests.websocket("same"));
        written.getJsonObject("engine").put("token", "same");

        assertThat(any.read(written)).isInstanceOf(Reading.Invalid.class);
        written.getJsonObject("engine").put("token", "other");
        assertThat(any.read(written)).isInstanceOf(Reading.Valid.class);
    }

    @Test
    void a_socket_engine_without_a_token_gets_one_and_keeps_it_when_replaced() {
        ManifestReader any = new ManifestReader(LenientEngines.of("socket"), ENTRIES);
        Reading.Valid first = (Reading.Valid) any.read(Manifests.parley("socket"));
        String token = first.manifest().engine().getString("token");

        assertThat(token).hasSizeGreaterThanOrEqualTo(32);
        assertThat(((Reading.Valid) any.read(Manifests.parley("socket"), first.document())).document())
                .isEqualTo(first.document());
        assertThat(((Reading.Valid) any.read(Manifests.parley("socket"))).document())
                .as("each bot gets a token of its own")
                .isNotEqualTo(first.document());
        JsonObject other = Manifests.parley("courier");
        other.getJsonObject("engine").put("token", "courier's");
        assertThat(((Reading.Valid) any.read(Manifests.parley("socket"), other))
                        .manifest()
                        .engine()
                        .getString("token"))
                .as("another engine's token is not this one's")
                .isNotEqualTo("courier's");
    }

    @Test
    void an_engine_token_from_the_environment_is_resolved_and_compared() {
        ManifestReader any = new ManifestReader(LenientEngines.of("socket"), ENTRIES, name -> "from-environment");
        JsonObject written = Manifests.parley("socket", Manifests.websocket("other"));
        written.getJsonObject("engine").put("token", "${env:TOKEN}");

        Reading.Valid valid = (Reading.Valid) any.read(written);
        assertThat(valid.manifest().engine().getString("token")).isEqualTo("from-environment");
        assertThat(valid.document()).isEqualTo(written);
        written.getJsonArray("channels").getJsonObject(0).put("access_token", "from-environment");
        assertThat(any.read(written)).isInstanceOf(Reading.Invalid.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{x", "", "{\"a\":1} b", "{\"a\":"})
    void text_that_is_not_json_is_refused(String text) {
        assertThat(refused(text)).startsWith("[{'path':'#','message':'manifest is not JSON: line 1");
    }

    @Test
    void a_manifest_nested_too_deep_to_be_written_again_is_refused() {
        JsonObject written = Manifests.aida("t");
        JsonArray deep = new JsonArray();
        for (int i = 0; i < 200; i++) {
            deep = new JsonArray().add(deep);
        }
        assertThat(refused(written.put("variables", deep)))
                .isEqualTo("[{'path':'#','message':'nested deeper than 100 levels'}]");
        assertThat(refused("[".repeat(5_000) + "]".repeat(5_000))).contains("manifest is not JSON");
    }

    @Test
    void a_number_that_would_not_survive_is_refused() {
        assertThat(refused("{\"engine\":{\"type\":\"echo\",\"x\":1e999}}")).contains("number too large");
    }

    @Test
    void a_manifest_of_a_million_keys_gets_a_short_answer_soon() {
        String text = IntStream.range(0, 1_000_000)
                .mapToObj(i -> "\"k" + i + "\":1")
                .collect(Collectors.joining(",", "{", "}"));
        long began = System.nanoTime();
        Reading.Invalid invalid = (Reading.Invalid) reader.read(text);

        assertThat(invalid.problems()).hasSizeBetween(2, Schema.MOST_PROBLEMS);
        // Generous: looking for each key among all others would take hours.
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofMinutes(1));
    }

    @Test
    void an_unknown_key_is_repeated_in_part_only() {
        assertThat(refused(Manifests.parley("echo").put("x".repeat(100_000), 1)))
                .hasSizeLessThan(400);
    }

    // --- a manifest in the place of another

    @Test
    void channels_left_out_stay_as_they_are() {
        JsonObject stored = valid("{\"engine\":{\"type\":\"echo\"}}").document();
        Reading again = reader.read("{\"engine\":{\"type\":\"echo\",\"prefix\":\">\"}}", stored);

        assertThat(((Reading.Valid) again).document().getJsonArray("channels"))
                .isEqualTo(stored.getJsonArray("channels"));
    }

    private static JsonObject facebook() {
        return new JsonObject()
                .put("type", "facebook")
                .put("page_id", "77")
                .put("verify_token", "v")
                .put("access_token", "fb-secret");
    }

    private static String token(Reading.Valid valid) {
        return valid.document().getJsonArray("channels").getJsonObject(0).getString("access_token");
    }

    private Reading.Valid valid(Object manifest) {
        Reading reading = reader.read(manifest);
        assertThat(reading).isInstanceOf(Reading.Valid.class);
        return (Reading.Valid) reading;
    }

    // With ' for ", which reads better in a table.
    private String refused(Object manifest) {
        Reading reading = reader.read(manifest);
        assertThat(reading).isInstanceOf(Reading.Invalid.class);
        JsonArray problems = new JsonArray();
        ((Reading.Invalid) reading).problems().forEach(problem -> problems.add(problem.json()));
        return problems.encode().replace('"', '\'');
    }

    private static JsonObject with(JsonObject manifest, String key, String json) {
        return manifest.put(key, Json.decodeValue(json));
    }
}
