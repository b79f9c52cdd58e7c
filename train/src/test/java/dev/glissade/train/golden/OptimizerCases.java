package dev.glissade.train.golden;

import dev.glissade.engine.Op;
import dev.glissade.engine.Shape;
import dev.glissade.engine.Tensor;
import dev.glissade.nn.Initializer;
import dev.glissade.nn.Layer;
import dev.glissade.nn.Loss;
import dev.glissade.nn.Model;
import dev.glissade.nn.Reduction;
import dev.glissade.nn.Role;
import dev.glissade.nn.Scope;
import dev.glissade.optim.Dialect;
import dev.glissade.optim.Optimizer;
import dev.glissade.optim.ScheduleFree;
import dev.glissade.optim.Transforms;
import dev.glissade.optim.WeightDecay;
import dev.glissade.train.Network;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Optimisers on gradients that the file gives: what the parameters are after some steps.
///
/// The gradients go through a whole `Network`: its model is linear in its parameters, so that its
/// inputs are the gradients.
final class OptimizerCases {
  private OptimizerCases() {}

  /// `output[i] = Σ x[i] · θ` over all parameters; for targets that nobody reads.
  private record Weighed(List<Shape> shapes, boolean isEachWeight) implements Layer {
    @Override
    public Tensor apply(Tensor x, Scope scope) {
      List<Tensor> flat = new ArrayList<>();
      for (int i = 0; i < shapes.size(); i++) {
        Shape shape = shapes.get(i);
        Role role = isEachWeight || shape.rank() > 1 ? Role.WEIGHT : Role.BIAS;
        Tensor parameter = scope.parameter("p" + i, shape, role, Initializer.zeros());
        flat.add(parameter.reshape(Shape.of(shape.size())));
      }
      Tensor all = scope.graph().add(new Op.Concatenate(0), flat.toArray(Tensor[]::new));
      Tensor column = all.reshape(Shape.of(all.shape().size(), 1));
      return x.matMul(column).reshape(Shape.of(x.shape().extent(0)));
    }
  }

  private record Total() implements Loss {
    @Override
    public Tensor apply(Tensor output, Tensor targets, Reduction reduction) {
      return output.sum();
    }

    @Override
    public Shape targets(Shape output) {
      return output;
    }
  }

  static GoldenCase of(GoldenFile file) {
    return check(file, plan(file));
  }

  /// How to go through a file: gradients are means over `examples`, schedules count epochs of
  /// `stepsPerEpoch`.
  private record Plan(Descent descent, int examples, long stepsPerEpoch) {
    static Plan of(Descent descent) {
      return new Plan(descent, 1, 1);
    }
  }

  private static Plan plan(GoldenFile file) {
    Settings config = file.config();
    return switch (file.framework()) {
      case "numpy" -> textbook(config);
      case "torch" -> Plan.of(torch(config));
      case "optax" -> Plan.of(OptaxDescents.of(config));
      case "keras" -> Plan.of(keras(config));
      default -> throw new AssertionError("golden %s: unknown framework".formatted(file));
    };
  }

  /// The optimiser that a file is compared with.
  static Optimizer optimizer(GoldenFile file) {
    return plan(file).descent().optimizer();
  }

  private static Plan textbook(Settings config) {
    Settings decay = config.child("decay");
    var optimizer = Descents.textbook(config.text("rule"), config, "alpha", decay);
    long stepsPerEpoch = (long) decay.number("steps_per_epoch", 1);
    double lambda = config.number("lambda", 0);
    int examples = (int) config.number("m", 1);
    config.requireAllRead();
    return new Plan(new Descent(optimizer, lambda, false), examples, stepsPerEpoch);
  }

  /// torch keeps η of ASGD and Πμ of NAdam as a `float` also for double parameters, which moves
  /// them by 1.2e-8 and 3.2e-10; with the same rounding the formulas agree to 1e-16.
  private static double doubleLimit(GoldenFile file) {
    return switch (file.framework() + "." + file.config().text("class")) {
      case "torch.ASGD" -> 3e-8;
      case "torch.NAdam" -> 1e-9;
      default -> file.tolerance("float64");
    };
  }

