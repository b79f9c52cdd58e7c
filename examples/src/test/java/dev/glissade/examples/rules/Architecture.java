package dev.glissade.examples.rules;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.GeneralCodingRules;
import java.io.ObjectInputStream;
import java.io.Serializable;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What the modules may know of each other, and what no code may do. `docs/layout.md` draws the
/// arrows; each rule says why it is there.
final class Architecture {
  private static final Set<String> NETWORKS = Set.of("engine", "nn", "optim");
  private static final Set<String> TRAINING = Set.of("engine", "nn", "optim", "data", "train");

  /// For each module the modules that it may know; its package has the same name.
  static final Map<String, Set<String>> ARROWS =
      Map.ofEntries(
          Map.entry("engine", Set.of()),
          Map.entry("testkit", Set.of("engine")),
          Map.entry("simd", Set.of("engine")),
          Map.entry("nn", Set.of("engine")),
          Map.entry("optim", Set.of("engine")),
          Map.entry("data", Set.of()),
          Map.entry("train", Set.of("engine", "nn", "optim", "data")),
          Map.entry("bench", union(TRAINING, "tune")),
          Map.entry("tune", Set.of()),
          Map.entry("experiment", union(TRAINING, "tune")),
          Map.entry("cli", union(TRAINING, "bench", "tune", "experiment")),
          Map.entry("examples", union(TRAINING, "tune")));

  private Architecture() {}

  private static Set<String> union(Set<String> modules, String... more) {
    return Stream.concat(modules.stream(), Stream.of(more)).collect(Collectors.toUnmodifiableSet());
  }

  /// The package `root.module` knows packages of `root` only if they are in `known`.
  static ArchRule arrows(String root, String module, Set<String> known) {
    String[] allowed =
        Stream.concat(Stream.of(module), known.stream())
            .map(name -> root + "." + name + "..")
            .toArray(String[]::new);
    return noClasses()
        .that()
        .resideInAPackage(root + "." + module + "..")
        .should()
        .dependOnClassesThat(resideInAPackage(root + "..").and(not(resideInAnyPackage(allowed))))
        .allowEmptyShould(true)
        .because("arrows between modules go one way only");
  }

  /// Packages below `root` do not need each other in a circle.
  static ArchRule noCycles(String root) {
    return slices().matching(root + ".(**)").should().beFreeOfCycles();
  }

  /// The modules under the trainer need the JDK only.
  static ArchRule noLibraries(String root) {
    String[] modules =
        Stream.concat(NETWORKS.stream(), Stream.of("simd"))
            .map(name -> root + "." + name + "..")
            .toArray(String[]::new);
    return noClasses()
        .that()
        .resideInAnyPackage(modules)
        .should()
        .dependOnClassesThat(
            not(resideInAnyPackage("dev.glissade..", "java..", "jdk..", "org.jspecify..")))
        .because("the numerical core must be usable everywhere");
  }

  /// A library talks to its caller, not to the terminal.
  static ArchRule noStandardStreams() {
    return noClasses()
        .that(not(resideInAnyPackage("dev.glissade.cli..", "dev.glissade.examples")))
        .should(GeneralCodingRules.ACCESS_STANDARD_STREAMS)
        .orShould()
        .accessField(System.class, "in")
        .because("only the command line talks to a terminal");
  }

  /// Where the Vector API is absent, everything else must still load.
  static ArchRule noVectorApi() {
    return noClasses()
        .that(not(resideInAPackage("dev.glissade.simd..")))
        .should()
        .dependOnClassesThat(resideInAPackage("jdk.incubator.."))
        .because("the Vector API has one home, which may be absent");
  }

  /// Java serialization runs code that a file chooses.
  static ArchRule noSerialization() {
    return classes()
        .that()
        .areNotAssignableTo(Throwable.class)
        .and()
        .areNotAssignableTo(Enum.class)
        .should()
        .notBeAssignableTo(Serializable.class)
        .because("files are formats that we define, not dumps of objects");
  }

  /// Reading serialized objects is worse still.
  static ArchRule noObjectInputStream() {
    return noClasses()
        .should()
        .dependOnClassesThat()
        .areAssignableTo(ObjectInputStream.class)
        .because("a file must never choose which code runs");
  }

  /// What is not seen by the compiler is not checked by it.
  static ArchRule noReflection() {
    return noClasses()
        .should()
        .dependOnClassesThat(resideInAPackage("java.lang.reflect.."))
        .orShould()
        .callMethod(Class.class, "forName", String.class)
        .because("only tests look at code from outside");
  }

  /// An exception says by its type what went wrong.
  static ArchRule noGenericExceptions() {
    return noClasses().should(GeneralCodingRules.THROW_GENERIC_EXCEPTIONS);
  }

  /// Two trainings in one process must not meet.
  static ArchRule noMutableStatics() {
    return fields()
        .that()
        .areStatic()
        .and()
        .doNotHaveModifier(JavaModifier.SYNTHETIC)
        .should(new BeConstant())
        .because("what lasts is passed in and handed back, never hidden");
  }
}
