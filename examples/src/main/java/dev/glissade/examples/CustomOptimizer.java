package dev.glissade.examples;

import dev.glissade.data.Datasets;
import dev.glissade.engine.ExponentialAverage;
import dev.glissade.engine.Tensor;
import dev.glissade.engine.kernels.UnaryFunction;
import dev.glissade.nn.Dense;
import dev.glissade.nn.Relu;
import dev.glissade.nn.Sequential;
import dev.glissade.nn.SoftmaxCrossEntropy;
import dev.glissade.optim.Optimizer;
import dev.glissade.optim.Schedule;
import dev.glissade.optim.Transform;
import dev.glissade.optim.Update;
import dev.glissade.train.Trainer;
import java.util.List;

/// An optimiser of one's own: a record with a few symbolic lines, which the engine fuses into one
/// pass over memory. Prints the accuracy on handwritten digits that the network has never seen:
/// above 0.95.
public final class CustomOptimizer {
  private CustomOptimizer() {}

  /// Lion (Chen et al. 2023), without weight decay: `θ ← θ - α sign(β₁ m + (1 - β₁) g)`, then
  /// `m ← β₂ m + (1 - β₂) g`. Every number moves by α in each step.
  public record Lion(Schedule learningRate, double beta1, double beta2) implements Optimizer {
    @Override
    public List<Transform> transforms() {
      return List.of(this::direction);
    }

    private Tensor direction(Tensor g, Update update) {
      Tensor m = update.slot("mean");
      update.set("mean", ExponentialAverage.step(m, g, update.knob("beta2", beta2)));
      Tensor blend = ExponentialAverage.step(m, g, update.knob("beta1", beta1));
      return blend.map(UnaryFunction.SIGN);
    }
  }

  /// Takes no arguments.
  public static void main(String... arguments) {
    var run =
        Trainer.of(Sequential.of(Dense.of(64), Relu.of(), Dense.of(10)), SoftmaxCrossEntropy.of())
            .optimizer(new Lion(Schedule.exponential(0.002, 0.9), 0.9, 0.99))
            .epochs(20)
            .seed(7)
            .fit(Datasets.digits().split(0.8, 0.1, 0.1));
    System.out.println("accuracy " + run.test().accuracy());
  }
}
