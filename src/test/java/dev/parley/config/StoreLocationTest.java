package dev.parley.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StoreLocationTest {
    private static final String PASSWORD = "geheim";

    @Test
    void sqliteIsAFileInTheDataDirectory() {
        assertThat(StoreLocation.parse("sqlite")).isEqualTo(new StoreLocation.Sqlite());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "postgresql://u:geheim@db.example/parley",
                "postgres://u:geheim@db.example:5432/parley",
                "postgresql://u@[::1]:5432/parley",
                "postgresql://db.example/parley?user=u&password=geheim",
                "postgresql://u:geheim%40%2F@db.example/parley?sslmode=verify-full&search_path=chat",
            })
    void aUrlIsADatabaseAndKeepsItsPasswordToItself(String url) {
        StoreLocation location = StoreLocation.parse(url);

        assertThat(location).isEqualTo(new StoreLocation.Postgres(url));
        assertThat(location.toString()).startsWith("postgres").doesNotContain(PASSWORD);
        assertThat(Config.builder().store(url).build().toString()).doesNotContain(PASSWORD);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "mysql",
                "SQLite",
                "jdbc:postgresql://h/d",
                "postgresql:",
                "postgresql://",
                "postgresql://h",
                "postgresql://h/",
                "postgresql:///d",
                "postgresql://u:ge heim@h/d",
                "postgresql://u:geheim@h",
                "postgresql://u:ge@heim@h/d",
                "postgresql://u:ge/heim@h/d",
                "postgresql://u:ge?heim@h/d",
                "postgresql://u:geheim",
            })
    void everythingElseIsRefused(String text) {
        assertThatThrownBy(() -> StoreLocation.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("postgresql://user:password@host:port/database");
        assertThat(StoreLocation.masked(text)).doesNotContain("heim");
    }

    @Test
    void aPortIsNoPassword() {
        assertThat(StoreLocation.masked("postgresql://h:5432/d")).isEqualTo("postgresql://h:5432/d");
        assertThat(StoreLocation.masked("postgresql://u:geheim@h:5432/d?a=b"))
                .isEqualTo("postgresql://u:***@h:5432/d?a=b");
    }
}
