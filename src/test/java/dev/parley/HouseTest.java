package dev.parley;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The house: imports run downwards only, without a circle. */
@AnalyzeClasses(packages = "dev.parley", importOptions = ImportOption.DoNotIncludeTests.class)
class HouseTest {
    @ArchTest
    static final ArchRule IMPORTS_RUN_DOWNWARDS = layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .layer("command line")
            .definedBy("dev.parley", "dev.parley.cli..")
            .layer("http")
            .definedBy("dev.parley.http..")
            .layer("gateway")
            .definedBy("dev.parley.gateway..")
            .layer("engine")
            .definedBy("dev.parley.engine..")
            .layer("services")
            .definedBy(
                    "dev.parley.store..",
                    "dev.parley.fanout..",
                    "dev.parley.media..",
                    "dev.parley.api..",
                    "dev.parley.metrics..")
            .layer("conversation")
            .definedBy("dev.parley.conversation..")
            .layer("protocol")
            .definedBy("dev.parley.phoenix..", "dev.parley.socketio..", "dev.parley.websocket..")
            .layer("ground")
            .definedBy("dev.parley.bot..", "dev.parley.config..")
            .whereLayer("command line")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("http")
            .mayOnlyBeAccessedByLayers("command line")
            .whereLayer("gateway")
            .mayOnlyBeAccessedByLayers("command line", "http")
            .whereLayer("engine")
            .mayOnlyBeAccessedByLayers("command line", "http", "gateway")
            .whereLayer("services")
            .mayOnlyBeAccessedByLayers("command line", "http", "gateway", "engine")
            .whereLayer("conversation")
            .mayOnlyBeAccessedByLayers("command line", "http", "gateway", "engine", "services")
            .whereLayer("protocol")
            .mayOnlyBeAccessedByLayers("command line", "http", "gateway")
            .whereLayer("ground")
            .mayOnlyBeAccessedByLayers("command line", "http", "gateway", "engine", "services", "conversation");

    @ArchTest
    static final ArchRule NO_CIRCLES =
            slices().matching("dev.parley.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule A_GATEWAY_NEVER_IMPORTS_ANOTHER =
            slices().matching("dev.parley.gateway.(*)..").should().notDependOnEachOther();

    @ArchTest
    static final ArchRule SERVICES_KNOW_NOTHING_OF_EACH_OTHER = slices().matching(
                    "dev.parley.(store|fanout|media|api|metrics)..")
            .should()
            .notDependOnEachOther();

    @ArchTest
    static final ArchRule THE_PROTOCOL_LIBRARIES_COULD_BE_PUBLISHED_ALONE = noClasses()
            .that()
            .resideInAnyPackage("dev.parley.phoenix..", "dev.parley.socketio..", "dev.parley.websocket..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "dev.parley.bot..",
                    "dev.parley.config..",
                    "dev.parley.conversation..",
                    "dev.parley.engine..",
                    "dev.parley.gateway..");

    @ArchTest
    static final ArchRule THEY_KNOW_NOTHING_OF_EACH_OTHER =
            slices().matching("dev.parley.(phoenix|socketio)..").should().notDependOnEachOther();

    @ArchTest
    static final ArchRule A_WEBSOCKET_KNOWS_NO_PROTOCOL = noClasses()
            .that()
            .resideInAPackage("dev.parley.websocket..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("dev.parley.phoenix..", "dev.parley.socketio..");

    @ArchTest
    static final ArchRule ENGINE_IO_WORKS_BY_ITSELF = noClasses()
            .that()
            .resideInAPackage("dev.parley.socketio.engineio..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("dev.parley.socketio");

    @ArchTest
    static final ArchRule ONE_PACKAGE_KNOWS_HOW_FIGURES_ARE_KEPT = noClasses()
            .that()
            .resideOutsideOfPackage("dev.parley.metrics..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.micrometer..", "io.prometheus..");

    @ArchTest
    static final ArchRule ONE_WORD_FOR_ONE_THING = classes()
            .should()
            .haveSimpleNameNotEndingWith("Util")
            .andShould()
            .haveSimpleNameNotEndingWith("Utils")
            .andShould()
            .haveSimpleNameNotEndingWith("Manager");
}
