package dev.parley.gateway.chatio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PropertiesTest {
    @Test
    void plainAndWrappedValuesAreShownWrapped() {
        JsonObject sent =
                new JsonObject("{\"a\":{\"x\":1,\"y\":{\"value\":2}},\"b\":{\"x\":{\"value\":1,\"more\":2}}}");

        assertThat(Properties.shown(Properties.flat(sent)))
                .isEqualTo(new JsonObject("{\"a\":{\"x\":{\"value\":1},\"y\":{\"value\":2}},"
                        + "\"b\":{\"x\":{\"value\":{\"value\":1,\"more\":2}}}}"));
        assertThat(Properties.plain(Properties.flat(sent)))
                .isEqualTo(new JsonObject("{\"a\":{\"x\":1,\"y\":2},\"b\":{\"x\":{\"value\":1,\"more\":2}}}"));
    }

    @Test
    void noTwoPropertiesShareAPlaceWhateverTheirNames() {
        JsonObject sent = new JsonObject(
                "{\"a:b\":{\"c\":1},\"a\":{\"b:c\":2,\"\":3},\"\":{\"a:b\":4,\"1:a\":5},\"1\":{\"2:3\":6}}");

        JsonObject flat = Properties.flat(sent);

        assertThat(flat).hasSize(6);
        assertThat(Properties.plain(flat)).isEqualTo(sent);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"a\":1}", "{\"a\":null}", "{\"a\":[{\"b\":1}]}", "{\"a\":\"b\"}"})
    void whatIsNoObjectOfObjectsIsRefused(String sent) {
        assertThatThrownBy(() -> Properties.flat(new JsonObject(sent))).isInstanceOf(Fault.class);
    }
}
