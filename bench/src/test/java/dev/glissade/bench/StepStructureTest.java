package dev.glissade.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.glissade.engine.Profile;
import dev.glissade.engine.kernels.KernelSelection;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What a compiled step consists of, which says how fast it can be, and is the same on every
/// machine. The limits are what a step needs today and a little more: lower them when it needs
/// less.
class StepStructureTest {
  private static final int ADAM_BYTES = 28;
  private static final int VELOCITY_BYTES = 20;

  private static Steps steps(String name) {
    var workload =
        assertInstanceOf(Workload.TrainingStep.class, Workloads.builtIn().select(name).getFirst());
    var means = new Steps.Means(KernelSelection.current().kernels(), 1, 0);
    return new Steps(workload.network(), workload.optimizer(), 1, means);
  }

  private static Profile profile(String name) {
    try (Steps steps = steps(name)) {
      return steps.program().profile(1, () -> steps.prepare(0));
    }
  }

  /// Forward, weight gradient and input gradient of each layer, but no input gradient of the first.
  @ParameterizedTest
  @CsvSource({
    "mlp-mid, 8, 410779648",
    "mlp-mid-plain, 8, 410779648",
    "mlp-small, 5, 26181632",
    "mlp-tiny, 8, 954368",
    "tabular, 11, 218234880",
    "softmax-regression, 2, 8028160"
  })
  void aStepDoesTheProductsThatItNeedsAndNoOther(String name, int products, long operations) {
    List<Profile.Entry> found =
        profile(name).entries().stream().filter(entry -> entry.operations() > 0).toList();

    assertEquals(products, found.size(), found.toString());
    assertEquals(operations, found.stream().mapToLong(Profile.Entry::operations).sum());
  }

  /// Fewer calls are less overhead for small networks, fewer bytes less waiting for memory. A plain
  /// product of some size has a call for packing, which one on vectors may not have.
  @ParameterizedTest
  @CsvSource({
    "mlp-mid, 45, 37000000, 1200000",
    "mlp-mid-plain, 31, 32000000, 1000000",
    "mlp-small, 23, 4600000, 140000",
    "mlp-tiny, 27, 400000, 16000",
    "tabular, 60, 23000000, 920000",
    "softmax-regression, 16, 2000000, 17000"
  })
  void aStepNeedsFewKernelCallsBytesAndScratch(String name, int calls, long bytes, int scratch) {
    List<Profile.Entry> entries = profile(name).entries();

    assertTrue(entries.size() <= calls, () -> entries.size() + " calls: " + entries);
    long touched = entries.stream().mapToLong(Profile.Entry::bytes).sum();
    assertTrue(touched <= bytes, () -> touched + " bytes: " + entries);
    try (Steps steps = steps(name)) {
      int used = steps.program().scratchSize();
      assertTrue(used <= scratch, () -> used + " floats of scratch");
    }
  }

  /// Each parameter, gradient and slot is read once and each parameter and slot written once.
  @ParameterizedTest
  @CsvSource({
    "mlp-mid, 670730, " + ADAM_BYTES,
    "mlp-tiny, 5443, " + ADAM_BYTES,
    "tabular, 148231, " + ADAM_BYTES,
    "softmax-regression, 7850, " + VELOCITY_BYTES
  })
  void theOptimiserIsOnePassOverMemory(String name, long parameters, int bytes) {
    List<Profile.Entry> entries = profile(name).entries();

    long updated =
        entries.stream()
            .filter(entry -> entry.path().equals("optimizer"))
            .mapToLong(Profile.Entry::bytes)
            .sum();
    // The plain numbers are counted too, and are few.
    assertTrue(updated >= bytes * parameters, () -> updated + " bytes: " + entries);
    assertTrue(updated <= bytes * parameters + 200, () -> updated + " bytes: " + entries);
    assertTrue(
        entries.stream().noneMatch(entry -> entry.operation().equals("copy")), entries::toString);
  }
}
