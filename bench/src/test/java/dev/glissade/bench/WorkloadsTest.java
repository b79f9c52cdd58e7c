package dev.glissade.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.glissade.nn.BatchNorm;
import dev.glissade.nn.Dense;
import dev.glissade.nn.Relu;
import dev.glissade.nn.Sequential;
import dev.glissade.optim.Adam;
import dev.glissade.optim.AdamW;
import dev.glissade.optim.Dialect;
import dev.glissade.optim.Momentum;
import dev.glissade.optim.Schedule;
import dev.glissade.tune.Param;
import dev.glissade.tune.Space;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkloadsTest {
  @TempDir private Path folder;

  private final Workloads workloads = Workloads.builtIn();

  private Workload only(String name) {
    List<Workload> found = workloads.select(name);
    assertEquals(1, found.size(), found.toString());
    return found.getFirst();
  }

  private static Dense plain(int units) {
    return Dense.of(units).withoutBias();
  }

  @Test
  void aTrainingStepIsWhatTheFileSays() {
    var layers =
        Sequential.of(
            plain(512),
            BatchNorm.of(),
            Relu.of(),
            plain(512),
            BatchNorm.of(),
            Relu.of(),
            Dense.of(10));
    var adam = new Adam(Schedule.constant(0.001), 0.9, 0.999, 1e-8);

    assertEquals(
        new Workload.TrainingStep(
            "step/mlp-mid", new Workload.Network(List.of(784), 10, 128, layers), adam, 16),
        only("step/mlp-mid"));
  }

  @Test
  void optimisersMeanWhatTheyMeanForThePeers() {
    var regression = assertInstanceOf(Workload.TrainingStep.class, only("softmax-regression"));
    var tabular = assertInstanceOf(Workload.TrainingStep.class, only("tabular"));

    assertEquals(
        new Momentum(Schedule.constant(0.05), 0.9, false, Dialect.PYTORCH), regression.optimizer());
    assertEquals(
        new AdamW(new Adam(Schedule.constant(0.001), 0.9, 0.999, 1e-8), 0.01, false),
        tabular.optimizer());
  }

  @Test
  void allOtherKindsAreRead() {
    assertEquals(
        new Workload.Product("gemm/mid-fwd1-128x784x512", 128, 784, 512), only("mid-fwd1"));
    assertInstanceOf(Workload.Update.class, only("adam-10m"));
    assertInstanceOf(Workload.Inference.class, only("mlp-mid-b1"));
    var fashion = assertInstanceOf(Workload.EndToEnd.class, only("e2e/fashion-88"));
    assertEquals(new Workload.Goal.Accuracy(0.88, 235, 15), fashion.goal());
    var digits = assertInstanceOf(Workload.EndToEnd.class, only("digits-cold"));
    assertEquals(new Workload.Goal.Epochs(20), digits.goal());
  }

  @Test
  void aNameMeansItselfBeforeItIsTheBeginningOfOthers() {
    assertEquals("step/mlp-mid", only("mlp-mid").name());
    assertEquals(
        List.of("infer/mlp-mid-b1", "infer/mlp-mid-b128"),
        workloads.select("infer/").stream().map(Workload::name).toList());
    assertEquals(15, workloads.select("gemm/").size());
  }

  @Test
  void whatCannotBeRunYetSaysWhatItNeeds() {
    assertEquals(
        new Workload.Missing("step/convnet", "layers of the kinds [conv, flatten, maxpool]"),
        only("convnet"));
  }

  @Test
  void aSearchHasItsSpaceAndItsTrials() {
    Workload.Search search = (Workload.Search) only("digits-random");

    assertEquals(120, search.trials());
    assertEquals(20, search.epochs());
    assertEquals(
        Space.EMPTY
            .with("lr", new Param.Log(1e-4, 0.1))
            .with("one_minus_beta1", new Param.Log(1e-3, 0.2))
            .with("h", new Param.Choice(List.of("32", "64", "128", "256"))),
        search.space());
  }

  @Test
  void anUnknownNameIsRefusedWithTheNearestOne() {
    var refusal =
        assertThrows(IllegalArgumentException.class, () -> workloads.select("step/mlp-mdi"));

    String message = String.valueOf(refusal.getMessage());
    assertTrue(message.startsWith("workload: expected one of step/mlp-mid, "), message);
    assertTrue(
        message.endsWith("but got 'step/mlp-mdi' — help: did you mean 'step/mlp-mid'?"), message);
    assertThrows(IllegalArgumentException.class, () -> workloads.select(""));
  }

  @Test
  void aFileOfWorkloadsIsReadLikeTheBuiltInOne() throws IOException {
    Path file = folder.resolve("own.json");
    Files.writeString(
        file,
        "{\"workloads\": [{\"name\": \"gemm/x\", \"kind\": \"gemm\", \"m\": 2, \"k\": 3, \"n\":"
            + " 4}]}");

    assertEquals(List.of(new Workload.Product("gemm/x", 2, 3, 4)), Workloads.read(file).all());
  }

  @Test
  void aFileThatHoldsNoWorkloadsIsRefused() throws IOException {
    Path file = folder.resolve("own.json");
    Files.writeString(file, "{}");

    assertEquals(
        "workloads: expected a list 'workloads' with entries, but got none in '" + file + "'",
        assertThrows(IllegalArgumentException.class, () -> Workloads.read(file)).getMessage());
  }

  @Test
  void aNumberThatIsMissingIsNamed() throws IOException {
    Path file = folder.resolve("own.json");
    Files.writeString(
        file, "{\"workloads\": [{\"name\": \"gemm/x\", \"kind\": \"gemm\", \"m\": 2, \"k\": 3}]}");

    assertEquals(
        "workloads: expected a whole number of at least 1 as 'n', but got"
            + " {\"name\":\"gemm/x\",\"kind\":\"gemm\",\"m\":2,\"k\":3}",
        assertThrows(IllegalArgumentException.class, () -> Workloads.read(file)).getMessage());
  }
}
