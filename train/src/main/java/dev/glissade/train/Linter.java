package dev.glissade.train;

import dev.glissade.engine.Graph;
import dev.glissade.engine.Shape;
import dev.glissade.engine.Tensor;
import dev.glissade.nn.Mode;
import dev.glissade.nn.Model;
import dev.glissade.nn.Trace;
import java.util.ArrayList;
import java.util.List;

/// Looks at a training before its first step: a pure function from settings and the facts about the
/// data to findings. It trains nothing, changes nothing and finds only what can be told without
/// trying; what a training shows is told by its telemetry.
///
/// The rules are those that training guides warn of; each is documented in
/// `docs/troubleshooting.md`. No framework known to us has such a check.
public final class Linter {
  private Linter() {}

  /// What the rules need to know of data and plan.
  ///
  /// @param featureShape the shape of one example
  /// @param examples of the training part
  /// @param batch examples of a batch, the last of an epoch excepted
  /// @param epochs that are planned
  /// @param accumulated batches whose gradients make one step; 1 for none
  /// @param watched what early stopping and schedules look at
  public record Facts(
      Shape featureShape, int examples, int batch, int epochs, int accumulated, Watched watched) {
    /// One batch a step, watching the validation loss.
    public static Facts of(Shape featureShape, int examples, int batch, int epochs) {
      return new Facts(featureShape, examples, batch, epochs, 1, new Watched("loss", false));
    }

    /// Batches of an epoch.
    int batches() {
      return Math.ceilDiv(examples, batch);
    }

    /// Steps of an epoch.
    int stepsPerEpoch() {
      return Math.ceilDiv(batches(), accumulated);
    }

    /// Examples of an epoch's last batch.
    int lastBatch() {
      return examples - (batches() - 1) * batch;
    }
  }

  /// A metric and the direction in which it is said to become better.
  public record Watched(String metric, boolean isHigherBetter) {}

  /// All findings, in the order of schedule, plan, model, optimiser.
  ///
  /// @throws dev.glissade.engine.ShapeException if the layers do not fit the examples
  public static List<Finding> findings(Trainer.Settings settings, Facts facts) {
    Model model = Model.of(settings.layer(), facts.featureShape());
    Tensor x = new Graph().input("x", facts.featureShape().prepend(2));
    Trace trace = model.trace(x, Mode.TRAINING);
    List<Finding> found = new ArrayList<>();
    found.addAll(ScheduleRules.findings(settings.optimizer().learningRate(), facts));
    found.addAll(PlanRules.findings(settings, facts));
    found.addAll(ModelRules.findings(trace, settings.loss(), facts));
    found.addAll(OptimizerRules.findings(settings.optimizer(), trace));
    return found;
  }
}
