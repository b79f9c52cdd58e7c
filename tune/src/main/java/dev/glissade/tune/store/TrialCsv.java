package dev.glissade.tune.store;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import dev.glissade.tune.Configuration;
import dev.glissade.tune.Definition;
import dev.glissade.tune.Goal;
import dev.glissade.tune.Param;
import dev.glissade.tune.Space;
import dev.glissade.tune.StoreException;
import dev.glissade.tune.TrialRecord;
import dev.glissade.tune.TrialState;
import dev.glissade.tune.Value;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.SequencedMap;
import java.util.Set;

/// Trials as a table of comma-separated values (RFC 4180), for spreadsheets: a row for each, with
/// columns `number`, `state`, a column for each goal, `violation`, `steps` (the last that was
/// reported), and one for each parameter, empty where the trial does not have it.
///
/// Derived values follow from the others and have no column. Reports are left out: `EventLines` has
// everything.
public final class TrialCsv {
  private TrialCsv() {}

  /// Writes a file, or replaces it.
  ///
  /// @throws StoreException if it cannot be written
  public static void write(Path file, StudyTable table) {
    List<String> columns = columns(table.definition());
    try {
      Beside.write(
          file,
          beside -> {
            try (var writer = CsvWriter.builder().lineDelimiter(LineDelimiter.LF).build(beside)) {
              writer.writeRecord(columns);
              for (TrialRecord each : table.trials()) {
                writer.writeRecord(row(each, table.definition()));
              }
            }
          });
    } catch (IOException | SQLException e) {
      throw new StoreException(file + ": cannot be written", e);
    }
  }

  private static List<String> columns(Definition definition) {
    var columns = new ArrayList<>(List.of("number", "state"));
    definition.goals().forEach(it -> columns.add(it.metric()));
    columns.addAll(List.of("violation", "steps"));
    definition.space().dimensions().forEach(it -> columns.add(it.name()));
    return columns;
  }

  private static List<String> row(TrialRecord trial, Definition definition) {
    var row = new ArrayList<String>();
    row.add(Integer.toString(trial.number()));
    row.add(trial.state().name().toLowerCase(Locale.ROOT));
    for (int i = 0; i < definition.goals().size(); i++) {
      row.add(trial.values().isEmpty() ? "" : Double.toString(trial.values().get(i)));
    }
    row.add(Double.toString(trial.violation()));
    row.add(trial.reports().isEmpty() ? "" : Long.toString(trial.reports().getLast().step()));
    Configuration configuration = trial.configuration();
    for (Space.Dimension each : definition.space().dimensions()) {
      row.add(configuration.has(each.name()) ? configuration.word(each.name()) : "");
    }
    return row;
  }

  /// The trials of a file: of `write`, or of another program, with a header, a column named like
  /// the metric of each goal, and one for each parameter. The columns `state` (complete where it is
  /// missing) and `violation` may be there; trials are numbered anew in the order of the rows.
  ///
  /// @throws IllegalArgumentException naming row and column
  /// @throws StoreException if it cannot be read
  public static StudyTable read(Path file, String name, Definition definition) {
    var trials = new ArrayList<TrialRecord>();
    try (CsvReader<CsvRecord> reader = open(file)) {
      Iterator<CsvRecord> rows = reader.iterator();
      List<String> columns =
          header(rows.hasNext() ? rows.next().getFields() : List.of(), definition);
      while (rows.hasNext()) {
        trials.add(trial(trials.size(), new Row(columns, rows.next().getFields()), definition));
      }
    } catch (CsvParseException e) {
      throw wrong(file, trials.size(), "expected fields as in RFC 4180, but got: " + reason(e), e);
    } catch (IllegalArgumentException e) {
      throw wrong(file, trials.size(), String.valueOf(e.getMessage()), e);
    } catch (UncheckedIOException | IOException e) {
      throw new StoreException(file + ": cannot be read", e);
    }
    return new StudyTable(name, definition, trials);
  }

