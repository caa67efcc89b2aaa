package app.clockout.local;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.NullMarked;

/** Which way the arrows point. */
@AnalyzeClasses(packages = "app.clockout", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    private static final Set<String> FUNCTIONS = packagesIn("functions");
    private static final String[] SHARED = packagesIn("shared").stream()
            .map(name -> "app.clockout." + name + "..")
            .toArray(String[]::new);
    private static final Pattern OWN_PACKAGE = Pattern.compile("^app\\.clockout\\.([a-z]+)");
    private static final String LOCAL = "app.clockout.local..";

    @ArchTest
    static final ArchRule functionsKnowNoOtherFunction =
            slices().assignedFrom(new Functions()).should().notDependOnEachOther();

    @ArchTest
    static final ArchRule whatIsSharedKnowsNoFunction =
            noClasses().that().resideInAnyPackage(SHARED).should().dependOnClassesThat(areOfFunctions());

    @ArchTest
    static final ArchRule nothingDeployedKnowsWhatIsLocal = noClasses()
            .that()
            .resideOutsideOfPackage(LOCAL)
            .should()
            .dependOnClassesThat()
            .resideInAPackage(LOCAL);

    @ArchTest
    static final ArchRule theDomainKnowsOnlyJava = classes()
            .that()
            .resideInAPackage("app.clockout.domain..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "app.clockout.domain..",
                    "java..",
                    "javax.crypto..",
                    "org.jspecify.annotations..",
                    "com.sanctionco.jmail..");

    @ArchTest
    static final ArchRule onlyTheTableModuleNamesAttributes = noClasses()
            .that()
            .resideOutsideOfPackages("app.clockout.table..", LOCAL)
            .should()
            .dependOnClassesThat()
            .resideInAPackage("software.amazon.awssdk.services.dynamodb..");

    @ArchTest
    static final ArchRule timeComesIn = noClasses()
            .that()
            .resideOutsideOfPackages("app.clockout.environment..", "app.clockout.log..", LOCAL)
            .should()
            .callMethod(Instant.class, "now")
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(InstantSource.class, "system")
            .orShould()
            .callMethod(Clock.class, "systemUTC")
            .orShould()
            .callMethod(Clock.class, "systemDefaultZone");

    @ArchTest
    static final ArchRule packagesHaveNoCycles =
            slices().matching("app.clockout.(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule nullIsForNobody = classes()
            .that()
            .haveSimpleNameNotStartingWith("Jte") // made from templates
            .should(new ArchCondition<>("be in a package that is @NullMarked") {
                @Override
                public void check(JavaClass type, ConditionEvents events) {
                    boolean marked = type.getPackage().isAnnotatedWith(NullMarked.class);
                    events.add(
                            new SimpleConditionEvent(type, marked, type.getName() + " is in one without @NullMarked"));
                }
            });

    /** The packages of the modules in a folder: each has the module's name without hyphens. */
    private static Set<String> packagesIn(String folder) {
        // Where tests run in two processes, Maven looks for them in its own, which knows the folder by another name.
        var root = System.getProperty("clockout.root", System.getProperty("maven.multiModuleProjectDirectory"));
        try (var modules = Files.list(Path.of(root, folder))) {
            return modules.filter(Files::isDirectory)
                    .map(module -> module.getFileName().toString().replace("-", ""))
                    .collect(Collectors.toSet());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static DescribedPredicate<JavaClass> areOfFunctions() {
        return DescribedPredicate.describe(
                "are of functions", type -> function(type).isPresent());
    }

    /** The package under {@code app.clockout} that a function has for itself. */
    private static Optional<String> function(JavaClass type) {
        var name = OWN_PACKAGE.matcher(type.getPackageName());
        return name.find() && FUNCTIONS.contains(name.group(1)) ? Optional.of(name.group(1)) : Optional.empty();
    }

    private static final class Functions implements SliceAssignment {
        @Override
        public SliceIdentifier getIdentifierOf(JavaClass type) {
            return function(type).map(SliceIdentifier::of).orElseGet(SliceIdentifier::ignore);
        }

        @Override
        public String getDescription() {
            return "functions";
        }
    }
}
