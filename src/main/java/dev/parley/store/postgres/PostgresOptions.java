package dev.parley.store.postgres;

import io.vertx.core.net.ClientSSLOptions;
import io.vertx.core.net.NetClientOptions;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.SslMode;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;

/**
 * Where and how the store works.
 *
 * @param url {@code postgresql://user:password@host:port/database}; parameters behind a {@code ?} are settings of the
 *     connection, such as {@code sslmode} or {@code search_path}
 * @param clock where the times of events come from
 * @param readers connections that read
 * @param patience how long the server may be silent before the connection counts as lost
 * @param endurance how long the store may be out of reach before it counts as another server's
 */
public record PostgresOptions(String url, InstantSource clock, int readers, Duration patience, Duration endurance) {
    private static final int CONNECT_MILLIS = 5_000;

    /** Fails with an {@link IllegalArgumentException} that does not show the password when the URL is none. */
    public PostgresOptions {
        connect(url);
    }

    /** The usual: the system's clock, four readers, 8 s, for clients wait 10 s for a reply, and a minute. */
    public static PostgresOptions of(String url) {
        return new PostgresOptions(url, Clock.systemUTC(), 4, Duration.ofSeconds(8), Duration.ofMinutes(1));
    }

    public PostgresOptions withClock(InstantSource other) {
        return new PostgresOptions(url, other, readers, patience, endurance);
    }

    public PostgresOptions withPatience(Duration other) {
        return new PostgresOptions(url, clock, readers, other, endurance);
    }

    public PostgresOptions withEndurance(Duration other) {
        return new PostgresOptions(url, clock, readers, patience, other);
    }

    /** The store's name for people: without the password, whose place shows stars. */
    public String name() {
        PgConnectOptions connect = connect();
        String schema = connect.getProperties().get("search_path");
        return "postgresql://" + connect.getUser() + ":***@" + connect.getHost() + ":" + connect.getPort() + "/"
                + connect.getDatabase() + (schema == null ? "" : "?search_path=" + schema);
    }

    /** Never shows the password. */
    @Override
    public String toString() {
        return "PostgresOptions[" + name() + "]";
    }

    // The server drops a connection whose other end has vanished after about 10 s, and frees its lock.
    PgConnectOptions writing() {
        return connect()
                .addProperty("tcp_keepalives_idle", "4")
                .addProperty("tcp_keepalives_interval", "2")
                .addProperty("tcp_keepalives_count", "3")
                .addProperty("tcp_user_timeout", "10000")
                // A ROLLBACK after a failure that was one already is worth no line in the log.
                .addProperty("client_min_messages", "error")
                .addProperty("statement_timeout", "6000")
                .addProperty("idle_in_transaction_session_timeout", "30000")
                // The writer's statements go by keys, in the order they are written. Their plans are made once,
                // whatever
                // the tables hold that day.
                .addProperty("join_collapse_limit", "1")
                .addProperty("plan_cache_mode", "force_generic_plan")
                .addProperty("enable_seqscan", "off")
                .addProperty("enable_hashjoin", "off")
                .addProperty("enable_mergejoin", "off");
    }

    PgConnectOptions reading() {
        return connect().addProperty("default_transaction_read_only", "on").addProperty("statement_timeout", "15000");
    }

    NetClientOptions net() {
        return new NetClientOptions()
                .setConnectTimeout(CONNECT_MILLIS)
                .setTcpKeepAlive(true)
                .setTcpNoDelay(true)
                .setReadIdleTimeout((int) patience.toSeconds());
    }

    private PgConnectOptions connect() {
        return connect(url);
    }

    private static PgConnectOptions connect(String url) {
        PgConnectOptions options;
        try {
            options = PgConnectOptions.fromUri(url);
        } catch (RuntimeException e) {
            // Its message would show the password.
            throw new IllegalArgumentException(
                    "the store is not written postgresql://user:password@host:port/database?parameters, or has a"
                            + " parameter that is not known");
        }
        SslMode mode = options.getSslMode();
        if (mode != SslMode.DISABLE && options.getSslOptions() == null) {
            options.setSslOptions(new ClientSSLOptions()
                    .setTrustAll(mode != SslMode.VERIFY_CA && mode != SslMode.VERIFY_FULL)
                    .setHostnameVerificationAlgorithm(mode == SslMode.VERIFY_FULL ? "HTTPS" : ""));
        }
        return options.setCachePreparedStatements(true)
                .setPipeliningLimit(1_000)
                .addProperty("application_name", "parley")
                .addProperty("jit", "off");
    }
}
