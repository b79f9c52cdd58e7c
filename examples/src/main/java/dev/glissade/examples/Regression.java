package dev.glissade.examples;

import dev.glissade.data.Datasets;
import dev.glissade.nn.Dense;
import dev.glissade.nn.MeanSquaredError;
import dev.glissade.nn.Relu;
import dev.glissade.nn.Sequential;
import dev.glissade.optim.Adam;
import dev.glissade.train.Metrics;
import dev.glissade.train.Trainer;

/// Numbers instead of classes: the minimum temperature of a day in Melbourne from those of the
/// seven days before. Prints the root of the mean square error in °C over the last year, for the
/// network and for the guess that every day is like the one before; the network's is smaller.
public final class Regression {
  private Regression() {}

  /// Takes no arguments.
  public static void main(String... arguments) {
    var days = Datasets.melbourne().split(0.8, 0.1, 0.1);
    var run =
        Trainer.of(Sequential.of(Dense.of(16), Relu.of(), Dense.of(1)), MeanSquaredError.of())
            .optimizer(Adam.of().learningRate(0.005))
            .epochs(10)
            .seed(7)
            .fit(days);
    if (run.test() instanceof Metrics.Regression metrics) {
      System.out.printf("network %.2f%n", metrics.rmse());
    }
    System.out.printf("like the day before %.2f%n", likeTheDayBefore(days.test().size()));
  }

  /// The root of the mean square difference between successive days, over the last `days`.
  static double likeTheDayBefore(int days) {
    double[] series = Datasets.melbourneSeries();
    double sum = 0;
    for (int i = series.length - days; i < series.length; i++) {
      double difference = series[i] - series[i - 1];
      sum += difference * difference;
    }
    return Math.sqrt(sum / days);
  }
}
