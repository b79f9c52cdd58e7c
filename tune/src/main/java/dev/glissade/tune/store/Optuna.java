package dev.glissade.tune.store;

import dev.glissade.tune.StoreException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;

/// Exchange with Optuna 3 to 5: its SQLite files and its journal files, told apart by their first
/// bytes.
///
/// Kept are goals, parameters, values, reports, states and times of all trials; a constraint
/// becomes the amount by which it is broken. What Optuna has no place for becomes an attribute
/// whose name begins with `glissade.`, and is found again when the file is read.
///
/// Methods throw an `IllegalArgumentException` that names file and row where a file is not what it
/// should be, and a `StoreException` where it cannot be read or written.
public final class Optuna {
  private static final byte[] SQLITE = "SQLite format 3\0".getBytes(StandardCharsets.US_ASCII);

  private Optuna() {}

  /// The names of the studies in a file.
  public static List<String> studies(Path file) {
    return guarded(
        file,
        () -> {
          if (!isSqlite(file)) {
            return OptunaJournal.read(file).stream().map(OptunaStudy::name).toList();
          }
          try (OptunaSqlite opened = OptunaSqlite.open(file)) {
            return opened.studies();
          }
        });
  }

  /// A study of a file.
  public static StudyTable read(Path file, String study) {
    return guarded(file, () -> OptunaConversion.read(find(file, study)));
  }

  private static OptunaStudy find(Path file, String study) throws SQLException, IOException {
    if (isSqlite(file)) {
      try (OptunaSqlite opened = OptunaSqlite.open(file)) {
        if (opened.studies().contains(study)) {
          return opened.read(study);
        }
        throw unknown(study, opened.studies());
      }
    }
    List<OptunaStudy> studies = OptunaJournal.read(file);
    return studies.stream()
        .filter(it -> it.name().equals(study))
        .findFirst()
        .orElseThrow(() -> unknown(study, studies.stream().map(OptunaStudy::name).toList()));
  }

  private static IllegalArgumentException unknown(String study, List<String> known) {
    return new IllegalArgumentException("study: expected one of " + known + ", but got " + study);
  }

  /// Writes a new SQLite file, which `optuna.load_study(storage="sqlite:///FILE")` reads.
  ///
  /// @param at the time that is given to trials whose times are not known
  public static void writeSqlite(Path file, StudyTable table, Instant at) {
    write(file, table, (beside, study) -> OptunaSqliteWriter.write(beside, study, at));
  }

  /// Writes a new journal file, which `JournalStorage(JournalFileBackend("FILE"))` reads.
  ///
  /// @param at the time that is given to trials whose times are not known
  public static void writeJournal(Path file, StudyTable table, Instant at) {
    write(file, table, (beside, study) -> OptunaJournalWriter.write(beside, study, at));
  }

  private interface Writer {
    void write(Path file, OptunaStudy study) throws SQLException, IOException;
  }

  private static void write(Path file, StudyTable table, Writer writer) {
    if (Files.exists(file)) {
      throw new IllegalArgumentException(
          "export: expected a new file, but got " + file + ", which may hold other studies");
    }
    guarded(
        file,
        () -> {
          OptunaStudy study = OptunaConversion.write(table);
          Beside.write(file, beside -> writer.write(beside, study));
          return study;
        });
  }

  private static boolean isSqlite(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return Arrays.equals(in.readNBytes(SQLITE.length), SQLITE);
    }
  }

  private interface Action<T> {
    T run() throws SQLException, IOException;
  }

  private static <T> T guarded(Path file, Action<T> action) {
    try {
      return action.run();
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(file + ": " + e.getMessage(), e);
    } catch (SQLException e) {
      throw new StoreException(file + ": " + e.getMessage(), e);
    } catch (IOException e) {
      throw new StoreException(file + ": cannot be read or written", e);
    }
  }
}
