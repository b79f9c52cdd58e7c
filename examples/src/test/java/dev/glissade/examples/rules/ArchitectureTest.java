package dev.glissade.examples.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import dev.glissade.examples.rules.bad.BadExamples;
import dev.glissade.examples.rules.bad.engine.KnowsNetworks;
import dev.glissade.examples.rules.bad.nn.KnowsEngine;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// The rules of `Architecture` hold for the main code of all modules, and each refuses the class
/// that was written to break it.
class ArchitectureTest {
  private static final String ROOT = "dev.glissade";
  private static final String BAD = "dev.glissade.examples.rules.bad";
  private static final JavaClasses MAIN =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages(ROOT);

  private static void holdsAndRefuses(ArchRule rule, Class<?>... bad) {
    rule.check(MAIN);
    refuses(rule, bad);
  }

  private static void refuses(ArchRule rule, Class<?>... bad) {
    assertTrue(
        rule.evaluate(new ClassFileImporter().importClasses(bad)).hasViolation(),
        () -> "accepted by: " + rule.getDescription());
  }

  @Test
  void theTableOfArrowsNamesTheModulesOfTheBuild() throws IOException {
    assertEquals(Set.copyOf(Repository.modules()), Architecture.ARROWS.keySet());
  }

  @Test
  void theClassesOfAllModulesAreLookedAt() throws IOException {
    for (String module : Repository.modules()) {
      if (Files.isDirectory(Repository.root().resolve(module + "/src/main/java"))) {
        String classes = ROOT + "." + module;
        assertTrue(
            MAIN.stream().anyMatch(each -> each.getPackageName().equals(classes)),
            () -> "nothing of " + classes + " is on the class path");
      }
    }
  }

  @Test
  void arrowsBetweenModulesGoOneWay() {
    Architecture.ARROWS.forEach(
        (module, known) -> Architecture.arrows(ROOT, module, known).check(MAIN));

    refuses(Architecture.arrows(BAD, "engine", Set.of()), KnowsNetworks.class, KnowsEngine.class);
    Architecture.arrows(BAD, "nn", Set.of("engine"))
        .check(new ClassFileImporter().importClasses(KnowsNetworks.class, KnowsEngine.class));
  }

  @Test
  void packagesHaveNoCycles() {
    Architecture.noCycles(ROOT).check(MAIN);

    refuses(Architecture.noCycles(BAD), KnowsNetworks.class, KnowsEngine.class);
  }

  @Test
  void theNumericalCoreUsesNoLibrary() {
    Architecture.noLibraries(ROOT).check(MAIN);

    refuses(Architecture.noLibraries(BAD), KnowsNetworks.class);
  }

  @Test
  void onlyTheCommandLineTalksToATerminal() {
    holdsAndRefuses(Architecture.noStandardStreams(), BadExamples.Prints.class);
    holdsAndRefuses(Architecture.noStandardStreams(), BadExamples.Asks.class);
  }

  @Test
  void theVectorApiHasOneHome() {
    holdsAndRefuses(Architecture.noVectorApi(), BadExamples.UsesLanes.class);
  }

  @Test
  void nothingIsSerializedByJava() {
    holdsAndRefuses(Architecture.noSerialization(), BadExamples.Dumped.class);
    holdsAndRefuses(Architecture.noObjectInputStream(), BadExamples.Restores.class);
  }

  @Test
  void onlyTestsReflect() {
    holdsAndRefuses(Architecture.noReflection(), BadExamples.Reflects.class);
    holdsAndRefuses(Architecture.noReflection(), BadExamples.LoadsByName.class);
  }

  @Test
  void exceptionsAreSpecific() {
    holdsAndRefuses(Architecture.noGenericExceptions(), BadExamples.ThrowsAnything.class);
  }

  @Test
  void staticsAreConstants() {
    holdsAndRefuses(Architecture.noMutableStatics(), BadExamples.HasVariable.class);
    holdsAndRefuses(Architecture.noMutableStatics(), BadExamples.HasOpenArray.class);
    holdsAndRefuses(Architecture.noMutableStatics(), BadExamples.HasList.class);
    holdsAndRefuses(Architecture.noMutableStatics(), BadExamples.HasCounter.class);
  }
}
