package dev.glissade.experiment;

import dev.glissade.tune.Goal;
import dev.glissade.tune.History;
import dev.glissade.tune.Space;
import dev.glissade.tune.TrialRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// The trials of a study as plain tables.
public final class StudyTables {
  private StudyTables() {}

  /// A row for each trial: number, state, last epoch, values, number and mean of its repeats, and
  /// the parameters; empty cells for what there is not.
  public static String csv(History history) {
    List<String> names = history.space().dimensions().stream().map(Space.Dimension::name).toList();
    List<String> heading = new ArrayList<>(List.of("trial", "state", "epoch"));
    heading.addAll(history.goals().stream().map(Goal::metric).toList());
    heading.addAll(List.of("repeats", "mean_of_repeats"));
    heading.addAll(names);
    StringBuilder csv = new StringBuilder(row(heading));
    history.trials().forEach(trial -> csv.append(row(cells(history, names, trial))));
    return csv.toString();
  }

  private static List<String> cells(History history, List<String> names, TrialRecord trial) {
    List<String> cells = new ArrayList<>();
    cells.add(trial.number() + "");
    cells.add(trial.state().name().toLowerCase(Locale.ROOT));
    cells.add(trial.reports().isEmpty() ? "" : trial.reports().getLast().step() + "");
    for (int i = 0; i < history.goals().size(); i++) {
      cells.add(trial.values().isEmpty() ? "" : trial.values().get(i) + "");
    }
    double[] repeats =
        trial.repeats().stream()
            .mapToDouble(TrialRecord.Repeat::value)
            .filter(Double::isFinite)
            .toArray();
    double sum = 0;
    for (double each : repeats) {
      sum += each;
    }
    cells.add(repeats.length + "");
    cells.add(repeats.length == 0 ? "" : sum / repeats.length + "");
    for (String name : names) {
      cells.add(trial.configuration().has(name) ? trial.configuration().word(name) : "");
    }
    return cells;
  }

  private static String row(List<String> cells) {
    List<String> quoted =
        cells.stream()
            .map(
                cell -> cell.matches("[^,\"\r\n]*") ? cell : '"' + cell.replace("\"", "\"\"") + '"')
            .toList();
    return String.join(",", quoted) + "\n";
  }

  /// An object for each trial, with its reports and repeats.
  public static String lines(History history) {
    StringBuilder lines = new StringBuilder();
    history.trials().forEach(trial -> lines.append(StudySummary.trial(trial)).append('\n'));
    return lines.toString();
  }
}
