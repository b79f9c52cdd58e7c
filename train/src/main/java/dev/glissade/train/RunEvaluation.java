package dev.glissade.train;

import dev.glissade.data.Dataset;
import dev.glissade.data.Splits;
import dev.glissade.optim.Clock;
import java.util.Optional;

/// How good a training is where it stands, as its view of parameters and statistics shows it.
final class RunEvaluation {
  private final Stepper stepper;
  private final Splits splits;
  private final Evaluator evaluator;
  private final EvaluatedView view;

  RunEvaluation(Stepper stepper, Splits splits, NormStatistics statistics) {
    this.stepper = stepper;
    this.splits = splits;
    this.evaluator = new Evaluator(stepper.network(), stepper.knobs());
    this.view = new EvaluatedView(stepper, splits.train(), statistics);
  }

  /// The metrics of the validation part, if there is one.
  Optional<Metrics> validation(Clock clock) {
    return splits.validation().isEmpty()
        ? Optional.empty()
        : view.during(clock, false, () -> metrics(splits.validation(), clock));
  }

  /// What the training leaves for use, and how good that is.
  record Kept(View view, Run.Evaluations evaluations) {}

  Kept kept(Clock clock) {
    return view.during(
        clock,
        true,
        () ->
            new Kept(
                new View(stepper.network().state().copy(), stepper.knobs().products()),
                new Run.Evaluations(
                    evaluator.evaluate(splits.train(), splits.preprocessing(), clock),
                    metrics(splits.validation(), clock),
                    metrics(splits.test(), clock))));
  }

  private Optional<Metrics> metrics(Dataset part, Clock clock) {
    return part.isEmpty()
        ? Optional.empty()
        : Optional.of(evaluator.evaluate(part, splits.preprocessing(), clock));
  }
}
