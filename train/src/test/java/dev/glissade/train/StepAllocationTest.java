package dev.glissade.train;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.glissade.data.Batches;
import dev.glissade.data.Datasets;
import dev.glissade.engine.Program;
import dev.glissade.engine.Shape;
import dev.glissade.engine.kernels.KernelSelection;
import dev.glissade.nn.BatchNorm;
import dev.glissade.nn.Dense;
import dev.glissade.nn.Dropout;
import dev.glissade.nn.Layer;
import dev.glissade.nn.Model;
import dev.glissade.nn.Relu;
import dev.glissade.nn.Sequential;
import dev.glissade.nn.SoftmaxCrossEntropy;
import dev.glissade.optim.Adam;
import dev.glissade.optim.Clock;
import dev.glissade.optim.Schedule;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// In a JVM of its own: what C2 inlines depends on what ran before.
@Tag("own-jvm")
class StepAllocationTest {
  private static final Layer LAYERS =
      Sequential.of(Dense.of(128), BatchNorm.of(), Relu.of(), Dropout.of(0.2), Dense.of(10));

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void aStepAllocatesNothing(int size) {
    var recipe =
        new Network.Recipe(
            Model.of(LAYERS, Shape.of(64)), SoftmaxCrossEntropy.of(), Adam.of().clipNorm(1), 0.1);
    try (Network network = new Network(recipe, KernelSelection.current().kernels(), size, 7)) {
      Knobs knobs =
          new Knobs(
              network.knobs(),
              Map.of("learning-rate", Schedule.constant(0.01)),
              network.products());
      Batches batches = Batches.of(Datasets.digits().split(0.8, 0.1, 0.1, 7).train(), 64, 7);
      Program program = network.training(64);
      var clock = Clock.start(batches.count(), 10);
      Allocation.assertNone(
          round -> {
            knobs.advance(clock);
            knobs.set(program, clock);
            batches.fill(0, round % 22, program.input("x"), program.input("targets"));
            program.run();
            assertTrue(Float.isFinite(program.number("cost")));
          });
    }
  }
}
