package dev.glissade.experiment;

import dev.glissade.data.Names;
import dev.glissade.optim.Conventions;
import dev.glissade.optim.Dialect;
import dev.glissade.optim.Meaning;
import dev.glissade.optim.NamedOptimizer;
import dev.glissade.optim.Optimizer;
import dev.glissade.optim.OptimizerSettings;
import dev.glissade.optim.OptimizerSettings.Setting;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Optimisers in the words of settings.
public final class Optimizers {
  private static final List<String> NAMES =
      Arrays.stream(NamedOptimizer.values()).map(NamedOptimizer::label).toList();
  private static final Set<String> SETTINGS =
      Arrays.stream(Setting.values()).map(Setting::label).collect(Collectors.toUnmodifiableSet());

  private Optimizers() {}

  /// All names.
  public static List<String> names() {
    return NAMES;
  }

  /// The optimiser of a name.
  ///
  /// @throws IllegalArgumentException if there is none; the message names the nearest
  public static NamedOptimizer named(String name) {
    return NamedOptimizer.named(name)
        .orElseThrow(() -> Names.unknown("optimizer", "optimizers", name, NAMES));
  }

  /// The dialect of a name.
  ///
  /// @throws IllegalArgumentException if there is none; the message names the nearest
  public static Dialect dialect(String label) {
    for (Dialect dialect : Dialect.values()) {
      if (dialect.label().equals(label)) {
        return dialect;
      }
    }
    throw Names.unknown("dialect", "dialects", label, dialects());
  }

  /// The names of all dialects.
  public static List<String> dialects() {
    return Arrays.stream(Dialect.values()).map(Dialect::label).toList();
  }

  /// Whether a setting is one that some optimiser reads.
  static boolean isSetting(String name) {
    return SETTINGS.contains(name);
  }

  /// Whether a setting is an optimiser's, but not one that this optimiser reads.
  static boolean isWithoutEffect(String optimizer, String setting) {
    return SETTINGS.contains(setting) && !named(optimizer).labelsOfReads().contains(setting);
  }

  /// Refuses a setting that would have no effect.
  static IllegalArgumentException withoutEffect(String where, String optimizer, String setting) {
    NamedOptimizer named = named(optimizer);
    Optional<String> help =
        setting.equals(Setting.WEIGHT_DECAY.label())
            ? Optional.of(" — help: adamw has weight decay; l2 adds to the cost instead")
            : Optional.empty();
    return new IllegalArgumentException(
        "%s%s: expected settings that %s reads (%s), but got %s, which it does not%s"
            .formatted(
                where,
                setting,
                optimizer,
                String.join(", ", named.labelsOfReads()),
                setting,
                help.orElse("")));
  }

  /// What the optimiser's name means, in words.
  static String conventions(RunSettings s) {
    return Conventions.of(named(s.optimizer()), dialect(s.dialect())).toString();
  }

  /// The same for checkpoints.
  static Meaning meaning(RunSettings s) {
    return Meaning.of(named(s.optimizer()), dialect(s.dialect()));
  }

  /// The numbers of settings that optimisers read.
  static OptimizerSettings numbers(RunSettings s) {
    return new OptimizerSettings(
        Schedules.parse(s.schedule(), s.learningRate()),
        s.beta(),
        s.beta1(),
        s.beta2(),
        s.epsilon(),
        s.weightDecay(),
        dialect(s.dialect()));
  }

  /// The optimiser that the settings describe.
  static Optimizer of(RunSettings s) {
    Optimizer optimizer = named(s.optimizer()).of(numbers(s));
    Optimizer noisy = NoiseForm.parse(s.gradientNoise()).map(optimizer::before).orElse(optimizer);
    Optimizer clipped =
        s.clipNorm() > 0 ? noisy.clipNorm(s.clipNorm(), dialect(s.dialect())) : noisy;
    return LayerFactors.apply(s.layerRates(), clipped);
  }
}
