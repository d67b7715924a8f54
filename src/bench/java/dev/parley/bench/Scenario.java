package dev.parley.bench;

/** One measurement, with processes of its own; it adds its rows to the report. */
interface Scenario {
    /** The word that chooses it on the command line. */
    String name();

    void run(Lab lab, Report report) throws Exception;
}
