package dev.glissade.train.golden;

import dev.glissade.engine.ThreadTeam;
import dev.glissade.engine.kernels.KernelProvider;
import dev.glissade.engine.kernels.KernelSelection;
import dev.glissade.testkit.Arithmetic;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.Collectors;
import org.opentest4j.TestAbortedException;

/// Checks golden files in every arithmetic there is: both sets of kernels and the reference.
final class GoldenRun implements AutoCloseable {
  private static final String VECTOR = "vector";

  private final ThreadTeam team = new ThreadTeam(2);
  private final List<Arithmetic> arithmetics = new ArrayList<>();
  private String note = "";

  GoldenRun() {
    arithmetics.add(compiled("plain"));
    if (isUsable(VECTOR)) {
      arithmetics.add(compiled(VECTOR));
    } else {
      note = "; float32 vector: skipped, because this JVM cannot run these kernels";
    }
    arithmetics.add(new Arithmetic.Textbook());
  }

  private Arithmetic compiled(String provider) {
    return new Arithmetic.Compiled(KernelSelection.choose(provider).kernels(), team);
  }

  private static boolean isUsable(String name) {
    for (KernelProvider provider : ServiceLoader.load(KernelProvider.class)) {
      if (provider.name().equals(name)) {
        return provider.isUsable();
      }
    }
    throw new AssertionError("golden: expected the kernels '" + name + "' on the class path");
  }

  /// Compares one file and says in one line what was found.
  ///
  /// @throws AssertionError if a number is too far away, or the file's kind is unknown
  /// @throws TestAbortedException if the file's feature does not exist yet
  String check(GoldenFile file) {
    try {
      List<Findings> all = findings(file);
      String line = all.stream().map(Findings::toString).collect(Collectors.joining("; ")) + note;
      List<String> failures = all.stream().flatMap(each -> each.failure().stream()).toList();
      if (!failures.isEmpty()) {
        throw new AssertionError(line + "; " + String.join("; ", failures));
      }
      return "golden " + file + " " + line;
    } catch (TestAbortedException e) {
      throw new TestAbortedException(
          "golden %s skipped, because %s".formatted(file, e.getMessage()), e);
    } catch (AssertionError | RuntimeException e) {
      throw new AssertionError("golden %s failed: %s".formatted(file, e.getMessage()), e);
    }
  }

  /// What comparing one file has found, in each arithmetic.
  List<Findings> findings(GoldenFile file) {
    GoldenCase it = Kinds.of(file);
    List<Findings> all = new ArrayList<>();
    for (Arithmetic arithmetic : arithmetics) {
      Findings findings = new Findings(file, arithmetic);
      it.check(arithmetic, findings);
      all.add(findings);
    }
    return all;
  }

  @Override
  public void close() {
    team.close();
  }
}
