package dev.glissade.bench.tuners;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/// The tables of results, as lines of Markdown.
///
/// @param tables that were searched
/// @param scores of all searches, each table with the same seeds
/// @param rival the name of the contestant that the others are compared with; empty for none
public record Standings(List<TuningTable> tables, List<Score> scores, String rival) {
  /// Copies the lists.
  public Standings {
    tables = List.copyOf(tables);
    scores = List.copyOf(scores);
  }

  /// Everything.
  public List<String> lines() {
    boolean isNoisy = scores.getFirst().subject().isNoisy();
    List<String> lines = new ArrayList<>(isNoisy ? noisy() : exact());
    lines.add("");
    lines.addAll(isNoisy ? noisyTables() : exactTables());
    return lines;
  }

  private List<String> exact() {
    List<Integer> counts = counts();
    List<String> header = new ArrayList<>(List.of("suite (tables)", "sampler", "batch"));
    counts.forEach(count -> header.add("@" + count));
    header.addAll(List.of("wins/ties/losses", "difference, 95 %", "distinct", "µs per trial"));
    List<List<String>> rows = new ArrayList<>();
    for (String suite : suites()) {
      List<TuningTable> members = members(suite);
      rows.add(random(suite, members, counts));
      for (Runner runner : runners()) {
        rows.add(exact(suite, members, runner));
      }
    }
    return markdown(header, rows);
  }

  private List<String> random(String suite, List<TuningTable> members, List<Integer> counts) {
    List<String> row =
        new ArrayList<>(List.of("%s (%d)".formatted(suite, members.size()), "random, exact", "–"));
    for (int count : counts) {
      row.add(
          Estimate.number(
              members.stream()
                  .mapToDouble(table -> Problem.exact(table).randomRegret(count))
                  .average()
                  .orElseThrow()));
    }
    row.addAll(Collections.nCopies(4, ""));
    return row;
  }

  private List<String> exact(String suite, List<TuningTable> members, Runner runner) {
    List<String> row = new ArrayList<>(List.of(suite, runner.name(), "" + runner.batch()));
    int counts = counts().size();
    for (int i = 0; i < counts; i++) {
      int at = i;
      row.add(Estimate.of(values(members, runner, it -> it.regrets().get(at))).toString());
    }
    row.addAll(comparison(members, runner, it -> it.regrets().getLast()));
    row.add(rounded(values(members, runner, Score::distinct)));
    row.add(rounded(values(members, runner, Score::micros)));
    return row;
  }

  /// Wins, ties and losses against the rival, and by how much the mean is larger than its.
  private List<String> comparison(
      List<TuningTable> members, Runner runner, ToDoubleFunction<Score> value) {
    var other = new Runner(rival, runner.batch());
    if (runner.name().equals(rival) || !runners().contains(other)) {
      return List.of("", "");
    }
    List<double[]> ours = values(members, runner, value);
    List<double[]> theirs = values(members, other, value);
    int[] outcomes = new int[3];
    List<double[]> differences = new ArrayList<>();
    for (int i = 0; i < ours.size(); i++) {
      double[] difference = ours.get(i).clone();
      for (int seed = 0; seed < difference.length; seed++) {
        difference[seed] -= theirs.get(i)[seed];
        outcomes[1 + (int) Math.signum(difference[seed])]++;
      }
      differences.add(difference);
    }
    double[] interval = Estimate.interval(differences);
    return List.of(
        "%d/%d/%d".formatted(outcomes[0], outcomes[1], outcomes[2]),
        "%s … %s".formatted(Estimate.number(interval[0]), Estimate.number(interval[1])));
  }

  private List<String> exactTables() {
    List<String> header = new ArrayList<>(List.of("table, regret @" + counts().getLast()));
    header.add("random, exact");
    runners().forEach(it -> header.add(it.label()));
    List<List<String>> rows = new ArrayList<>();
    for (TuningTable table : tables) {
      List<String> row = new ArrayList<>(List.of(table.name()));
      row.add(Estimate.number(Problem.exact(table).randomRegret(counts().getLast())));
      for (Runner runner : runners()) {
        row.add(
            Estimate.of(values(List.of(table), runner, it -> it.regrets().getLast())).toString());
      }
      rows.add(row);
    }
    return markdown(header, rows);
  }

