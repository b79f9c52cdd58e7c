package dev.glissade.tune;

import dev.glissade.tune.store.Blobs;
import dev.glissade.tune.store.Stores;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// A process that takes part in a study until it is done, or until it is killed. On its standard
/// output it tells what the store has acknowledged.
public final class StudyProcess {
  /// The strategy: halving, stopped by the mean, half of the proposals near the best so far.
  static final Strategy STRATEGY =
      new Strategy(new Fakes.Near(), new Fakes.Mean(), new Fakes.Halving(16, 3));

  /// Every work may be killed as often as it likes.
  static final StudyOptions OPTIONS =
      StudyOptions.DEFAULT.withLease(Duration.ofMillis(700)).withRetries(1000, 0);

  private StudyProcess() {}

  /// Arguments: address, study, folder of checkpoints, threads.
  public static void main(String[] arguments) {
    Path folder = Path.of(arguments[2]);
    try (StudyStore store = Stores.open(arguments[0]);
        Study study = open(store, arguments[1])) {
      study.run(
          trial -> evaluate(trial, new Blobs(folder), 4, StudyProcess::tell),
          new RunOptions()
              .withJobs(Integer.parseInt(arguments[3]))
              .withListener(
                  it -> {
                    acknowledge(it);
                    sweep(study, new Blobs(folder));
                  }));
    } catch (StoreException e) {
      System.err.println(e.getMessage());
      System.exit(3);
    }
  }

  /// The study, begun where it is not there.
  public static Study open(StudyStore store, String name) {
    return Study.open(store, name, definition(name), STRATEGY, OPTIONS);
  }

  /// The definition of a study.
  public static Definition definition(String name) {
    return Fakes.definition(STRATEGY, 4).withSeed(name.hashCode());
  }

  /// What differs where the decisions of a study are made again.
  public static Optional<String> difference(List<Event> events) {
    return Replay.verify(events, STRATEGY).difference();
  }

  /// Like `Fakes.curve`, with checkpoints in files and a pause in each step.
  ///
  /// @param milliseconds of the pause
  /// @param told what was acknowledged
  public static double evaluate(Trial trial, Blobs blobs, long milliseconds, Consumer<String> told)
      throws IOException, InterruptedException {
    double x = trial.uniform("x", -2, 2);
    double floor = x * x + 1.0 / trial.whole("n", 1, 8);
    double rate = trial.log("rate", 0.1, 0.9);
    double value = floor + 1 + trial.repeat();
    if (trial.checkpoint().isPresent()) {
      value = Double.parseDouble(Files.readString(blobs.get(trial.checkpoint().get())));
    }
    boolean goesOn = true;
    for (long step = trial.from() + 1; goesOn && step <= trial.until(); step++) {
      Thread.sleep(milliseconds);
      value = floor + (value - floor) * (1 - rate);
      String text = Double.toString(value);
      goesOn = trial.report(step, value);
      told.accept("reported " + trial.number() + " " + trial.repeat() + " " + step + " " + text);
      trial.saved(step, blobs.put(file -> Files.writeString(file, text)));
    }
    return value;
  }

  /// Deletes checkpoints all the time.
  private static void sweep(Study study, Blobs blobs) {
    int _ = blobs.collect(study.discard(1), OPTIONS.lease().multipliedBy(4));
  }

  private static void acknowledge(Progress progress) {
    if (progress instanceof Progress.Ended(int _, Event.Ended end)) {
      tell("ended " + end.work() + " " + end.state() + " " + end.values());
    }
  }

  private static void tell(String line) {
    System.out.println(line);
    System.out.flush();
  }
}
