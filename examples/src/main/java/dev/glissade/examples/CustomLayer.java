package dev.glissade.examples;

import dev.glissade.data.Datasets;
import dev.glissade.engine.Tensor;
import dev.glissade.nn.Dense;
import dev.glissade.nn.Initializer;
import dev.glissade.nn.Layer;
import dev.glissade.nn.Role;
import dev.glissade.nn.Scope;
import dev.glissade.nn.Sequential;
import dev.glissade.nn.SoftmaxCrossEntropy;
import dev.glissade.optim.Adam;
import dev.glissade.train.Trainer;

/// A layer of one's own: a record with one method. Prints the accuracy on a fifth of Fisher's iris,
/// at least 0.9, and the slopes that were learned.
public final class CustomLayer {
  private CustomLayer() {}

  /// `y = max(x, 0) + a min(x, 0)` with one learned slope `a` per unit, which begins at `first` (He
  /// et al. 2015). The engine derives the gradient.
  ///
  /// `x [batch, …] -> y [batch, …]`, `a […]`.
  public record LearnedSlope(double first) implements Layer {
    @Override
    public Tensor apply(Tensor x, Scope scope) {
      Initializer initializer = new Initializer.Constant(first);
      Tensor a = scope.parameter("slope", x.shape().tail(), Role.GAIN, initializer);
      return x.maximum(0).plus(a.times(x.minimum(0)));
    }
  }

  /// Takes no arguments.
  public static void main(String... arguments) {
    var run =
        Trainer.of(
                Sequential.of(Dense.of(8), new LearnedSlope(0.25), Dense.of(3)),
                SoftmaxCrossEntropy.of())
            .optimizer(Adam.of().learningRate(0.02))
            .batchSize(16)
            .epochs(40)
            .seed(7)
            .fit(Datasets.iris().split(0.8, 0, 0.2));
    System.out.println("accuracy " + run.test().accuracy());
    System.out.print("slopes");
    for (float slope : run.state().view("1.learnedslope.slope")) {
      System.out.printf(" %.3f", slope);
    }
    System.out.println();
  }
}
