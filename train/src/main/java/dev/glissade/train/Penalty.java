package dev.glissade.train;

import dev.glissade.engine.Graph;
import dev.glissade.engine.Tensor;
import dev.glissade.engine.kernels.UnaryFunction;
import dev.glissade.nn.Parameter;
import dev.glissade.nn.Role;
import dev.glissade.nn.Trace;
import dev.glissade.optim.Schedule;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;

/// What regularisation adds to the cost, over weights only.
final class Penalty {
  private static final String L2 = "l2";
  private static final String L1 = "l1";

  private Penalty() {}

  /// Both λ, as far as they are not 0.
  static Map<String, Schedule> knobs(Regularization regularization) {
    Map<String, Schedule> knobs = new LinkedHashMap<>();
    if (regularization.l2() > 0) {
      knobs.put(L2, Schedule.constant(regularization.l2()));
    }
    if (regularization.l1() > 0) {
      knobs.put(L1, Schedule.constant(regularization.l1()));
    }
    return knobs;
  }

  /// `loss + λ₂ / (2 m) Σ W² + λ₁ / m Σ |W|` for a batch of `m` examples.
  static Tensor added(Tensor loss, Trace trace, Regularization regularization, int examples) {
    Graph graph = loss.graph();
    Tensor cost = loss;
    if (regularization.l2() > 0) {
      Tensor before = cost;
      Tensor share = graph.scalar(L2).dividedBy(2.0 * examples);
      cost = graph.at(L2, () -> before.plus(sum(trace, Tensor::square).times(share)));
    }
    if (regularization.l1() > 0) {
      Tensor before = cost;
      Tensor share = graph.scalar(L1).dividedBy(examples);
      cost = graph.at(L1, () -> before.plus(sum(trace, Penalty::absolute).times(share)));
    }
    return cost;
  }

  private static Tensor absolute(Tensor x) {
    return x.map(UnaryFunction.ABSOLUTE);
  }

  private static Tensor sum(Trace trace, UnaryOperator<Tensor> function) {
    Tensor sum = trace.output().graph().constant(0);
    for (Parameter parameter : trace.parameters()) {
      if (parameter.role() == Role.WEIGHT) {
        sum = sum.plus(function.apply(parameter.tensor()).sum());
      }
    }
    return sum;
  }
}
