package app.clockout.local;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Whose things are: rows are of the capability that uses them, and one name is one thing's. */
@AnalyzeClasses(packages = "app.clockout", importOptions = ImportOption.DoNotIncludeTests.class)
class OwnershipTest {
    private static final String TABLE = "app.clockout.table";
    private static final Set<String> FUNCTIONS = modules("functions");
    private static final Set<String> SHARED = modules("shared");

    /** Used, be it through another class of {@code shared/}; what this machine's runtime and tests use does not count. */
    @ArchTest
    static final ArchRule whatTheTableModuleHasIsUsedByTwoFunctions = classes()
            .that()
            .resideInAPackage(TABLE)
            .and()
            .areTopLevelClasses()
            .and()
            .doNotHaveSimpleName("package-info")
            .should(new ArchCondition<>("be used by two functions") {
                @Override
                public void check(JavaClass type, ConditionEvents events) {
                    var users = users(type, new HashSet<>());
                    events.add(new SimpleConditionEvent(
                            type,
                            users.size() > 1,
                            type.getSimpleName() + " is used by "
                                    + (users.isEmpty()
                                            ? "no function"
                                            : users.iterator().next() + " alone")));
                }
            });

    @ArchTest
    static final ArchRule onlyStoresBuildWritesAndTouchItems = classes()
            .that()
            .resideOutsideOfPackages(TABLE, "app.clockout.local..", "app.clockout.bench..")
            .should(new ArchCondition<>("be stores where they build writes or touch items") {
                @Override
                public void check(JavaClass type, ConditionEvents events) {
                    if (topLevel(type).getSimpleName().endsWith("Store")) {
                        return;
                    }
                    type.getMethodCallsFromSelf().stream()
                            .filter(call -> isOfTable(call.getTargetOwner(), "Item")
                                    || isOfTable(call.getTargetOwner(), "Write"))
                            .forEach(call -> events.add(SimpleConditionEvent.violated(type, call.getDescription())));
                }
            });

    @ArchTest
    static void everyNameIsOneThings(JavaClasses all) {
        var twice = all.stream()
                .filter(type -> isDeployed(type) && type.isTopLevelClass())
                .filter(type -> !type.getSimpleName().equals("package-info"))
                .filter(type -> !type.getSimpleName().startsWith("Jte")) // made from templates
                .collect(Collectors.groupingBy(
                        JavaClass::getSimpleName, Collectors.mapping(JavaClass::getName, Collectors.toSet())))
                .values()
                .stream()
                .filter(types -> types.size() > 1)
                .toList();
        if (!twice.isEmpty()) {
            throw new AssertionError("One simple name for two types: " + twice);
        }
    }

    private static Set<String> users(JavaClass type, Set<JavaClass> seen) {
        var users = new TreeSet<String>();
        if (!seen.add(type)) {
            return users;
        }
        withNested(type)
                .flatMap(part -> part.getDirectDependenciesToSelf().stream())
                .map(dependency -> topLevel(dependency.getOriginClass()))
                .distinct()
                .forEach(user -> {
                    var module = module(user);
                    if (FUNCTIONS.contains(module)) {
                        users.add(module);
                    } else if (SHARED.contains(module)) {
                        users.addAll(users(user, seen));
                    }
                });
        return users;
    }

    private static Stream<JavaClass> withNested(JavaClass type) {
        return type.getPackage().getClasses().stream()
                .filter(part -> topLevel(part).equals(type));
    }

    private static JavaClass topLevel(JavaClass type) {
        return type.getEnclosingClass().map(OwnershipTest::topLevel).orElse(type);
    }

    private static boolean isOfTable(JavaClass type, String name) {
        return type.getName().equals(TABLE + "." + name);
    }

    private static boolean isDeployed(JavaClass type) {
        return FUNCTIONS.contains(module(type)) || SHARED.contains(module(type));
    }

    /** The package that a module has for itself under {@code app.clockout}. */
    private static String module(JavaClass type) {
        var name = type.getPackageName().replaceFirst("^app\\.clockout\\.?", "");
        return name.replaceFirst("\\..*", "");
    }

    private static Set<String> modules(String folder) {
        try (var modules = Files.list(Sources.ROOT.resolve(folder))) {
            return modules.filter(Files::isDirectory)
                    .map(module -> module.getFileName().toString().replace("-", ""))
                    .collect(Collectors.toSet());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
