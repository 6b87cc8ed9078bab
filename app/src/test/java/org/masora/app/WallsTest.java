package org.masora.app;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.io.File;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Instant;
import java.util.Random;

/** The walls of the house, over all modules. There are no annotations to get around them. */
@AnalyzeClasses(
        packages = "org.masora",
        importOptions = {ImportOption.DoNotIncludeTests.class, WallsTest.WithoutTestkit.class})
final class WallsTest {
    private static final String CORE = "org.masora.core..";
    private static final String STORE = "org.masora.store..";
    private static final String REMOTE = "org.masora.remote..";
    private static final String MERCURIAL = "org.masora.remote.paratext.mercurial..";
    private static final String ENGINE = "org.masora.engine..";
    private static final String HUB = "org.masora.hub..";
    private static final String APP = "org.masora.app..";

    /** What only tests use has no walls of the product. */
    static final class WithoutTestkit implements ImportOption {
        @Override
        public boolean includes(Location location) {
            return !location.contains("/org/masora/testkit/");
        }
    }

    @ArchTest
    static final ArchRule EACH_MODULE_USES_ONLY_THOSE_ABOVE_IT = layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .layer("core")
            .definedBy(CORE)
            .layer("store")
            .definedBy(STORE)
            .layer("mercurial")
            .definedBy(MERCURIAL)
            .layer("remote")
            .definedBy(resideInAPackage(REMOTE).and(not(resideInAPackage(MERCURIAL))))
            .layer("engine")
            .definedBy(ENGINE)
            .layer("hub")
            .definedBy(HUB)
            .layer("app")
            .definedBy(APP)
            .whereLayer("app")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("hub")
            .mayOnlyBeAccessedByLayers("app")
            .whereLayer("engine")
            .mayOnlyBeAccessedByLayers("app")
            .whereLayer("remote")
            .mayOnlyBeAccessedByLayers("engine", "app")
            .whereLayer("mercurial")
            .mayOnlyBeAccessedByLayers("remote", "hub")
            .whereLayer("store")
            .mayOnlyBeAccessedByLayers("remote", "engine", "hub", "app")
            .whereLayer("core")
            .mayOnlyBeAccessedByLayers("store", "remote", "engine", "hub", "app");

    @ArchTest
    static final ArchRule THE_CORE_IS_PURE = noClasses()
            .that()
            .resideInAPackage(CORE)
            .should()
            .dependOnClassesThat()
            .resideInAPackage("java.net..")
            .orShould()
            .dependOnClassesThat()
            .belongToAnyOf(Files.class, File.class, Clock.class, Random.class, ProcessBuilder.class)
            .orShould()
            .callMethod(Instant.class, "now")
            .orShould()
            .callMethod(System.class, "getenv", String.class)
            .orShould()
            .callMethod(System.class, "getProperty", String.class)
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(System.class, "nanoTime");

    @ArchTest
    static final ArchRule GIT_STAYS_WHERE_IT_BELONGS = noClasses()
            .that()
            .resideOutsideOfPackages(STORE, "org.masora.remote.door43..", HUB)
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.eclipse.jgit..");

    @ArchTest
    static final ArchRule THE_WEB_SERVER_STAYS_IN_THE_HUB_AND_BEHIND_THE_PAGE = noClasses()
            .that()
            .resideOutsideOfPackages(HUB, "org.masora.app.web.server..", "org.masora.app.web.api..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.javalin..", "org.eclipse.jetty..", "jakarta.servlet..");

    @ArchTest
    static final ArchRule HTTP_IS_SPOKEN_ONLY_TO_REMOTES_TO_THE_PAGE_AND_BY_THE_DEMONSTRATION = noClasses()
            .that()
            .resideOutsideOfPackages(REMOTE, "org.masora.app.demo..", "org.masora.app.web.process..")
            .should()
            .dependOnClassesThat()
            .areAssignableTo(HttpClient.class);

    @ArchTest
    static final ArchRule PROCESSES_ARE_STARTED_ONLY_WHERE_IT_SAYS_SO = noClasses()
            .that()
            .resideOutsideOfPackages(
                    MERCURIAL, "org.masora.app.demo..", "org.masora.app.git..", "org.masora.app.web.process..")
            .should()
            .dependOnClassesThat()
            .areAssignableTo(ProcessBuilder.class)
            .orShould()
            .callMethod(Runtime.class, "exec", String[].class);

    @ArchTest
    static final ArchRule ONLY_THE_COMMAND_LINE_SPEAKS_TO_THE_TERMINAL = noClasses()
            .that()
            .resideOutsideOfPackage("org.masora.app.cli..")
            .should()
            .accessField(System.class, "out")
            .orShould()
            .accessField(System.class, "err")
            .orShould()
            .accessField(System.class, "in")
            .orShould()
            .callMethod(System.class, "exit", int.class)
            .orShould()
            .callMethod(Throwable.class, "printStackTrace");

    @ArchTest
    static final ArchRule OPTIONS_ARE_READ_ONLY_BY_THE_COMMAND_LINE = noClasses()
            .that()
            .resideOutsideOfPackage("org.masora.app.cli..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("picocli..");

    @ArchTest
    static final ArchRule SCREENS_KNOW_NOTHING_OF_EACH_OTHER =
            slices().matching("org.masora.app.web.pages.(*)..").should().notDependOnEachOther();

    @ArchTest
    static final ArchRule ONLY_THE_CODE_BEHIND_THE_PAGE_KNOWS_ITS_SERVER = noClasses()
            .that()
            .resideOutsideOfPackages("org.masora.app.web..")
            .should()
            .dependOnClassesThat(resideInAPackage("org.masora.app.web..")
                    .and(not(resideInAPackage("org.masora.app.web.process.."))));
}
