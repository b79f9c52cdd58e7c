package dev.glissade.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.glissade.data.Datasets;
import dev.glissade.data.Splits;
import dev.glissade.nn.BatchNorm;
import dev.glissade.nn.Dense;
import dev.glissade.nn.Layer;
import dev.glissade.nn.Relu;
import dev.glissade.nn.Sequential;
import dev.glissade.nn.SoftmaxCrossEntropy;
import dev.glissade.optim.Dialect;
import dev.glissade.optim.Meaning;
import dev.glissade.optim.NamedOptimizer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TransferTest {
  private static final Splits DIGITS = Datasets.digits().split(0.8, 0.1, 0.1, 7);

  @TempDir private Path folder;

  private static Layer layers(int units) {
    return Sequential.of(Dense.of(units), BatchNorm.of(), Relu.of(), Dense.of(10));
  }

  private Trainer trainer(Layer layer, NamedOptimizer named, Dialect dialect) {
    var checkpoints =
        new Trainer.Checkpoints(
            folder.resolve("checkpoints"),
            new CheckpointInterval.Steps(1000),
            Keep.USUAL,
            Optional.of(Meaning.of(named, dialect)));
    return Trainer.of(layer, SoftmaxCrossEntropy.of())
        .optimizer(named.of(named.usual().settings(1e-4, dialect)))
        .epochs(3)
        .patience(2)
        .seed(7)
        .threads(1)
        .checkpoints(checkpoints);
  }

  private Trainer adam(int units) {
    return trainer(layers(units), NamedOptimizer.ADAM, Dialect.TEXTBOOK);
  }

  /// A checkpoint after two epochs of Adam.
  private Safetensors trained() {
    try (TrainingRun run = adam(24).epochs(2).start(DIGITS)) {
      run.finish();
      return run.checkpoint().encode();
    }
  }

  @Test
  void aCheckpointOfTheSameKindIsTakenOverAsAWhole() {
    Safetensors file = trained();
    try (TrainingRun run = adam(24).start(DIGITS)) {
      Transfer transfer = run.transfer("file", file);

      assertEquals(List.of(), transfer.anew());
      assertTrue(transfer.checkpoint().best().isPresent());
      run.restore(transfer.checkpoint());
      assertEquals(adam(24).fit(DIGITS).stateSha256(), run.finish().stateSha256());
    }
  }

  @Test
  void ofOtherLayersWhatFitsIsTakenOverAndTheOptimizerBeginsAnew() {
    Safetensors file = trained();
    try (TrainingRun run = adam(25).start(DIGITS)) {
      float[] first = run.network().state().view("0.dense.weight");
      run.restore(run.transfer("file", file).checkpoint());

      assertArrayEquals(first, run.network().state().view("0.dense.weight"));
      assertArrayEquals(new float[25], run.network().state().view("1.batchnorm.mean"));
      assertArrayEquals(
          file.tensors().get("3.dense.bias").values(), run.network().state().view("3.dense.bias"));
      assertArrayEquals(new float[10], run.network().state().view("mean/bias"));
      assertEquals(
          Map.of("1.batchnorm.decay", 1.0, "beta1", 1.0, "beta2", 1.0),
          run.checkpoint().products());
      assertEquals(46, run.checkpoint().origin().begun());
      assertEquals(2, run.checkpoint().progress().bestEpoch());
      assertEquals(3, run.finish().progress().bestEpoch());
    }
  }

  /// A new second half beside a first one whose normalisation goes on.
  @Test
  void statisticsAreTakenOverWithTheirProducts() {
    Safetensors file = trained();
    Layer longer =
        Sequential.of(
            Dense.of(24), BatchNorm.of(), Relu.of(), Dense.of(9), Relu.of(), Dense.of(10));
    try (TrainingRun run = trainer(longer, NamedOptimizer.ADAM, Dialect.TEXTBOOK).start(DIGITS)) {
      run.restore(run.transfer("file", file).checkpoint());

      assertArrayEquals(
          file.tensors().get("1.batchnorm.mean").values(),
          run.network().state().view("1.batchnorm.mean"));
      assertEquals(Math.pow(0.9, 46), run.checkpoint().products().get("1.batchnorm.decay"), 1e-12);
    }
  }

  /// Slots with a first value of their own (Rprop's steps, averages, starts) and counts of steps
  /// (RAdam, Adafactor) begin as in a first step: nobody stands still, jumps or fails. Only FTRL
  /// jumps: its parameters are a function of its slots.
  @ParameterizedTest
  @EnumSource(NamedOptimizer.class)
  void everyOptimizerGoesOnFromTheParametersOfAnother(NamedOptimizer named) {
    Layer plain = Sequential.of(Dense.of(16), Relu.of(), Dense.of(10));
    Trainer before = trainer(plain, NamedOptimizer.MOMENTUM, Dialect.PYTORCH);
    Safetensors file;
    double loss;
    try (TrainingRun run = before.epochs(2).start(DIGITS)) {
      Run result = run.finish();
      loss = result.history().getLast().trainLoss();
      file = run.checkpoint().encode();
    }
    try (TrainingRun run = trainer(plain, named, Dialect.TEXTBOOK).start(DIGITS)) {
      Transfer transfer = run.transfer("file", file);
      run.restore(transfer.checkpoint());
      float[] start = run.network().state().view("0.dense.weight");
      Run result = run.finish();

      assertEquals(3, result.clock().epoch());
      double after = result.history().getLast().trainLoss();
      double most = named == NamedOptimizer.FTRL ? Double.MAX_VALUE : 1.5 * loss;
      assertTrue(after < most, named + ": " + loss + ", then " + after);
      assertTrue(
          !java.util.Arrays.equals(start, result.state().view("0.dense.weight")), "it moves");
    }
  }

  /// Momentum in Keras' dialect has the learning rate in its velocity.
  @Test
  void averagesOfOtherConventionsAreNotTakenOver() {
    Layer layers = layers(24);
    Safetensors file;
    try (TrainingRun run =
        trainer(layers, NamedOptimizer.MOMENTUM, Dialect.KERAS).epochs(1).start(DIGITS)) {
      run.finish();
      file = run.checkpoint().encode();
    }
    for (Dialect dialect : List.of(Dialect.TEXTBOOK, Dialect.DL4J)) {
      try (TrainingRun run = trainer(layers, NamedOptimizer.MOMENTUM, dialect).start(DIGITS)) {
        List<String> anew = run.transfer("file", file).anew();

        assertEquals(dialect == Dialect.TEXTBOOK, anew.contains("velocity/weight"), anew + "");
      }
    }
  }

  @Test
  void whatIsNoCheckpointIsRefused() {
    Safetensors other = new Safetensors(Map.of("format", "pt"), Map.of());
    try (TrainingRun run = adam(24).start(DIGITS)) {
      assertThrows(CheckpointException.class, () -> run.transfer("file", other));
    }
  }
}
