package dev.parley.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.websocket.OriginPolicy.Origin;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OriginPolicyTest {
    private static final OriginPolicy LIST = OriginPolicy.list(
            List.of("https://good.example", "//*.wild.example", "//any.example", "//port.example:81"));

    @ParameterizedTest
    @CsvSource({
        "https://good.example,true",
        "https://good.example:443,true",
        "HTTPS://Good.Example,true",
        "https://good.example:444,false",
        "http://good.example,false",
        "http://a.b.wild.example:99,true",
        "https://wild.example,true",
        "https://evilwild.example,false",
        "ftp://any.example:7,true",
        "https://sub.any.example,false",
        "http://port.example:81,true",
        "http://port.example,false",
        "null,false",
        "'',false",
        "good.example,false"
    })
    void partsLeftOutOfAListMatchAnything(String origin, boolean allowed) {
        assertThat(LIST.allows(Origin.parse(origin), Origin.of("http", "here.example")))
                .isEqualTo(allowed);
    }

    @ParameterizedTest
    @CsvSource({"http://localhost:1234,true", "https://localhost,true", "http://127.0.0.1:4000,false", "null,false"})
    void onlyTheHostIsCompared(String origin, boolean allowed) {
        assertThat(OriginPolicy.host("localhost").allows(Origin.parse(origin), Origin.of("http", "x")))
                .isEqualTo(allowed);
    }

    @ParameterizedTest
    @CsvSource({
        "http://h.example:81,h.example:81,true", "http://h.example,h.example:80,true",
                "http://h.example,h.example,true",
        "https://h.example:81,h.example:81,false", "http://h.example:82,h.example:81,false",
                "http://[::1]:8,[::1]:8,true",
        "http://x.example:81,h.example:81,false", "null,h.example,false"
    })
    void theRequestItselfIsCompared(String origin, String host, boolean allowed) {
        assertThat(OriginPolicy.sameAsRequest().allows(Origin.parse(origin), Origin.of("http", host)))
                .isEqualTo(allowed);
    }
}
