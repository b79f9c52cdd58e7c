package dev.glissade.experiment;

import dev.glissade.data.Names;
import dev.glissade.optim.Meaning;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.node.ObjectNode;

/// What is not the same in the settings of a run that is resumed as in those that its checkpoint
/// was trained with. Nothing of this happens silently: a difference that changes the steps to
/// come must be accepted by its kind.
public record ResumeDifference(String setting, String was, String isNow, Kind kind) {
  /// What a difference means.
  public enum Kind {
    /// The bits are the same.
    EXACT,
    /// The same model on the same data, with other steps from here on.
    SCHEDULE,
    /// Another model, optimiser or average: the state can only be used where it fits.
    MODEL,
    /// Other examples, or others in each batch.
    DATA;

    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private static final Set<String> EXACT =
      Set.of("threads", "checkpoint-every", "keep", "fold-norm");
  private static final Set<String> MODEL =
      Set.of("hidden", "activation", "norm", "optimizer", "dialect", "average", "task");
  private static final Set<String> DATA =
      Set.of("data", "fingerprint", "target", "ignore", "batch-size", "validation", "test", "seed");

  private static final String CONVENTIONS = "conventions";

  /// The differences of all settings.
  static List<ResumeDifference> between(RunSettings before, RunSettings after) {
    ObjectNode was = Json.settings(before);
    ObjectNode isNow = Json.settings(after);
    List<ResumeDifference> all = new ArrayList<>();
    for (String name : RunSettings.names()) {
      if (!name.equals(CONVENTIONS) && !was.path(name).equals(isNow.path(name))) {
        all.add(
            new ResumeDifference(
                name, was.path(name).toString(), isNow.path(name).toString(), kind(name)));
      }
    }
    return all;
  }

  /// What the optimiser's name stands for in settings, if they say something else than it does now.
  static List<ResumeDifference> ofConventions(RunSettings settings) {
    String isNow = Optimizers.conventions(settings);
    return settings.conventions().filter(was -> !was.equals(isNow)).stream()
        .map(was -> new ResumeDifference(CONVENTIONS, was, isNow, Kind.MODEL))
        .toList();
  }

  /// What the optimiser of a checkpoint stood for, and what it does now, besides what `known`
  /// differences say already.
  static List<ResumeDifference> ofMeanings(
      Meaning was, Meaning isNow, List<ResumeDifference> known) {
    return was.differences(isNow).stream()
        .filter(each -> known.stream().noneMatch(other -> other.setting.equals(each.what())))
        .map(each -> new ResumeDifference(each.what(), each.was(), each.isNow(), Kind.MODEL))
        .toList();
  }

  private static Kind kind(String setting) {
    if (EXACT.contains(setting)) {
      return Kind.EXACT;
    }
    if (MODEL.contains(setting)) {
      return Kind.MODEL;
    }
    return DATA.contains(setting) ? Kind.DATA : Kind.SCHEDULE;
  }

  /// Reads kinds such as `schedule,model`.
  ///
  /// @throws IllegalArgumentException if one of them does not exist
  public static Set<Kind> kinds(String text) {
    Set<Kind> kinds = EnumSet.of(Kind.EXACT);
    for (String word : text.split(",", -1)) {
      kinds.add(
          Arrays.stream(Kind.values())
              .filter(kind -> kind.word().equals(word.strip()))
              .findFirst()
              .orElseThrow(
                  () ->
                      Names.unknown(
                          "accept",
                          "kinds",
                          word,
                          Arrays.stream(Kind.values()).map(Kind::word).toList())));
    }
    return kinds;
  }

  /// Refuses differences of a kind that was not accepted.
  ///
  /// @throws IllegalArgumentException with a table of all differences
  static void check(List<ResumeDifference> all, Set<Kind> accepted) {
    Set<Kind> open =
        all.stream()
            .map(ResumeDifference::kind)
            .filter(kind -> kind != Kind.EXACT && !accepted.contains(kind))
            .collect(Collectors.toCollection(() -> EnumSet.noneOf(Kind.class)));
    if (!open.isEmpty()) {
      String kinds = open.stream().map(Kind::word).collect(Collectors.joining(","));
      throw new IllegalArgumentException(
          "resume: expected the settings that the checkpoint was trained with, but got others — help: put them back, or go on with --accept %s\n%s"
              .formatted(kinds, table(all)));
    }
  }

  /// A line for each difference.
  static String table(List<ResumeDifference> all) {
    int width = all.stream().mapToInt(each -> each.setting.length()).max().orElse(0);
    return all.stream()
        .map(
            each ->
                "  %-8s  %s  was %s, is now %s"
                    .formatted(
                        each.kind.word(),
                        each.setting + " ".repeat(width - each.setting.length()),
                        each.was,
                        each.isNow))
        .collect(Collectors.joining("\n"));
  }

  /// As an event's details.
  Map<String, String> details() {
    return Map.of("setting", setting, "was", was, "is_now", isNow, "kind", kind.word());
  }
}
