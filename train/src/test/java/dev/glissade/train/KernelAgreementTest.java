package dev.glissade.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.glissade.data.Batches;
import dev.glissade.data.Datasets;
import dev.glissade.data.Splits;
import dev.glissade.engine.Shape;
import dev.glissade.engine.kernels.KernelSelection;
import dev.glissade.engine.kernels.Kernels;
import dev.glissade.nn.BatchNorm;
import dev.glissade.nn.Dense;
import dev.glissade.nn.Layer;
import dev.glissade.nn.Model;
import dev.glissade.nn.Relu;
import dev.glissade.nn.Sequential;
import dev.glissade.nn.SoftmaxCrossEntropy;
import dev.glissade.optim.Adam;
import dev.glissade.optim.Clock;
import dev.glissade.optim.Schedule;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Plain and vector kernels are one training to the last bit, whichever runs when.
class KernelAgreementTest {
  private static final Layer LAYERS =
      Sequential.of(Dense.of(128), BatchNorm.of(), Relu.of(), Dense.of(10));
  private static final Splits DIGITS = Datasets.digits().split(0.8, 0.1, 0.1, 7);

  private record Outcome(double accuracy, String hash) {}

  private static Outcome trained(Kernels kernels) {
    Model model = Model.of(LAYERS, Shape.of(64));
    var recipe = new Network.Recipe(model, SoftmaxCrossEntropy.of(), Adam.of(), 0);
    try (Network network = new Network(recipe, kernels, 1, 7)) {
      Knobs knobs =
          new Knobs(
              network.knobs(),
              Map.of("learning-rate", Schedule.inverseTime(0.01, 0.1)),
              network.products());
      Batches batches = Batches.of(DIGITS.train(), 64, 7);
      Stepper stepper = Stepper.of(network, knobs, batches, 1);
      Clock clock = Clock.start(batches.count(), 20);
      while (!clock.isDone()) {
        stepper.step(clock);
        clock = stepper.after(clock);
      }
      Metrics metrics =
          new Evaluator(network, knobs).evaluate(DIGITS.test(), DIGITS.preprocessing(), clock);
      return new Outcome(metrics.accuracy(), network.state().sha256());
    }
  }

  @Test
  void digitsAreLearnedWithTheSameBitsByPlainAndVectorKernels() {
    Outcome plain = trained(KernelSelection.choose("plain").kernels());
    Outcome vector = trained(KernelSelection.choose("vector").kernels());

    assertTrue(plain.accuracy() >= 0.97, plain.toString());
    assertEquals(plain, vector);
  }
}
