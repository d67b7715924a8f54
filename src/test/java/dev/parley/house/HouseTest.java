package dev.parley.house;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Optional;

/** The house is as {@link Floors} draws it: imports run downwards only, without a circle. */
@AnalyzeClasses(packages = Floors.ROOT, importOptions = ImportOption.DoNotIncludeTests.class)
class HouseTest {
    @ArchTest
    static final ArchRule EVERY_CLASS_HAS_A_ROOM = classes().should(new ArchCondition<>("be in a room of the house") {
        @Override
        public void check(JavaClass type, ConditionEvents events) {
            if (Floors.room(type.getPackageName()).isEmpty()) {
                events.add(SimpleConditionEvent.violated(type, type.getName() + " has no room"));
            }
        }
    });

    @ArchTest
    static final ArchRule IMPORTS_RUN_DOWNWARDS = classes().should(new ArchCondition<>("import from below only") {
        @Override
        public void check(JavaClass type, ConditionEvents events) {
            String from = Floors.room(type.getPackageName()).orElse("");
            for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
                String there = dependency.getTargetClass().getPackageName();
                Optional<String> to = there.startsWith(Floors.ROOT) ? Floors.room(there) : Optional.empty();
                if (to.isPresent() && !Floors.mayImport(from, to.get())) {
                    events.add(SimpleConditionEvent.violated(type, dependency.getDescription()));
                }
            }
        }
    });

    @ArchTest
    static final ArchRule PACKAGES_FORM_NO_CIRCLE =
            slices().matching("dev.parley.(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule ONLY_THE_SERVER_KNOWS_THE_DELIVERY = noClasses()
            .that()
            .resideOutsideOfPackages("dev.parley.delivery..", "dev.parley.server..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("dev.parley.delivery..");

    @ArchTest
    static final ArchRule THE_PROTOCOL_LIBRARIES_COULD_BE_PUBLISHED_ALONE = classes()
            .that()
            .resideInAnyPackage(
                    "dev.parley.phoenix..", "dev.parley.socketio..", "dev.parley.engineio..", "dev.parley.websocket..")
            .should()
            .onlyDependOnClassesThat(resideInAnyPackage(
                    "java..",
                    "io.vertx..",
                    "io.netty..",
                    "com.fasterxml.jackson..",
                    "org.jspecify..",
                    "org.slf4j..",
                    "dev.parley.phoenix..",
                    "dev.parley.socketio..",
                    "dev.parley.engineio..",
                    "dev.parley.websocket.."));

    @ArchTest
    static final ArchRule ONE_CLASS_TOUCHES_WHAT_VERTX_KEEPS_TO_ITSELF = noClasses()
            .that()
            .doNotHaveFullyQualifiedName("dev.parley.websocket.VertxInternals")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.vertx..impl..", "io.vertx..internal..");

    @ArchTest
    static final ArchRule ONE_CLASS_TOUCHES_WHAT_NETTY_KEEPS_TO_ITSELF = noClasses()
            .that()
            .doNotHaveFullyQualifiedName("dev.parley.websocket.NettyInternals")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.netty..internal..")
            .orShould()
            .dependOnClassesThat()
            .haveNameMatching("io\\.netty\\.channel\\.(Channel\\$Unsafe|ChannelOutboundBuffer)");

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
