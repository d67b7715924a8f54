package dev.parley.phoenix;

import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** What a frame of the second wire format costs to read and to write. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class FrameCodecBenchmark {
    private static final String TOPIC = "bot:0b0e0000-0000-4000-8000-000000000001";
    private static final String SESSION = "7c9e6679-7425-40de-944b-e07fc1f90ae7";
    private static final String TEXT = "x".repeat(80);

    private final V2Serializer serializer = V2Serializer.INSTANCE;
    private final byte[] frame = ("[\"1\",\"42\",\"" + TOPIC + "\",\"utb_msg\",{\"text\":\"" + TEXT + "\",\"session\":\""
                    + SESSION + "\"}]")
            .getBytes(StandardCharsets.UTF_8);
    private final JsonObject payload = new JsonObject().put("text", TEXT).put("session", SESSION);
    private final Payload acknowledgement =
            Payload.of(new JsonObject().put("id", SESSION).put("seq", 42L));
    private final Broadcast encoded = new Broadcast(TOPIC, "btu_msg", Payload.of(payload));

    @Benchmark
    public Object decode() {
        return serializer.decodeText(frame);
    }

    @Benchmark
    public Object encodeReply() {
        return serializer.reply("1", "42", TOPIC, "ok", acknowledgement);
    }

    @Benchmark
    public Object encodePush() {
        return serializer.push("1", TOPIC, "btu_msg", Payload.of(payload));
    }

    /** What a batch of events costs before its first receiver. */
    @Benchmark
    public Object encodeBroadcast() {
        return new Broadcast(TOPIC, "btu_msg", Payload.of(payload)).frame(serializer);
    }

    /** What every further receiver of a broadcast costs. */
    @Benchmark
    public Object encodedBroadcast() {
        return encoded.frame(serializer);
    }
}