  private static Descent torch(Settings config) {
    Settings options = config.child("config");
    boolean isMatrixOnly = config.flag("no_decay_on_vectors");
    config.ignore("matrix_only", "full_precision");
    Settings constant = Settings.none(config.owner());
    Descent found = TorchDescents.of(config.text("class"), options, isMatrixOnly, constant);
    Optimizer optimizer = found.optimizer();
    if (config.has("clip_grad_norm") || config.has("clip_grad_value")) {
      // torch clips the gradients, then its optimisers add the decay.
      var decay = new WeightDecay(found.decay(), WeightDecay.Kind.COUPLED, isMatrixOnly);
      optimizer = found.decay() == 0 ? optimizer : optimizer.decay(decay);
      found =
          Descent.of(
              config.has("clip_grad_norm")
                  ? optimizer.clipNorm(config.number("clip_grad_norm"), Dialect.PYTORCH)
                  : optimizer.before(Transforms.clipValue(config.number("clip_grad_value"))));
    }
    config.requireAllRead();
    return found;
  }

  private static Descent keras(Settings config) {
    Settings options = config.child("config");
    config.ignore("backend");
    boolean isMatrixOnly = config.flag("no_decay_on_vectors");
    Descent descent = KerasDescents.of(config.text("class"), options, isMatrixOnly);
    config.requireAllRead();
    return descent;
  }

  private static GoldenCase check(GoldenFile file, Plan plan) {
    Descent descent = plan.descent();
    int examples = plan.examples();
    List<Shape> shapes = shapes(file);
    int size = shapes.stream().mapToInt(Shape::size).sum();
    Model model = Model.of(new Weighed(shapes, descent.isDecayOfVectors()), Shape.of(size));
    var recipe = new Network.Recipe(model, new Total(), descent.optimizer(), descent.decay());
    return (arithmetic, findings) -> {
      double limit = arithmetic.isSingle() ? file.tolerance("float32") : doubleLimit(file);
      try (var session = new NetworkSession(recipe, arithmetic, plan.stepsPerEpoch())) {
        for (int i = 0; i < shapes.size(); i++) {
          session.set("p" + i, file.numbers("params", i));
        }
        double[] rates = new double[file.count("grads")];
        for (int step = 0; step < rates.length; step++) {
          rates[step] = session.learningRate();
          if ((step + 1) % descent.accumulated() == 0) {
            double[] x = batch(file, step, examples * size, size, descent.accumulated());
            session.train(x.length / size, x, new double[x.length / size]);
          }
          if (isReported(file, step)) {
            for (int i = 0; i < shapes.size(); i++) {
              findings.compareWithin(limit, session.get("p" + i), Integer.toString(step + 1), i);
            }
            compareAverages(session, file, step + 1, findings);
          }
        }
        if (descent.optimizer() instanceof ScheduleFree) {
          // What is to be evaluated after the last step.
          double[] averages = file.numbers("expected_evaluation", "25");
          findings.compareInformation("average", session.get("average/weight"), averages);
        }
        if (file.has("learning_rates")) {
          findings.compareInformation("learning rates", rates, file.numbers("learning_rates"));
        }
      }
    };
  }

  /// Some files use the first tensor only.
  private static List<Shape> shapes(GoldenFile file) {
    int tensors = file.at("expected").iterator().next().size();
    List<Shape> shapes = new ArrayList<>();
    for (int i = 0; i < tensors; i++) {
      shapes.add(file.shape("params", i));
    }
    return shapes;
  }

  /// The inputs of a batch: each of the last `accumulated` gradients is one example's; what is left
  /// of the batch has none.
  private static double[] batch(GoldenFile file, int step, int numbers, int size, int accumulated) {
    double[] x = new double[Math.max(numbers, accumulated * size)];
    for (int i = 0; i < accumulated; i++) {
      double[] gradient = file.numbers("grads", step - i);
      for (int j = 0; j < size; j++) {
        x[i * size + j] = gradient[j] / accumulated;
      }
    }
    return x;
  }

  private static void compareAverages(
      NetworkSession session, GoldenFile file, int step, Findings findings) {
    String key = Integer.toString(step);
    for (String name : List.of("expected_average", "expected_average_from_start_values")) {
      if (file.has(name)) {
        findings.compareInformation(name, session.get("ema/weight"), file.numbers(name, key));
      }
    }
    String corrected = "expected_debiased_average";
    if (file.has(corrected)) {
      double beta = file.at("config").path("params_average").path("decay").asDouble();
      double[] average = session.get("ema-from-zero/weight");
      double[] values = Arrays.stream(average).map(e -> e / (1 - Math.pow(beta, step))).toArray();
      findings.compareInformation(corrected, values, file.numbers(corrected, key));
    }
  }

  private static boolean isReported(GoldenFile file, int step) {
    return file.has("expected", Integer.toString(step + 1));
  }
}
