package dev.glissade.examples;

import dev.glissade.data.Datasets;
import dev.glissade.engine.Shape;
import dev.glissade.nn.BatchNorm;
import dev.glissade.nn.Dense;
import dev.glissade.nn.Layer;
import dev.glissade.nn.Model;
import dev.glissade.nn.Relu;
import dev.glissade.nn.Residual;
import dev.glissade.nn.Sequential;
import dev.glissade.nn.SoftmaxCrossEntropy;
import dev.glissade.optim.Adam;
import dev.glissade.optim.Schedule;
import dev.glissade.train.Trainer;

/// A network that is not a chain: blocks with a way around them. Prints a table of its layers, then
/// its accuracy on handwritten digits that it has never seen: above 0.95.
public final class ResidualNetwork {
  private ResidualNetwork() {}

  /// Two dense layers of `units` units and a way around both (He et al. 2016).
  static Layer block(int units) {
    return Residual.of(Dense.of(units), BatchNorm.of(), Relu.of(), Dense.of(units), BatchNorm.of());
  }

  /// Takes no arguments.
  public static void main(String... arguments) {
    Layer network =
        Sequential.of(Dense.of(32), block(32), Relu.of(), block(32), Relu.of(), Dense.of(10));
    System.out.println(Model.of(network, Shape.of(64)).summary());
    var run =
        Trainer.of(network, SoftmaxCrossEntropy.of())
            .optimizer(Adam.of().learningRate(Schedule.inverseTime(0.01, 0.1)))
            .epochs(12)
            .seed(7)
            .fit(Datasets.digits().split(0.8, 0.1, 0.1));
    System.out.println("accuracy " + run.test().accuracy());
  }
}
