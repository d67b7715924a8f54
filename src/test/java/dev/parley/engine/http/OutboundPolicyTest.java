package dev.parley.engine.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.config.Network;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OutboundPolicyTest {
    private static final OutboundPolicy OPEN = new OutboundPolicy(false, List.of());
    private static final OutboundPolicy LOCAL = new OutboundPolicy(true, List.of());

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1.1.1.1",
                "172.15.255.255",
                "172.32.0.0",
                "100.63.255.255",
                "2606:4700::1111",
                "64:ff9b::101:101"
            })
    void publicAddressesAreFree(String address) throws Exception {
        assertThat(OPEN.refusal(at(address))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "127.9.9.9", "0.0.0.0", "::1", "::", "::ffff:127.0.0.1", "64:ff9b::7f00:1"})
    void loopbackIsFreeOnlyWhileTheServerListensThere(String address) throws Exception {
        assertThat(LOCAL.refusal(at(address))).isEmpty();
        assertThat(OPEN.refusal(at(address)))
                .get()
                .asString()
                .contains("loopback", "engine-allow", "PARLEY_ENGINE_ALLOW");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "10.0.0.1",
                "172.16.0.1",
                "172.31.255.255",
                "192.168.1.1",
                "100.64.0.1",
                "198.18.0.1",
                "224.0.0.1",
                "255.255.255.255",
                "fd00::1",
                "fec0::1",
                "ff02::1",
                "::ffff:10.0.0.1",
                "::10.0.0.1",
                "64:ff9b::a00:1",
                "2002:a00:1::1"
            })
    void privateNetworksMustBeListed(String address) throws Exception {
        assertThat(LOCAL.refusal(at(address))).get().asString().contains("private", "engine-allow");
        OutboundPolicy listed = allowing("0.0.0.0/0", "::/0");
        assertThat(listed.refusal(at(address))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "169.254.169.254",
                "169.254.0.1",
                "fe80::1",
                "100.100.100.200",
                "fd00:ec2::254",
                "2002:a9fe:a9fe::1"
            })
    void metadataAddressesMustBeListedAsThemselves(String address) throws Exception {
        assertThat(LOCAL.refusal(at(address))).get().asString().contains("metadata", "exactly it");
        assertThat(allowing("0.0.0.0/0", "::/0").refusal(at(address))).isPresent();
        assertThat(allowing(address).refusal(at(address))).isEmpty();
    }

    @Test
    void aListedNetworkAllowsItsOwnAddressesAlone() throws Exception {
        OutboundPolicy policy = allowing("10.1.0.0/16");

        assertThat(policy.refusal(at("10.1.255.255"))).isEmpty();
        assertThat(policy.refusal(at("10.2.0.0"))).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "hook",
                "/hook",
                "ftp://bot.example/",
                "http:///hook",
                "https://bot.example/#x",
                "http://a b/"
            })
    void whatIsNoWebAddressIsRefused(String url) {
        assertThat(LOCAL.refusal(url)).get().asString().contains("is not an absolute URL");
    }

    @Test
    void anAddressWithAPasswordIsRefused() {
        assertThat(LOCAL.refusal("https://user:pass@bot.example/"))
                .get()
                .asString()
                .contains("password");
    }

    @Test
    void aLiteralAddressIsJudgedByItsText() {
        assertThat(OPEN.refusal("http://192.168.0.9/hook")).get().asString().contains("192.168.0.9");
        assertThat(OPEN.refusal("http://[::1]:80/hook")).isPresent();
        assertThat(OPEN.refusal("http://localhost/hook")).isPresent();
        assertThat(LOCAL.refusal("http://localhost/hook")).isEmpty();
        assertThat(OPEN.refusal("https://bot.example/hook?x=1")).isEmpty();
    }

    private static OutboundPolicy allowing(String... networks) {
        return new OutboundPolicy(false, Stream.of(networks).map(Network::parse).toList());
    }

    private static InetAddress at(String address) throws UnknownHostException {
        return InetAddress.getByName(address);
    }
}