  private List<String> noisy() {
    List<String> header =
        List.of(
            "suite (tables)",
            "sampler",
            "trainings",
            "true regret",
            "wins/ties/losses",
            "difference, 95 %");
    List<List<String>> rows = new ArrayList<>();
    for (String suite : suites()) {
      List<TuningTable> members = members(suite);
      String label = "%s (%d)".formatted(suite, members.size());
      for (Runner runner : runners()) {
        rows.add(noisy(label, runner.name(), members, runner, it -> it.plain().regret()));
        rows.add(
            noisy(
                label,
                runner.name() + " + repeats",
                members,
                runner,
                it -> it.repeated().regret()));
      }
    }
    return markdown(header, rows);
  }

  /// The rival is taken as it is, without repeats.
  private List<String> noisy(
      String label,
      String name,
      List<TuningTable> members,
      Runner runner,
      ToDoubleFunction<Score> regret) {
    List<double[]> ours = values(members, runner, regret);
    var row = new ArrayList<>(List.of(label, name, "" + counts().getLast()));
    row.add(Estimate.of(ours).toString());
    row.addAll(comparison(members, runner, regret));
    return row;
  }

  private List<String> noisyTables() {
    List<String> header = new ArrayList<>(List.of("table, claimed → true"));
    for (Runner runner : runners()) {
      header.add(runner.label());
      header.add(runner.label() + " + repeats");
    }
    List<List<String>> rows = new ArrayList<>();
    for (TuningTable table : tables) {
      List<String> row = new ArrayList<>(List.of(table.name()));
      for (Runner runner : runners()) {
        row.add(choice(table, runner, Score::plain));
        row.add(choice(table, runner, Score::repeated));
      }
      rows.add(row);
    }
    return markdown(header, rows);
  }

  private String choice(TuningTable table, Runner runner, Function<Score, Score.Choice> choice) {
    List<TuningTable> one = List.of(table);
    double claimed = Estimate.of(values(one, runner, it -> choice.apply(it).claimed())).mean();
    double actual = Estimate.of(values(one, runner, it -> choice.apply(it).actual())).mean();
    return String.format(
        Locale.ROOT,
        "%.5g → %.5g",
        table.direction().loss(claimed),
        table.direction().loss(actual));
  }

  /// A contestant with one size of batches.
  private record Runner(String name, int batch) {
    String label() {
      return batch == 1 ? name : name + ", batches of " + batch;
    }
  }

  private List<Runner> runners() {
    return scores.stream()
        .map(it -> new Runner(it.subject().contestant(), it.subject().search().batch()))
        .distinct()
        .toList();
  }

  private List<String> suites() {
    return tables.stream().map(TuningTable::suite).distinct().toList();
  }

  private List<TuningTable> members(String suite) {
    return tables.stream().filter(it -> it.suite().equals(suite)).toList();
  }

  private List<Integer> counts() {
    return Score.counts(scores.getFirst().subject().search().trials());
  }

  private List<double[]> values(
      List<TuningTable> members, Runner runner, ToDoubleFunction<Score> value) {
    return members.stream()
        .map(
            table ->
                scores.stream()
                    .filter(it -> it.subject().table().equals(table.name()))
                    .filter(it -> it.subject().contestant().equals(runner.name()))
                    .filter(it -> it.subject().search().batch() == runner.batch())
                    .mapToDouble(value)
                    .toArray())
        .toList();
  }

  private static String rounded(List<double[]> values) {
    return "" + Math.round(Estimate.of(values).mean());
  }

  private static List<String> markdown(List<String> header, List<List<String>> rows) {
    List<String> lines = new ArrayList<>();
    lines.add(row(header));
    lines.add(row(Collections.nCopies(header.size(), "---")));
    rows.forEach(it -> lines.add(row(it)));
    return lines;
  }

  private static String row(List<String> cells) {
    return cells.stream().collect(Collectors.joining(" | ", "| ", " |"));
  }
}
