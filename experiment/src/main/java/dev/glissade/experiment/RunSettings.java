package dev.glissade.experiment;

import dev.glissade.data.Names;
import dev.glissade.data.Target;
import dev.glissade.data.Task;
import dev.glissade.optim.AdamW;
import dev.glissade.optim.GradientDescent;
import dev.glissade.optim.NamedOptimizer;
import dev.glissade.train.BatchSize;
import dev.glissade.train.CheckpointInterval;
import dev.glissade.train.Keep;
import dev.glissade.train.NormStatistics;
import dev.glissade.train.SpikePolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Everything that decides the result of a training, except the data itself: what `run.yaml`
/// holds, and what the options of `glissade train` set.
///
/// @param data a bundled name, a CSV file or a folder of IDX files
/// @param fingerprint SHA-256 of the data, if it has to be exactly these
/// @param target the target's column; empty for the last
/// @param ignore columns that are left out before anything is inferred
/// @param task `classification` or `regression`; empty to tell by the target
/// @param hidden units of the hidden layers; empty for softmax or linear regression
/// @param activation after each hidden layer, a name of `Activations`
/// @param norm how each hidden layer is normalised, a name of `Norms`
/// @param normStatistics mean and variance of batch normalisations in evaluation and in the model:
///     `running`, `exact` or `exact-at-end`
/// @param foldNorm whether the model file has batch normalisations folded into the layers before
/// @param dropout the share of units dropped after each hidden layer
/// @param loss what is made small, in the form of `Losses`; `auto` to tell by the task
/// @param labelSmoothing the share of a target that goes to all classes
/// @param labelSmoothingSchedule how that share changes, in the form of `Schedules`
/// @param mixup α of `Beta(α, α)` by which examples are mixed; 0 for not at all
/// @param cutmix the same for boxes cut out of images
/// @param l2 λ of `λ / (2 m) Σ ‖W‖²`
/// @param l1 λ of `λ / m Σ |W|`
/// @param maxNorm the largest norm of the incoming weights of a unit; 0 for no limit
/// @param weightDecay λ of the decay of weights of optimisers that read it, as AdamW and Lion do
/// @param optimizer a name of `Optimizers`
/// @param learningRate α at the beginning
/// @param beta of optimisers with one average, as momentum and RMSProp
/// @param beta1 of the first moment of Adam and its relatives
/// @param beta2 of their second moment
/// @param epsilon of all that divide
/// @param dialect a name of `Dialect`: `textbook`, `pytorch`, …
/// @param conventions what the optimiser's name means in the dialect, in words; written by a run
/// and     compared when it is resumed
/// @param schedule how the learning rate changes, in the form of `Schedules`
/// @param layerRates factors of the rate by layer, in the form of `LayerFactors`
/// @param batchSize a number, `full` or `auto`
/// @param accumulate the parts in which a batch goes through the network, one after the other
/// @param average of the weights, which is evaluated and kept, in the form of `Averages`
/// @param epochs passes over the training part: a number or `auto`, in the form of `Epochs`
/// @param validation the share of examples to watch
/// @param test the share of examples to judge by at the end
/// @param patience how long without improvement before the training ends, such as `10` (epochs),
///     `500st` or `10%`; 0 for never
/// @param minDelta the least improvement, such as `0.001` or `0.1%` of the best loss
/// @param ties which of equal losses is the best, `first` or `last`
/// @param clipNorm the largest norm of all gradients together; 0 for no limit
/// @param gradientNoise of all gradients, in the form of `NoiseForm`
/// @param onSpike what is done where the cost jumps, in the form of `SpikePolicy`
/// @param checkpointEvery steps such as `500` or seconds such as `30s` between checkpoints
/// @param keep which checkpoints, such as `last:2,best:3,every:10`
/// @param seed of the split, the first weights, the order of examples and dropout
/// @param threads how many work; the result does not depend on it
public record RunSettings(
    String data,
    Optional<String> fingerprint,
    Optional<String> target,
    List<String> ignore,
    Optional<String> task,
    List<Integer> hidden,
    String activation,
    String norm,
    String normStatistics,
    boolean foldNorm,
    double dropout,
    String loss,
    double labelSmoothing,
    String labelSmoothingSchedule,
    double mixup,
    double cutmix,
    double l2,
    double l1,
    double maxNorm,
    double weightDecay,
    String optimizer,
    double learningRate,
    double beta,
    double beta1,
    double beta2,
    double epsilon,
    String dialect,
    Optional<String> conventions,
    String schedule,
    String layerRates,
    String batchSize,
    int accumulate,
    String average,
    String epochs,
    double validation,
    double test,
    String patience,
    String minDelta,
    String ties,
    double clipNorm,
    String gradientNoise,
    String onSpike,
    String checkpointEvery,
    String keep,
    long seed,
    int threads) {
  private static final int MOST_UNITS = 1 << 20;
  private static final String SINGLE = "1";
  static final String USUAL_BATCH = "64";
  private static final double MOST_ALPHA = 1e6;
  private static final String BELOW_ONE = "at least 0 and below 1";
  private static final String NOT_NEGATIVE = "a finite number of at least 0";
  private static final String ALPHA = "at least 0 and at most 1e6";

  /// Checks every setting by itself, under the name that a person wrote.
  ///
  /// @throws IllegalArgumentException naming the setting
  public RunSettings {
    ignore = List.copyOf(ignore);
    check("ignore", ignore, ignore.stream().noneMatch(String::isBlank), "names of columns");
    hidden = List.copyOf(hidden);
    hidden.forEach(units -> check("hidden", units, units >= 1 && units <= MOST_UNITS, "1 to 2^20"));
    Activations.named(activation);
    Optimizers.named(optimizer);
    Optimizers.dialect(dialect);
    Schedules.parse(schedule, learningRate("learning-rate", learningRate));
    LayerFactors.apply(layerRates, GradientDescent.of());
    Schedules.plateau(schedule, Optimizers.dialect(dialect));
    BatchSize.parse(batchSize);
    checkNorm(norm, normStatistics, foldNorm);
    checkBatch(batchSize, accumulate, norm.equals(Norms.BATCH));
    Losses.parse(loss);
    checkTargets(labelSmoothing, mixup, cutmix);
    Losses.smoothing(labelSmoothingSchedule, labelSmoothing);
    Averages.parse(average);
    task.ifPresent(Task.Kind::parse);
    checkPenalties(dropout, l2, l1, maxNorm, weightDecay);
    CheckpointInterval.parse(checkpointEvery);
    SpikePolicy.parse(onSpike);
    Keep.parse(keep);
    checkAverages(beta, beta1, beta2, epsilon);
    new Epochs(epochs);
    checkShares(validation, test);
    boolean isPatient = !Patience.parse(patience, minDelta, ties).isOn();
    check("patience", patience, isPatient || validation > 0, "0, as there is no validation");
    check("clip-norm", clipNorm, isAtLeastZero(clipNorm), NOT_NEGATIVE);
    NoiseForm.parse(gradientNoise);
    check("threads", threads, threads >= 1 && threads <= 1024, "1 to 1024");
  }

  private static void checkNorm(String norm, String statistics, boolean isFolded) {
    Norms.check(norm);
    boolean isBatch = norm.equals(Norms.BATCH);
    boolean isRunning = Norms.statistics(statistics) == NormStatistics.RUNNING;
    check("norm-statistics", statistics, isBatch || isRunning, "running without batch norm");
    check("fold-norm", isFolded, isBatch || !isFolded, "false without batch norm");
  }

  private static void checkBatch(String batchSize, int accumulate, boolean isBatchNorm) {
    boolean isSingle = batchSize.equals(SINGLE);
    check("batch-size", batchSize, !(isBatchNorm && isSingle), "at least 2 with batch-norm");
    check("accumulate", accumulate, accumulate >= 1, "at least 1");
    boolean isSplit =
        BatchSize.parse(batchSize) instanceof BatchSize.Fixed(int examples)
            && examples < 2L * accumulate;
    String enough = "parts of at least 2 examples with batch-norm";
    check("accumulate", accumulate, accumulate == 1 || !(isBatchNorm && isSplit), enough);
  }

  private static void checkTargets(double labelSmoothing, double mixup, double cutmix) {
    check("label-smoothing", labelSmoothing, labelSmoothing >= 0 && labelSmoothing < 1, BELOW_ONE);
    check("mixup", mixup, mixup >= 0 && mixup <= MOST_ALPHA, ALPHA);
    check("cutmix", cutmix, cutmix >= 0 && cutmix <= MOST_ALPHA, ALPHA);
    check(
        "cutmix", cutmix, cutmix == 0 || mixup == 0, "0 with mixup, since one excludes the other");
  }

  private static void checkPenalties(
      double dropout, double l2, double l1, double maxNorm, double weightDecay) {
    check("dropout", dropout, dropout >= 0 && dropout < 1, BELOW_ONE);
    check("l2", l2, isAtLeastZero(l2), NOT_NEGATIVE);
    check("l1", l1, isAtLeastZero(l1), NOT_NEGATIVE);
    check("max-norm", maxNorm, isAtLeastZero(maxNorm), NOT_NEGATIVE);
    check("weight-decay", weightDecay, weightDecay >= 0 && weightDecay < 1, BELOW_ONE);
  }

  private static void checkAverages(double beta, double beta1, double beta2, double epsilon) {
    check("beta", beta, beta >= 0 && beta < 1, BELOW_ONE);
    check("beta1", beta1, beta1 >= 0 && beta1 < 1, BELOW_ONE);
    check("beta2", beta2, beta2 >= 0 && beta2 < 1, BELOW_ONE);
    check("epsilon", epsilon, epsilon > 0 && epsilon <= 1, "above 0 and at most 1");
  }

  private static void checkShares(double validation, double test) {
    check("validation", validation, validation >= 0 && validation < 1, BELOW_ONE);
    check("test", test, test >= 0 && test < 1, BELOW_ONE);
    check("validation + test", validation + test, validation + test < 1, "less than 1 together");
  }

  private static double learningRate(String name, double value) {
    check(name, value, value > 0 && value <= Double.MAX_VALUE, "a finite number above 0");
    return value;
  }

  private static boolean isAtLeastZero(double value) {
    return value >= 0 && value <= Double.MAX_VALUE;
  }

  private static void check(String name, Object value, boolean isRight, String expected) {
    if (!isRight) {
      throw new IllegalArgumentException(
          "%s: expected %s, but got %s".formatted(name, expected, value));
    }
  }

  /// What is used where nothing else is said; learning rate and betas are those of the optimiser,
  /// and batches are normalised unless they have a single example.
  ///
  /// @throws IllegalArgumentException if there is no such optimiser; the message names the nearest
  static RunSettings defaults(String optimizer, String batchSize) {
    NamedOptimizer.Usual usual = Optimizers.named(optimizer).usual();
    return new RunSettings(
        "",
        Optional.empty(),
        Optional.empty(),
        List.of(),
        Optional.empty(),
        List.of(128),
        "relu",
        batchSize.equals(SINGLE) ? Norms.NONE : Norms.BATCH,
        Norms.RUNNING,
        false,
        0,
        Losses.AUTO,
        0,
        Losses.CONSTANT,
        0,
        0,
        0,
        0,
        0,
        AdamW.of().weightDecay(),
        optimizer,
        usual.learningRate(),
        usual.beta(),
        usual.beta1(),
        usual.beta2(),
        usual.epsilon(),
        "textbook",
        Optional.empty(),
        "constant",
        LayerFactors.NONE,
        batchSize,
        1,
        Averages.NONE,
        Epochs.AUTO,
        0.1,
        0.1,
        "0",
        "0",
        Patience.FIRST,
        0,
        NoiseForm.NONE,
        SpikePolicy.STOP.action().label(),
        "30s",
        "last:2",
        0,
        Runtime.getRuntime().availableProcessors());
  }

  /// The target as the data module wants it.
  Target dataTarget() {
    return new Target(target, task.map(Task.Kind::parse), ignore);
  }

  /// The names of all settings, as in `run.yaml`.
  static List<String> names() {
    List<String> names =
        new ArrayList<>(Json.settings(defaults("adam", USUAL_BATCH)).propertyNames());
    names.add(names.indexOf("norm"), SettingsFile.BATCH_NORM);
    return names;
  }

  static IllegalArgumentException unknown(String where, String name) {
    return Names.unknown(where, "settings", name, names());
  }
}
