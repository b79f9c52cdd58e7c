package dev.glissade.examples;

import dev.glissade.data.Datasets;
import dev.glissade.nn.BatchNorm;
import dev.glissade.nn.Dense;
import dev.glissade.nn.Dropout;
import dev.glissade.nn.Relu;
import dev.glissade.nn.Sequential;
import dev.glissade.nn.SoftmaxCrossEntropy;
import dev.glissade.optim.Adam;
import dev.glissade.optim.Schedule;
import dev.glissade.train.Trainer;

/// A network that reads handwritten digits. Prints its accuracy on images that it has never seen:
/// a number above 0.96.
public final class QuickStart {
  private QuickStart() {}

  /// Takes no arguments.
  public static void main(String... arguments) {
    var digits = Datasets.digits();
    var model =
        Sequential.of(Dense.of(128), BatchNorm.of(), Relu.of(), Dropout.of(0.2), Dense.of(10));
    var run =
        Trainer.of(model, SoftmaxCrossEntropy.of())
            .optimizer(Adam.of().learningRate(Schedule.inverseTime(0.01, 0.1)))
            .batchSize(64)
            .epochs(30)
            .seed(7)
            .fit(digits.split(0.8, 0.1, 0.1));
    System.out.println(run.test().accuracy());
  }
}
