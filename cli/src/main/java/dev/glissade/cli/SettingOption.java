package dev.glissade.cli;

import dev.glissade.experiment.Activations;
import dev.glissade.experiment.Losses;
import dev.glissade.experiment.Norms;
import dev.glissade.experiment.Optimizers;
import dev.glissade.experiment.RunSettings;
import dev.glissade.experiment.Schedules;
import dev.glissade.experiment.SettingsFile;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Stack;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/// The options that set what `run.yaml` holds, under the same names. Their values are checked
/// where those of the file are, so both give the same messages.
enum SettingOption {
  TARGET("COLUMN", "column to predict; the last one if not given"),
  IGNORE("COLUMNS", "columns to leave out, such as name,ticket: names, numbers of records, dates"),
  TASK("KIND", "classification or regression; told by the target if not given"),
  HIDDEN("UNITS", "units of the hidden layers, such as 128,64; none for no hidden layer"),
  ACTIVATION("NAME", String.join(", ", Activations.names())),
  NORM(
      "NAME",
      "how each hidden layer is normalised: "
          + String.join(", ", Norms.names())
          + "; batch, unless batches have one example"),
  BATCH_NORM("true|false", "the same as --norm batch and --norm none"),
  NORM_STATISTICS(
      "WHICH",
      "mean and variance of batch normalisations in evaluation and in the model: "
          + String.join(", ", Norms.statistics())
          + "; exact is over the whole training part"),
  FOLD_NORM("true|false", "fold batch normalisations into the layers before, in the model file"),
  DROPOUT("RATE", "share of units dropped after each hidden layer"),
  LOSS("NAME", Losses.forms()),
  LABEL_SMOOTHING("SHARE", "share of a target that goes to all classes alike"),
  LABEL_SMOOTHING_SCHEDULE(
      "FORM", "how that share changes, in the forms of --schedule, such as linear:0"),
  MIXUP("ALPHA", "mix pairs of examples by a share from Beta(ALPHA, ALPHA); 0 for not"),
  CUTMIX("ALPHA", "cut boxes of pairs of images into each other, as large as that share says"),
  L2("LAMBDA", "lambda of lambda/(2m) * sum of squared weights"),
  L1("LAMBDA", "lambda of lambda/m * sum of absolute weights"),
  MAX_NORM("NORM", "largest norm of the incoming weights of a unit; 0 for no limit"),
  WEIGHT_DECAY(
      "LAMBDA", "decay of weights, of optimizers that have it, such as adamw, lion and muon"),
  OPTIMIZER("NAME", String.join(", ", Optimizers.names())),
  LEARNING_RATE("ALPHA", "rate at the beginning; a usual one for the optimizer if not given"),
  BETA("BETA", "of optimizers with one average, such as momentum and rmsprop"),
  BETA1("BETA", "of the average of gradients of adam and its relatives"),
  BETA2("BETA", "of their average of squares"),
  EPSILON("NUMBER", "of all that divide"),
  DIALECT("NAME", "convention of the optimizer: " + String.join(", ", Optimizers.dialects())),
  SCHEDULE("FORM", Schedules.forms()),
  LAYER_RATES(
      "FORM",
      "factors of the rate, such as 1:0.1 (layer 1), 1:0 (frozen), 1:0.1@5 (frozen until epoch 5),"
          + " decay:0.8 (less for each layer from the last), with commas"),
  BATCH_SIZE("SIZE", "examples per step: a number, full or auto"),
  ACCUMULATE("PARTS", "parts of a batch, one after the other: same result, less memory"),
  AVERAGE("FORM", "weights to evaluate and keep: none, ema:DECAY[:POWER] or swa:SHARE of the plan"),
  EPOCHS("N|auto", "passes over the training part; auto: 30, or more if that were under 690 steps"),
  VALIDATION("SHARE", "share of examples to watch"),
  TEST("SHARE", "share of examples to judge by at the end"),
  PATIENCE(
      "LENGTH",
      "end after so long without a better validation loss, keep the best; 10 (epochs), 500st or"
          + " 10%"),
  MIN_DELTA("LEAST", "what is better by less does not count: 0.001, or 0.1% of the best loss"),
  TIES("first|last", "which of equal losses is the best"),
  CLIP_NORM("NORM", "scale gradients down to this Euclidean norm; 0 for no limit"),
  GRADIENT_NOISE(
      "FORM", "normal noise in gradients, ETA[:GAMMA] of the variance ETA/(1+t)^GAMMA; or none"),
  ON_SPIKE(
      "POLICY",
      "where the cost jumps: stop, lower-rate or quarantine, the latter two also with threshold and"
          + " window as in quarantine:100:50; stop only minds a loss that is not finite"),
  CHECKPOINT_EVERY("INTERVAL", "steps such as 500 or seconds such as 30s"),
  KEEP("FORM", "checkpoints to keep, such as last:2,best:3,every:10 (epochs)"),
  SEED("N", "of the split, first weights, order of examples and dropout"),
  THREADS(
      "N", "how many may work; as many as are fastest do, and the result does not depend on it");

  private final String label;
  private final String description;

  SettingOption(String label, String description) {
    this.label = label;
    this.description = description;
  }

  private String setting() {
    return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
  }

  private String option() {
    return "--" + setting();
  }

  /// Adds all of them to a command.
  static void addTo(CommandSpec spec) {
    for (SettingOption option : values()) {
      var builder =
          OptionSpec.builder(option.option())
              .type(String.class)
              .paramLabel(option.label)
              .description(option.description.replace("%", "%%"));
      if (option == BATCH_NORM || option == FOLD_NORM) {
        builder.preprocessor(SettingOption::completeFlag);
      }
      spec.addOption(builder.build());
    }
  }

  /// A flag alone means `true`; what follows it is its value only if it can be one.
  private static boolean completeFlag(
      Stack<String> arguments, CommandSpec command, ArgSpec flag, Map<String, Object> info) {
    if (arguments.isEmpty() || !List.of("true", "false").contains(arguments.peek())) {
      arguments.push("true");
    }
    return false;
  }

  /// The settings for data, or those of a file such as `run.yaml`, changed by the options.
  static RunSettings settings(String data, ParseResult parsed) {
    Map<String, String> options = given(parsed);
    boolean isFile = data.endsWith(".yaml") || data.endsWith(".yml");
    return isFile ? SettingsFile.read(Path.of(data), options) : SettingsFile.of(data, options);
  }

  /// Those that were given, by the names of the settings.
  static Map<String, String> given(ParseResult parsed) {
    Map<String, String> settings = new LinkedHashMap<>();
    for (SettingOption option : values()) {
      if (parsed.hasMatchedOption(option.option())) {
        settings.put(option.setting(), parsed.matchedOptionValue(option.option(), ""));
      }
    }
    return settings;
  }
}
