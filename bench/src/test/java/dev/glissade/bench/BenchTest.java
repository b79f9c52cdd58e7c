package dev.glissade.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.glissade.engine.Profile;
import dev.glissade.engine.kernels.KernelSelection;
import dev.glissade.engine.kernels.Kernels;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class BenchTest {
  private static final Stopwatch SHORT = new Stopwatch(0, 1e-6, 3);

  private static Bench bench(Kernels kernels) {
    return new Bench("1.2.3", new Bench.Settings(kernels, 1, SHORT, Bench.Whole.USUAL));
  }

  private static Bench bench() {
    return bench(KernelSelection.current().kernels());
  }

  private static Workload workload(String name) {
    return Workloads.builtIn().select(name).getFirst();
  }

  @Test
  void aLineHasTheFormOfThePeers() {
    JsonNode line = bench().run(workload("gemm/64x64")).json();

    assertEquals(
        List.of(
            "peer",
            "version",
            "workload",
            "threads",
            "metric",
            "value",
            "unit",
            "repeats",
            "min",
            "median",
            "max"),
        List.copyOf(line.propertyNames()));
    assertEquals("glissade", line.get("peer").asString());
    assertEquals("1.2.3", line.get("version").asString());
    assertEquals("gemm/64x64", line.get("workload").asString());
    assertEquals(1, line.get("threads").asInt());
    assertEquals("throughput", line.get("metric").asString());
    assertEquals("GFLOP/s", line.get("unit").asString());
    assertEquals(3, line.get("repeats").asInt());
    assertTrue(line.get("min").asDouble() <= line.get("median").asDouble());
    assertTrue(line.get("median").asDouble() <= line.get("max").asDouble());
    assertEquals(line.get("median"), line.get("value"));
  }

  @Test
  void trainingStepsUpdatesAndInferenceAreMeasuredAndChecked() {
    assertTrue(bench().run(workload("mlp-tiny")).json().get("value").asDouble() > 0);
    assertTrue(bench().run(workload("infer/mlp-mid-b1")).json().get("value").asDouble() > 0);
    var update =
        new Workload.Update(
            "optimizer/short", 5_000, 28, ((Workload.Update) workload("adam-10m")).optimizer());
    assertTrue(bench().run(update).json().get("value").asDouble() > 0);
  }

  @Test
  void aWholeTrainingEndsWithItsAccuracyAndItsSteps() {
    JsonNode line = bench().run(workload("digits-cold")).json();

    assertTrue(line.get("finished").asBoolean());
    assertEquals(20 * (1437 / 64), line.get("steps").asInt());
    assertTrue(line.get("accuracy").asDouble() > 0.95, line.toString());
  }

  @Test
  void aSearchEndsWithItsTrialsItsTimeAndItsBest() {
    Workload.Search all = (Workload.Search) workload("digits-random");
    var few =
        new Workload.Search(
            all.name(),
            all.data(),
            all.input(),
            all.classes(),
            all.batch(),
            3,
            all.beta2(),
            all.epsilon(),
            all.space(),
            4);

    JsonNode line = bench().run(few).json();

    assertEquals(4, line.get("trials").asInt());
    assertTrue(line.get("search_s").asDouble() > 0, line.toString());
    assertTrue(line.get("best").asDouble() > 0.8, line.toString());
  }

  @Test
  void aTrainingWithoutItsDataIsRefused() {
    var refusal =
        assertThrows(IllegalArgumentException.class, () -> bench().run(workload("fashion-88")));

    assertEquals(
        "e2e/fashion-88: expected a folder with the images, but got none — help: --data FOLDER",
        refusal.getMessage());
  }

  @Test
  void whatDoesNotExistYetIsRefused() {
    assertEquals(
        "step/convnet: expected a workload that can be run, but got one that needs layers of the"
            + " kinds [conv, flatten, maxpool] — help: this does not exist yet",
        assertThrows(IllegalArgumentException.class, () -> bench().run(workload("convnet")))
            .getMessage());
  }

  @Test
  void wrongProductsAreNotMeasured() {
    var refusal =
        assertThrows(
            WrongResultException.class,
            () -> bench(WrongKernels.withLazyProducts()).run(workload("gemm/64x64")));

    assertTrue(
        String.valueOf(refusal.getMessage())
            .startsWith("gemm/64x64: expected sums as in double, but got an error of "),
        refusal.toString());
  }

  @Test
  void wrongOutputsAreNotMeasured() {
    var refusal =
        assertThrows(
            WrongResultException.class,
            () -> bench(WrongKernels.withLazyProducts()).run(workload("infer/mlp-mid-b128")));

    assertTrue(
        String.valueOf(refusal.getMessage())
            .startsWith("infer/mlp-mid-b128: expected outputs as in the textbook, but got an "),
        refusal.toString());
  }

  @Test
  void aStepWithAWrongGradientIsNotMeasured() {
    var refusal =
        assertThrows(
            WrongResultException.class,
            () -> bench(WrongKernels.withLongGradients()).run(workload("mlp-tiny")));

    assertTrue(
        String.valueOf(refusal.getMessage())
            .startsWith("step/mlp-tiny: expected a step as in the textbook, but got this: '"),
        refusal.toString());
  }

  @Test
  void aProfileNamesTheKernelsOfTheStepInOrder() {
    Profile profile = bench().profile(workload("mlp-tiny"));

    List<String> products =
        profile.entries().stream()
            .filter(entry -> entry.operations() > 0)
            .map(entry -> entry.path() + " " + entry.shape())
            .toList();
    assertEquals(
        List.of(
            "0.dense [32, 16] · [16, 64]",
            "2.dense [32, 64] · [64, 64]",
            "4.dense [32, 64] · [64, 3]"),
        products.subList(0, 3));
    // Three forward, three weight gradients, and input gradients but for the first layer.
    assertEquals(8, products.size(), products.toString());
    assertTrue(profile.entries().stream().anyMatch(entry -> entry.path().equals("optimizer")));
  }

  @Test
  void onlyStepsHaveProfiles() {
    assertEquals(
        "profile: expected a training step, but got 'gemm/64x64'",
        assertThrows(IllegalArgumentException.class, () -> bench().profile(workload("gemm/64x64")))
            .getMessage());
  }

  @Test
  void aProfileIsPrintedWithSharesAndFloors() {
    var entry = new Profile.Entry("0.dense", "matMul", "[2, 3] · [3, 4]", 4_000, 100, 3_000);
    var other = new Profile.Entry("1.relu", "1 × relu", "[2, 4]", 0, 2_000, 1_000);
    var table = new ProfileTable("step/x", new Profile(List.of(entry, other)), new Peaks(4, 10));

    List<String> lines = table.lines();

    assertEquals("step/x: 4.0 us in 2 kernel calls; peaks 4.0 GFLOP/s, 10.0 GB/s", lines.get(0));
    assertEquals(
        List.of("3.0", "75.0%", "1.0", "1.3", "GFLOP/s", "0.dense", "matMul"),
        List.of(lines.get(2).strip().split(" +")).subList(0, 7));
    assertEquals(
        List.of("1.0", "25.0%", "0.2", "2.0", "GB/s", "1.relu", "1", "×", "relu"),
        List.of(lines.get(3).strip().split(" +")).subList(0, 9));
    assertEquals(List.of("4.0", "100%", "1.2"), List.of(lines.get(4).strip().split(" +")));
  }

  @Test
  void settingsAreChecked() {
    Kernels kernels = KernelSelection.current().kernels();

    assertEquals(
        "threads: expected at least 1, but got 0",
        assertThrows(
                IllegalArgumentException.class,
                () -> new Bench.Settings(kernels, 0, SHORT, new Bench.Whole(0, Optional.empty())))
            .getMessage());
    assertEquals(
        "repeats: expected at least 1, but got 0",
        assertThrows(IllegalArgumentException.class, () -> new Stopwatch(1, 1, 0)).getMessage());
  }
}
