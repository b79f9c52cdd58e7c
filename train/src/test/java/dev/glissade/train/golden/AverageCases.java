package dev.glissade.train.golden;

import dev.glissade.engine.ExponentialAverage;
import dev.glissade.engine.Graph;
import dev.glissade.engine.Shape;
import dev.glissade.engine.State;
import dev.glissade.engine.Step;
import dev.glissade.engine.Tensor;
import dev.glissade.testkit.Arithmetic;
import dev.glissade.testkit.Variables;
import java.util.Map;

/// Exponentially weighted averages: from zero, corrected, and from the first value, as numbers and
/// as tensors.
final class AverageCases {
  private static final Shape ONE = Shape.of(1);

  private AverageCases() {}

  static GoldenCase of(GoldenFile file) {
    Settings config = file.config().ignore("csv", "column", "first_row", "count");
    double beta = config.number("beta");
    config.requireAllRead();
    return (arithmetic, findings) -> {
      double[] values = file.numbers("inputs", "values");
      asTensors(arithmetic, values, beta).compare(findings);
      if (!arithmetic.isSingle()) {
        asNumbers(values, beta).compare(findings);
      }
    };
  }

  private record Averages(double[] fromZero, double[] corrected, double[] fromFirst) {
    static Averages of(int count) {
      return new Averages(new double[count], new double[count], new double[count]);
    }

    void compare(Findings findings) {
      findings.compare(fromZero, "from_zero");
      findings.compare(corrected, "from_zero_corrected");
      findings.compare(fromFirst, "from_first_value");
      findings.compare(fromFirst, "pandas_adjust_false");
      findings.compare(corrected, "pandas_adjust_true");
    }
  }

  private static Averages asNumbers(double[] values, double beta) {
    Averages averages = Averages.of(values.length);
    ExponentialAverage average = ExponentialAverage.of(beta);
    for (int i = 0; i < values.length; i++) {
      average = average.add(values[i]);
      averages.fromZero[i] = average.fromZero();
      averages.corrected[i] = average.corrected();
      averages.fromFirst[i] = average.fromFirst();
    }
    return averages;
  }

  private static Averages asTensors(Arithmetic arithmetic, double[] values, double beta) {
    Graph graph = new Graph();
    Tensor value = graph.input("value", ONE);
    Tensor scalar = graph.scalar("beta");
    Tensor zero = ExponentialAverage.step(graph.variable("from zero", ONE), value, scalar);
    Tensor first = ExponentialAverage.step(graph.variable("from first", ONE), value, scalar);
    Tensor corrected = zero.dividedBy(graph.scalar("product").subtractedFrom(1));
    Step step =
        new Step(
            graph, Map.of("corrected", corrected), Map.of("from zero", zero, "from first", first));
    Variables variables =
        arithmetic.over(new State.Layout().add("from zero", ONE).add("from first", ONE));
    variables.set("from first", values[0]);
    Averages averages = Averages.of(values.length);
    double product = 1;
    for (int i = 0; i < values.length; i++) {
      product *= beta;
      Map<String, Double> scalars = Map.of("beta", beta, "product", product);
      var outputs = variables.run(step, Map.of("value", new double[] {values[i]}), scalars);
      averages.fromZero[i] = variables.get("from zero")[0];
      averages.corrected[i] = outputs.get("corrected")[0];
      averages.fromFirst[i] = variables.get("from first")[0];
    }
    return averages;
  }
}
