package dev.glissade.bench;

import dev.glissade.data.Batches;
import dev.glissade.data.Datasets;
import dev.glissade.data.Sources;
import dev.glissade.data.Splits;
import dev.glissade.engine.Program;
import dev.glissade.optim.Clock;
import dev.glissade.train.Evaluator;
import dev.glissade.train.Knobs;
import dev.glissade.train.Network;
import java.util.Map;

/// A whole training: reads the data, trains, and ends at the workload's goal.
///
/// Nothing is timed here; a driver takes the time of the process. As by all peers, the examples
/// that do not fill a batch are left out of an epoch.
record EndToEndBench(Workload.EndToEnd workload, Bench.Settings settings) {
  /// The training part of the digits has so many examples, the test part the others.
  private static final double DIGITS = 1797;

  private static final double TRAINED_DIGITS = 1437;

  private record Evaluation(Evaluator evaluator, Knobs knobs, Splits splits) {
    double accuracy(Numbers numbers) {
      knobs.restoreProducts(numbers.products());
      return evaluator
          .evaluate(splits.test(), splits.preprocessing(), Clock.start(1, 1))
          .accuracy();
    }
  }

  /// How it ended.
  ///
  /// @throws IllegalArgumentException if the data is not there
  Result.Finish run(Result.Subject subject) {
    return run(subject, splits());
  }

  /// The same on data that were read before.
  Result.Finish run(Result.Subject subject, Splits splits) {
    Workload.Network plan = workload.network();
    try (Network network = Steps.network(plan, workload.optimizer(), Steps.Means.of(settings))) {
      Knobs knobs = new Knobs(network.knobs(), Map.of(), network.products());
      var evaluation = new Evaluation(new Evaluator(network, knobs), knobs, splits);
      return train(subject, network, evaluation);
    }
  }

  private Result.Finish train(Result.Subject subject, Network network, Evaluation evaluation) {
    int batch = workload.network().batch();
    Batches batches = Batches.of(evaluation.splits().train(), batch, settings.whole().seed());
    Program program = network.training(batch);
    Numbers numbers =
        new Numbers(program, network.knobs(), network.products(), workload.optimizer());
    int perEpoch = evaluation.splits().train().size() / batch;
    long steps = 0;
    for (int epoch = 0; epoch < workload.goal().epochs(); epoch++) {
      for (int i = 0; i < perEpoch; i++) {
        batches.fill(epoch, i, program.input("x"), program.input("targets"));
        numbers.next();
        program.run();
        steps++;
        if (workload.goal() instanceof Workload.Goal.Accuracy goal
            && steps % goal.everySteps() == 0) {
          double accuracy = evaluation.accuracy(numbers);
          if (accuracy >= goal.accuracy()) {
            return new Result.Finish(subject, accuracy, steps);
          }
        }
      }
    }
    return new Result.Finish(subject, evaluation.accuracy(numbers), steps);
  }

  /// The digits in the parts that all peers use.
  static Splits digits(long seed) {
    return Datasets.digits()
        .split(TRAINED_DIGITS / DIGITS, 0, (DIGITS - TRAINED_DIGITS) / DIGITS, seed);
  }

  private Splits splits() {
    long seed = settings.whole().seed();
    return switch (workload.data()) {
      case "digits-csv" -> digits(seed);
      case "fashion-mnist-idx" ->
          settings
              .whole()
              .folder()
              .map(folder -> Sources.open(folder.toString()).split(1, 0, 0, seed))
              .orElseThrow(
                  () ->
                      new IllegalArgumentException(
                          workload.name()
                              + ": expected a folder with the images, but got none — help: --data"
                              + " FOLDER"));
      default ->
          throw new IllegalArgumentException(
              "%s: expected the data digits-csv or fashion-mnist-idx, but got '%s'"
                  .formatted(workload.name(), workload.data()));
    };
  }
}