  /// How many cells a row must have is told in our words.
  private static CsvReader<CsvRecord> open(Path file) throws IOException {
    return CsvReader.builder()
        .allowExtraFields(true)
        .allowMissingFields(true)
        .allowExtraCharsAfterClosingQuote(false)
        .ofCsvRecord(file);
  }

  private static IllegalArgumentException wrong(
      Path file, int trials, String message, Exception cause) {
    return new IllegalArgumentException(file + ", row " + (trials + 1) + ": " + message, cause);
  }

  /// The parser wraps what it found itself.
  private static String reason(CsvParseException e) {
    return String.valueOf(
        e.getCause() instanceof CsvParseException inner ? inner.getMessage() : e.getMessage());
  }

  private static List<String> header(List<String> columns, Definition definition) {
    Set<String> known = new HashSet<>(columns(definition));
    for (String each : columns) {
      if (!known.contains(each)) {
        throw new IllegalArgumentException(
            "header: expected columns among " + columns(definition) + ", but got " + each);
      }
    }
    if (Set.copyOf(columns).size() < columns.size()) {
      throw new IllegalArgumentException("header: expected different columns, but got " + columns);
    }
    for (Goal each : definition.goals()) {
      if (!columns.contains(each.metric())) {
        throw new IllegalArgumentException(
            "header: expected a column " + each.metric() + ", but got " + columns);
      }
    }
    return columns;
  }

  /// The cells of a trial by their columns.
  private record Row(List<String> columns, List<String> cells) {
    Row {
      if (cells.size() != columns.size()) {
        throw new IllegalArgumentException(
            "expected " + columns.size() + " cells, but got " + cells.size());
      }
    }

    /// Empty where the column is missing.
    String cell(String column) {
      int index = columns.indexOf(column);
      return index < 0 ? "" : cells.get(index);
    }

    double number(String column) {
      try {
        return Double.parseDouble(cell(column));
      } catch (NumberFormatException _) {
        throw new IllegalArgumentException(
            column + ": expected a number, but got '" + cell(column) + "'");
      }
    }
  }

  private static TrialRecord trial(int number, Row row, Definition definition) {
    TrialState state = state(row.cell("state"));
    var values = new ArrayList<Double>();
    if (state == TrialState.COMPLETE) {
      definition.goals().forEach(it -> values.add(row.number(it.metric())));
    }
    SequencedMap<String, Value> configuration = new LinkedHashMap<>();
    for (Space.Dimension each : definition.space().dimensions()) {
      if (!row.cell(each.name()).isEmpty()) {
        configuration.put(each.name(), value(each, row));
      }
    }
    return new TrialRecord(
        number,
        definition.space().derive(new Configuration(configuration)),
        state,
        row.cell("steps").isEmpty() ? 1 : (long) row.number("steps"),
        values,
        row.cell("violation").isEmpty() ? 0 : row.number("violation"),
        List.of(),
        List.of());
  }

  private static TrialState state(String word) {
    for (TrialState each : TrialState.values()) {
      if (each.name().equalsIgnoreCase(word)) {
        return each;
      }
    }
    if (!word.isEmpty()) {
      throw new IllegalArgumentException(
          "state: expected one of " + List.of(TrialState.values()) + ", but got " + word);
    }
    return TrialState.COMPLETE;
  }

  private static Value value(Space.Dimension dimension, Row row) {
    String cell = row.cell(dimension.name());
    Param param = dimension.param();
    // The kind of any value of the parameter is the kind of all.
    Value value =
        switch (param.at(0)) {
          case Value.Word _ -> Value.of(cell);
          case Value.Real _ -> Value.of(row.number(dimension.name()));
          case Value.Whole _ -> Value.of((long) row.number(dimension.name()));
        };
    if (!param.contains(value)) {
      throw new IllegalArgumentException(
          dimension.name() + ": expected one of " + param + ", but got " + cell);
    }
    return value;
  }
}
