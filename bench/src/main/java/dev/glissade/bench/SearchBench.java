package dev.glissade.bench;

import dev.glissade.data.Splits;
import dev.glissade.nn.Dense;
import dev.glissade.nn.Layer;
import dev.glissade.nn.Relu;
import dev.glissade.nn.Sequential;
import dev.glissade.optim.Adam;
import dev.glissade.optim.Schedule;
import dev.glissade.tune.Configuration;
import dev.glissade.tune.Direction;
import dev.glissade.tune.Goal;
import dev.glissade.tune.MemoryStore;
import dev.glissade.tune.RunOptions;
import dev.glissade.tune.Strategy;
import dev.glissade.tune.Study;
import dev.glissade.tune.Trial;
import dev.glissade.tune.sampler.RandomSearch;
import dev.glissade.tune.stopper.Trials;
import java.util.List;

/// A random search over small networks, one thread each, as many at once as there are threads.
///
/// Data are read within the measured time, as by all peers, and the examples that do not fill a
/// batch are left out of an epoch. Settings are drawn here, as Optuna does.
record SearchBench(Workload.Search workload, Bench.Settings settings) {
  static final String RATE = "lr";
  static final String ONE_MINUS_BETA1 = "one_minus_beta1";
  static final String UNITS = "h";

  /// Random search learns nothing from trials, so nobody has to wait for a long one.
  private static final int LAG = 8;

  Result.Found run(Result.Subject subject) {
    long start = System.nanoTime();
    var single = new Bench.Settings(settings.kernels(), 1, settings.stopwatch(), settings.whole());
    Splits splits = EndToEndBench.digits(settings.whole().seed());
    int jobs = settings.threads();
    var strategy =
        new Strategy(new RandomSearch(), new Trials(workload.trials(), workload.epochs()));
    var definition =
        strategy
            .define(new Goal("accuracy", Direction.MAXIMIZE), workload.space())
            .withSeed(settings.whole().seed())
            .withLag(LAG * jobs);
    try (Study study = Study.open(new MemoryStore(), workload.name(), definition, strategy)) {
      study.run(trial -> accuracy(subject, trial, single, splits), new RunOptions().withJobs(jobs));
      double seconds = (System.nanoTime() - start) / 1e9;
      double best = study.best().orElseThrow().values().getFirst();
      return new Result.Found(subject, study.history().trials().size(), seconds, best);
    }
  }

  private double accuracy(
      Result.Subject subject, Trial trial, Bench.Settings single, Splits splits) {
    Configuration configuration = trial.configuration();
    var rate = Schedule.constant(configuration.real(RATE));
    double beta1 = 1 - configuration.real(ONE_MINUS_BETA1);
    var whole =
        new Workload.EndToEnd(
            workload.name(),
            workload.data(),
            new Workload.Network(
                workload.input(),
                workload.classes(),
                workload.batch(),
                layers(Integer.parseInt(configuration.word(UNITS)))),
            new Adam(rate, beta1, workload.beta2(), workload.epsilon()),
            new Workload.Goal.Epochs(workload.epochs()));
    var seeded = new Bench.Whole(trial.number(), settings.whole().folder());
    var own = new Bench.Settings(single.kernels(), single.threads(), single.stopwatch(), seeded);
    return new EndToEndBench(whole, own).run(subject, splits).accuracy();
  }

  private Layer layers(int units) {
    return new Sequential(
        List.of(
            Dense.of(units), Relu.of(), Dense.of(units), Relu.of(), Dense.of(workload.classes())));
  }
}
