package dev.glissade.tune.page;

import dev.glissade.tune.TrialRecord;
import dev.glissade.tune.analysis.Figures;
import dev.glissade.tune.analysis.Honesty.Leader;
import dev.glissade.tune.analysis.StudyAnalysis;
import java.util.ArrayList;
import java.util.List;

/// The leaders of a study as a table of words.
record Leaders(List<String> headings, List<List<String>> rows) {
  /// @param hasParameters whether the parameters are columns too
  static Leaders of(StudyAnalysis analysis, boolean hasParameters) {
    List<String> headings =
        new ArrayList<>(List.of("trial", "claimed", "honest", "95 % interval", "P(best)", "seeds"));
    List<String> names =
        analysis.history().space().dimensions().stream().map(each -> each.name()).toList();
    headings.addAll(hasParameters ? names : List.of());
    List<List<String>> rows = new ArrayList<>();
    for (Leader each : analysis.honesty().leaders()) {
      List<String> row = row(each);
      if (hasParameters) {
        TrialRecord trial =
            analysis.history().trials().stream()
                .filter(it -> it.number() == each.trial())
                .findFirst()
                .orElseThrow();
        names.forEach(name -> row.add(value(trial, name)));
      }
      rows.add(row);
    }
    return new Leaders(headings, rows);
  }

  private static List<String> row(Leader leader) {
    List<String> row = new ArrayList<>();
    row.add(leader.trial() + "");
    row.add(Figures.number(leader.claimed()));
    row.add(leader.honest().isPresent() ? Figures.number(leader.honest().getAsDouble()) : "");
    row.add(
        leader
            .interval()
            .map(it -> Figures.number(it.low()) + " to " + Figures.number(it.high()))
            .orElse(""));
    row.add(
        leader.probability().isPresent() ? Figures.share(leader.probability().getAsDouble()) : "");
    row.add(leader.seeds() + "");
    return row;
  }

  /// A parameter of a trial; a dash where it is absent.
  static String value(TrialRecord trial, String name) {
    return trial.configuration().has(name) ? Figures.value(trial.configuration().get(name)) : "–";
  }
}
