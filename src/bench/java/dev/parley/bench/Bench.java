package dev.parley.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Runs the scenarios and writes the report to standard output and {@code report.md}. This process is the load generator. */
public final class Bench {
    private Bench() {}

    public static void main(String[] args) throws Exception {
        LongestTask longestTask = new LongestTask();
        List<Scenario> scenarios = List.of(
                new Relay(longestTask),
                new PostgresRelay(),
                new IdleMemory(),
                new TopicFanout(longestTask),
                new ConnectRate(longestTask),
                new WebChat(),
                new PolledChats(),
                new SocketIoClients(),
                new Growth(),
                longestTask,
                new Codecs());
        Settings settings = Settings.of(Settings.split(args));
        List<String> names = scenarios.stream().map(Scenario::name).toList();
        if (!names.containsAll(settings.only())) {
            System.err.println(String.format(Settings.USAGE, String.join(" ", names)));
            System.exit(2);
        }
        Lab lab = new Lab(settings);
        Report report = new Report(settings);
        for (Scenario scenario : scenarios) {
            if (settings.wants(scenario.name()) || scenario == longestTask) {
                scenario.run(lab, report);
            }
        }
        Path file = settings.work().resolve("report.md");
        Files.writeString(file, report.text());
        System.out.println(report.text());
        System.exit(0);
    }
}
