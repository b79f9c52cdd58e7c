package dev.glissade.data;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Data by the word that a person wrote: the name of a data set that comes along, a CSV file (also
/// gzip), or a folder of IDX files.
///
/// A name that comes along goes before a file of the same name, which `./name` means.
public final class Sources {
  private static final String WHERE = "data";

  private Sources() {}

  /// The data to be learned from; its target is the last column.
  public static Source open(String data) {
    return open(data, Target.last());
  }

  /// The data to be learned from, and its target. Images have labels: a target's column is refused.
  public static Source open(String data, Target target) {
    if (Datasets.names().contains(data)) {
      return Datasets.source(data, target);
    }
    Path path = existing(data);
    if (Files.isDirectory(path)) {
      checkImageTarget(target);
      return IdxReader.read(path);
    }
    Table table = CsvReader.readWithout(path, target.ignored());
    return TableSource.of(fileName(path), table, target);
  }

  /// Data with known targets, encoded as the model was trained, to evaluate it. Of a folder of
  /// images with a test part, that part.
  public static Dataset labelled(String data, Preprocessing fitted) {
    return switch (fitted) {
      case TablePreprocessing table -> table.applyLabelled(table(data, table));
      case ImagePreprocessing images -> images.apply(images(data));
      case NoPreprocessing _ -> throw inMemory(data);
    };
  }

  /// Data to be predicted, encoded as the model was trained. The target column may be absent or
  /// empty: targets are `NaN` then. Of a folder of images with a test part, that part.
  public static Dataset unlabelled(String data, Preprocessing fitted) {
    return switch (fitted) {
      case TablePreprocessing table -> table.apply(table(data, table));
      case ImagePreprocessing images -> images.apply(images(data));
      case NoPreprocessing _ -> throw inMemory(data);
    };
  }

  private static Table table(String data, TablePreprocessing fitted) {
    if (Datasets.names().contains(data)) {
      return Datasets.table(data);
    }
    Path path = existing(data);
    if (Files.isDirectory(path)) {
      throw DataException.expected(
          WHERE, "a CSV file, as the model was trained on a table", "the folder " + data);
    }
    return CsvReader.readOnly(path, fitted.kinds());
  }

  private static Images images(String data) {
    String expected = "a folder of IDX files, as the model was trained on images";
    if (Datasets.names().contains(data)) {
      throw DataException.expected(WHERE, expected, DataException.quote(data));
    }
    Path path = existing(data);
    if (!Files.isDirectory(path)) {
      throw DataException.expected(WHERE, expected, "the file " + data);
    }
    ImageSource source = IdxReader.read(path);
    return source.test().orElse(source.train());
  }

  private static Path existing(String data) {
    Path path;
    try {
      path = Path.of(data);
    } catch (InvalidPathException invalid) {
      throw new DataException(
          WHERE + ": expected a path, but got " + DataException.quote(data), invalid);
    }
    if (!data.isBlank() && Files.exists(path)) {
      return path;
    }
    List<String> known = new ArrayList<>(Datasets.names());
    known.sort(null);
    String expected = "a CSV file, a folder of IDX files or one of " + Names.list(known);
    String got = DataException.quote(data) + ", which does not exist";
    throw Names.nearest(data, known)
        .map(near -> DataException.expected(WHERE, expected, got, "did you mean '" + near + "'?"))
        .orElseGet(() -> DataException.expected(WHERE, expected, got));
  }

  private static void checkImageTarget(Target target) {
    if (!target.ignored().isEmpty()) {
      throw DataException.expected(
          "ignore", "no columns, as images have none", Names.list(target.ignored()));
    }
    if (target.column().isPresent()) {
      throw DataException.expected(
          "target", "no column, as images have labels", DataException.quote(target.column().get()));
    }
    if (target.task().filter(Task.Kind.REGRESSION::equals).isPresent()) {
      throw DataException.expected("task", "classification, as images have labels", "regression");
    }
  }

  private static DataException inMemory(String data) {
    return DataException.expected(
        WHERE,
        "a model that was trained on a file",
        "one trained on data in memory, which says nothing of how to read " + data);
  }

  private static String fileName(Path path) {
    return String.valueOf(path.getFileName());
  }
}
