package dev.glissade.train;

import dev.glissade.optim.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// What the linter looks for in epochs, patience, accumulation and the watched metric.
final class PlanRules {
  private static final Set<String> LOWER = Set.of("loss", "cost", "rmse", "mae", "mse", "error");
  private static final Set<String> HIGHER = Set.of("accuracy", "macro_f1", "f1", "auc", "r2");

  private PlanRules() {}

  static List<Finding> findings(Trainer.Settings settings, Linter.Facts facts) {
    List<Finding> found = new ArrayList<>();
    EarlyStopping stopping = settings.loop().stopping();
    Clock plan = Clock.start(facts.stepsPerEpoch(), facts.epochs());
    double patience = stopping.patience().inSteps(plan) / facts.stepsPerEpoch();
    if (stopping.isOn() && patience >= facts.epochs()) {
      found.add(
          new Finding(
              "patience-too-long",
              String.format(
                  Locale.ROOT,
                  "patience is "
                      + (patience % 1 == 0 ? "%.0f" : "%.3g")
                      + " epochs, but the plan has %d",
                  patience,
                  facts.epochs()),
              "the training can never end early",
              "a patience of a tenth to a third of the plan, or more epochs"));
    }
    int left = facts.batches() % facts.accumulated();
    if (left != 0) {
      found.add(
          new Finding(
              "accumulation-left-over",
              "an epoch has %d batches, of which %d accumulate to a step, and %d are left over"
                  .formatted(facts.batches(), facts.accumulated(), left),
              "the last step of every epoch averages over fewer examples, so its gradient is"
                  + " noisier at the same rate",
              "choose batch size and accumulation so that batches are a multiple of it"));
    }
    direction(facts.watched(), found);
    return found;
  }

  private static void direction(Linter.Watched watched, List<Finding> found) {
    boolean isWrong =
        watched.isHigherBetter()
            ? LOWER.contains(watched.metric())
            : HIGHER.contains(watched.metric());
    if (isWrong) {
      String claimed = watched.isHigherBetter() ? "higher" : "lower";
      found.add(
          new Finding(
              "wrong-direction",
              "%s values of %s are taken to be better".formatted(claimed, watched.metric()),
              "the worst epoch would be kept, and the training ends when the model gets better",
              "watch it the other way round"));
    }
  }
}
