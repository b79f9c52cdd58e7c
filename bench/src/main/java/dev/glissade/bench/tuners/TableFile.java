package dev.glissade.bench.tuners;

import dev.glissade.tune.Direction;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/// Reads a table from CSV, compressed or not: parameters first, then the outcomes, one column for
/// each seed of the training, named alike but for their numbers (`acc_1,acc_2,acc_3`).
///
/// Outcomes with `acc` or `score` in their name are better when large, others when small.
public final class TableFile {
  private static final Pattern NUMBER = Pattern.compile("_\\d+$");
  private static final long MOST_CELLS = 1 << 22;

  private final Path file;
  private final List<String> header;
  private final int parameters;
  private final List<Map<String, Integer>> seen = new ArrayList<>();
  private final List<int[]> places = new ArrayList<>();
  private final List<double[]> outcomes = new ArrayList<>();

  private TableFile(Path file, List<String> header) {
    this.file = file;
    this.header = header;
    String last = stem(header.getLast());
    int columns = header.size();
    while (columns > 0 && stem(header.get(columns - 1)).equals(last)) {
      columns--;
    }
    parameters = columns;
    for (int i = 0; i < parameters; i++) {
      seen.add(new LinkedHashMap<>());
    }
  }

  /// The tables of a folder, by name.
  ///
  /// @param only the beginning of the names that are wanted
  /// @param skipped is told of each file that is no table, and why
  public static List<TuningTable> all(Path folder, String only, Consumer<String> skipped) {
    List<TuningTable> tables = new ArrayList<>();
    for (Path file : in(folder)) {
      if (name(file).startsWith(only)) {
        try {
          tables.add(read(file));
        } catch (IllegalArgumentException e) {
          skipped.accept(e.getMessage());
        }
      }
    }
    return tables;
  }

  private static List<Path> in(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(it -> it.toString().endsWith(".csv.gz") || it.toString().endsWith(".csv"))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new IllegalArgumentException("tables: expected a folder, but got " + folder, e);
    }
  }

  private static String name(Path file) {
    return String.valueOf(file.getFileName()).replaceFirst("\\.csv(\\.gz)?$", "");
  }

  /// Reads a file.
  ///
  /// @throws IllegalArgumentException if it is not a table of all combinations of values
  static TuningTable read(Path file) {
    try (InputStream in = Files.newInputStream(file);
        InputStream plain = file.toString().endsWith(".gz") ? new GZIPInputStream(in) : in;
        var lines = new BufferedReader(new InputStreamReader(plain, StandardCharsets.UTF_8))) {
      String first = lines.readLine();
      if (first == null) {
        throw new IllegalArgumentException(file + ": expected a header, but got an empty file");
      }
      TableFile table = new TableFile(file, List.of(first.split(",")));
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        table.add(line.split(",", -1));
      }
      return table.complete();
    } catch (IOException e) {
      throw new UncheckedIOException("read: expected a table " + file + ", but got: " + e, e);
    }
  }

  private static String stem(String column) {
    return NUMBER.matcher(column).replaceFirst("");
  }

  private void add(String[] cells) {
    int row = places.size() + 1;
    if (cells.length != header.size() || row > MOST_CELLS) {
      throw new IllegalArgumentException(
          "%s: expected %d columns and at most %d rows, but got %d columns in row %d"
              .formatted(name(file), header.size(), MOST_CELLS, cells.length, row));
    }
    int[] place = new int[parameters];
    for (int i = 0; i < parameters; i++) {
      Map<String, Integer> values = seen.get(i);
      place[i] = values.computeIfAbsent(cells[i], _ -> values.size());
    }
    double[] numbers = new double[cells.length - parameters];
    Arrays.setAll(numbers, i -> outcome(cells[parameters + i], row));
    places.add(place);
    outcomes.add(numbers);
  }

  private double outcome(String cell, int row) {
    if (!cell.isEmpty() && !isNumber(cell)) {
      throw new IllegalArgumentException(
          "%s: expected numbers as outcomes, but got '%s' in row %d"
              .formatted(name(file), cell, row));
    }
    return cell.isEmpty() ? Double.NaN : Double.parseDouble(cell);
  }

  private TuningTable complete() {
    List<TuningTable.Axis> axes = new ArrayList<>();
    long cells = 1;
    for (int i = 0; i < parameters; i++) {
      axes.add(axis(header.get(i), List.copyOf(seen.get(i).keySet())));
      cells = Math.min(cells * seen.get(i).size(), MOST_CELLS + 1);
    }
    if (cells != places.size()) {
      throw new IllegalArgumentException(
          "%s: expected a row for each combination of values, but got %d rows"
              .formatted(name(file), places.size()));
    }
    double[][] losses = new double[header.size() - parameters][(int) cells];
    Direction direction = direction();
    var table = new TuningTable(name(file), direction, axes, losses);
    int[][] order = order(axes);
    for (int row = 0; row < places.size(); row++) {
      int[] place = places.get(row);
      Arrays.setAll(place, i -> order[i][place[i]]);
      int cell = table.cell(place);
      for (int seed = 0; seed < losses.length; seed++) {
        losses[seed][cell] = direction.loss(outcomes.get(row)[seed]);
      }
    }
    return table;
  }

  /// For each axis the places of values that are numbered as they were first seen.
  private int[][] order(List<TuningTable.Axis> axes) {
    int[][] order = new int[parameters][];
    for (int i = 0; i < parameters; i++) {
      List<String> values = axes.get(i).values();
      order[i] = seen.get(i).keySet().stream().mapToInt(values::indexOf).toArray();
    }
    return order;
  }

  private Direction direction() {
    String outcome = header.getLast();
    boolean isLarge = outcome.contains("acc") || outcome.contains("score");
    return isLarge ? Direction.MAXIMIZE : Direction.MINIMIZE;
  }

  private static TuningTable.Axis axis(String name, List<String> values) {
    boolean isNumeric = values.stream().allMatch(TableFile::isNumber);
    var ordered = new ArrayList<>(values);
    if (isNumeric) {
      ordered.sort(Comparator.comparingDouble(Double::parseDouble));
    } else {
      Collections.sort(ordered);
    }
    return new TuningTable.Axis(name, List.copyOf(ordered), !isNumeric);
  }

  private static boolean isNumber(String text) {
    try {
      return Double.isFinite(Double.parseDouble(text));
    } catch (NumberFormatException _) {
      return false;
    }
  }
}
