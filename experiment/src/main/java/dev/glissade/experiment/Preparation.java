package dev.glissade.experiment;

import dev.glissade.data.Datasets;
import dev.glissade.data.Source;
import dev.glissade.data.Sources;
import dev.glissade.data.Splits;
import dev.glissade.data.TableSource;
import dev.glissade.data.Task;
import dev.glissade.optim.Clock;
import dev.glissade.optim.Optimizer;
import dev.glissade.train.BatchSize;
import dev.glissade.train.Finding;
import dev.glissade.train.Mixing;
import dev.glissade.train.Regularization;
import dev.glissade.train.SpikePolicy;
import dev.glissade.train.Trainer;
import dev.glissade.train.TrainingRun;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// From settings to what is trained: the data and their parts, the trainer, and the settings with
/// everything that was left open decided.
record Preparation(RunSettings wanted, Source source, Splits splits) {
  private static final int MOST_STEP_LINES = 2000;

  /// Reads and divides the data.
  ///
  /// @throws IllegalArgumentException if data or settings are wrong, or the data are not those of
  ///     the fingerprint
  static Preparation of(RunSettings wanted) {
    Source source = Sources.open(wanted.data(), wanted.dataTarget());
    checkFingerprint(wanted, source.fingerprint());
    double train = 1 - wanted.validation() - wanted.test();
    Splits splits = source.split(train, wanted.validation(), wanted.test(), wanted.seed());
    return new Preparation(wanted, source, splits);
  }

  private static void checkFingerprint(RunSettings wanted, String now) {
    if (!wanted.fingerprint().orElse(now).equals(now)) {
      throw new IllegalArgumentException(
          "data: expected %s with the fingerprint %s, but got %s — help: the data have changed since; without its line `fingerprint`, run.yaml takes any"
              .formatted(wanted.data(), wanted.fingerprint().orElse(""), now));
    }
  }

  /// The trainer, without checkpoints and listeners.
  Trainer trainer() {
    Task task = splits.preprocessing().task();
    var settings =
        new Trainer.Settings(
            Perceptron.layers(wanted, task),
            Losses.of(wanted, task),
            optimizer(),
            BatchSize.parse(wanted.batchSize()),
            epochs(),
            loop(),
            new Regularization(wanted.l2(), wanted.l1(), mixing()),
            wanted.seed(),
            wanted.threads());
    return Trainer.of(settings).onSpike(SpikePolicy.parse(wanted.onSpike()));
  }

  /// What is most likely not meant in settings, layers, optimiser and plan.
  List<Finding> findings() {
    Trainer trainer = trainer();
    List<Finding> found = new ArrayList<>(trainer.findings(splits));
    found.addAll(IdleSettings.findings(wanted));
    return found;
  }

  private Optimizer optimizer() {
    Optimizer optimizer = Optimizers.of(wanted);
    return wanted.maxNorm() > 0 ? optimizer.maxNorm(wanted.maxNorm()) : optimizer;
  }

  private Mixing mixing() {
    return wanted.mixup() > 0
        ? new Mixing.Mixup(wanted.mixup())
        : wanted.cutmix() > 0 ? new Mixing.CutMix(wanted.cutmix()) : new Mixing.None();
  }

  private Trainer.Loop loop() {
    return new Trainer.Loop(
        wanted.accumulate(),
        Averages.parse(wanted.average()),
        Schedules.plateau(wanted.schedule(), Optimizers.dialect(wanted.dialect()))
            .map(rule -> new Trainer.Reduction(rule, wanted.learningRate())),
        Patience.parse(wanted.patience(), wanted.minDelta(), wanted.ties()),
        Norms.statistics(wanted.normStatistics()),
        Losses.schedules(wanted, Clock.start(stepsPerEpoch(), epochs())));
  }

  /// The number of epochs.
  int epochs() {
    return new Epochs(wanted.epochs()).resolve(stepsPerEpoch());
  }

  /// Steps of an epoch; where the batch size is still to be chosen, about so many.
  private long stepsPerEpoch() {
    int examples = splits.train().size();
    int batch =
        switch (BatchSize.parse(wanted.batchSize())) {
          case BatchSize.Fixed(int size) -> size;
          case BatchSize.Full _ -> examples;
          case BatchSize.Auto _ -> BatchSize.Auto.LARGEST;
        };
    return Math.ceilDiv(examples, Math.min(batch, examples));
  }

  /// Steps between lines of `metrics.jsonl`, so that a long run leaves no more than a picture
  /// needs.
  int stepsBetweenLines() {
    long steps = epochs() * stepsPerEpoch();
    return (int) Math.max(1, steps / MOST_STEP_LINES);
  }

  /// The settings, with what was left open as it was decided.
  RunSettings decided(TrainingRun training) {
    Map<String, String> decided = decided();
    if (BatchSize.parse(wanted.batchSize()) instanceof BatchSize.Auto) {
      decided.put("batch-size", training.batchSize().examples() + "");
    }
    decided.put("epochs", training.clock().plannedEpochs() + "");
    return SettingsFile.with(wanted, decided);
  }

  /// What was left open, as the data decide it.
  Map<String, String> decided() {
    Map<String, String> decided = new HashMap<>();
    String data = wanted.data();
    boolean isFile = Files.exists(Path.of(data)) && !Datasets.names().contains(data);
    decided.put("data", isFile ? Path.of(data).toAbsolutePath().normalize() + "" : data);
    decided.put("fingerprint", source.fingerprint());
    decided.put("task", source.task().kind().word());
    decided.put("loss", Losses.resolved(wanted.loss(), splits.preprocessing().task()));
    if (source instanceof TableSource table) {
      decided.put("target", table.target());
    }
    decided.put("conventions", Optimizers.conventions(wanted));
    return decided;
  }
}
