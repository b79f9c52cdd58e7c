package dev.glissade.experiment;

import dev.glissade.tune.Definition;
import dev.glissade.tune.Described;
import dev.glissade.tune.Strategy;
import dev.glissade.tune.sampler.Samplers;
import dev.glissade.tune.stopper.Schedulers;
import dev.glissade.tune.stopper.Stoppers;
import java.util.LinkedHashMap;
import java.util.List;

/// Strategies in the words of settings.
///
/// A scheduler may be written without the numbers that a study has anyhow: `hyperband` for
/// `hyperband(maximum=30)`, `asha-promote(minimum=2)` for one with the trials and epochs of the
/// study. Whatever it is, the repeats of the best follow.
final class Strategies {
  private static final String REPEATS = "with-repeats";
  private static final String TRIALS = "trials";
  private static final int MOST_MEMBERS = 20;
  private static final int WARM_UP = 5;

  private Strategies() {}

  /// The strategy of settings.
  ///
  /// @throws IllegalArgumentException naming what is unknown, and the nearest that there is
  static Strategy of(StudySettings settings) {
    StudySettings.Search search = settings.search();
    return of(search.sampler(), stopper(settings), scheduler(settings));
  }

  /// The strategy of a study that exists.
  static Strategy of(Definition definition) {
    return of(definition.sampler(), definition.stopper(), definition.scheduler());
  }

  private static Strategy of(String sampler, String stopper, String scheduler) {
    return new Strategy(
        Samplers.parse(sampler), Stoppers.parse(stopper), Schedulers.parse(scheduler));
  }

  /// The stopper; a median that says nothing of it waits for a fifth of the epochs, since small
  /// learning rates are slow at first.
  private static String stopper(StudySettings settings) {
    Described written = Described.parse(settings.search().stopper());
    long epochs = Long.parseLong(settings.trainings().base().epochs());
    long patience = Math.max(1, epochs / WARM_UP);
    return written.toString().equals("median")
        ? with(written, List.of("startup", "warmup"), List.of("", patience + "")).toString()
        : written.toString();
  }

  /// The scheduler with everything that it needs, as a form.
  static String scheduler(StudySettings settings) {
    Described written = Described.parse(settings.search().scheduler());
    Described filled = filled(written, settings);
    StudySettings.Budget budget = settings.budget();
    boolean isRepeated =
        written.name().equals(REPEATS) || budget.leaders() == 0 || budget.seeds() == 0;
    return isRepeated
        ? filled.toString()
        : "%s(%s,leaders=%d,seeds=%d)".formatted(REPEATS, filled, budget.leaders(), budget.seeds());
  }

  private static Described filled(Described written, StudySettings settings) {
    int trials = settings.budget().trials();
    String epochs = settings.trainings().base().epochs();
    List<Described> places = written.places();
    return switch (written.name()) {
      case TRIALS -> with(written, List.of("count", "until"), List.of(trials + "", epochs));
      case "asha-promote", "successive-halving" ->
          with(
              written,
              List.of(TRIALS, "minimum", "maximum", "factor"),
              List.of(trials + "", "", epochs, ""));
      case "hyperband" -> with(written, List.of("maximum"), List.of(epochs));
      case "population-based" ->
          with(
              written,
              List.of("population", "interval", "until"),
              List.of(Math.min(trials, MOST_MEMBERS) + "", "", epochs));
      case REPEATS ->
          places.isEmpty()
              ? written
              : new Described(
                  REPEATS,
                  java.util.stream.IntStream.range(0, places.size())
                      .mapToObj(i -> i == 0 ? filled(places.get(i), settings) : places.get(i))
                      .toList(),
                  new LinkedHashMap<>(written.keys()));
      default -> written;
    };
  }

  /// The same with values for the keys that are not given; an empty one leaves a key to its usual
  /// value.
  private static Described with(Described written, List<String> names, List<String> values) {
    var keys = new LinkedHashMap<>(written.keys());
    for (int i = written.places().size(); i < names.size(); i++) {
      if (!values.get(i).isEmpty()) {
        keys.putIfAbsent(names.get(i), Described.parse(values.get(i)));
      }
    }
    return new Described(written.name(), written.places(), keys);
  }
}
