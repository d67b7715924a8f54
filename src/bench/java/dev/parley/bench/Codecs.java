package dev.parley.bench;

import dev.parley.phoenix.FrameCodecBenchmark;
import java.util.Collection;
import java.util.Objects;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/** The JMH benchmarks: the frame codec and the append path. */
final class Codecs implements Scenario {
    @Override
    public String name() {
        return "jmh";
    }

    @Override
    public void run(Lab lab, Report report) throws Exception {
        boolean quick = lab.settings().quick();
        ChainedOptionsBuilder options = new OptionsBuilder()
                .include(FrameCodecBenchmark.class.getName())
                .include(AppendBenchmark.class.getName())
                .addProfiler(GCProfiler.class)
                .forks(quick ? 1 : 2)
                .warmupIterations(quick ? 1 : 4)
                .warmupTime(TimeValue.seconds(1))
                .measurementIterations(quick ? 1 : 5)
                .measurementTime(TimeValue.seconds(1))
                .jvmArgsAppend("--enable-native-access=ALL-UNNAMED")
                .output(lab.settings().work().resolve("jmh.log").toString());
        Collection<RunResult> results = new Runner(options.build()).run();
        for (RunResult result : results) {
            String name = result.getParams().getBenchmark();
            report.note(
                    "JMH `%s`: %,.0f +- %,.0f ns, %,.0f bytes.",
                    name.substring(name.lastIndexOf('.', name.lastIndexOf('.') - 1) + 1),
                    result.getPrimaryResult().getScore(),
                    result.getPrimaryResult().getScoreError(),
                    Objects.requireNonNull(result.getSecondaryResults().get("gc.alloc.rate.norm"))
                            .getScore());
        }
    }
}
