package dev.glissade.data;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/// Data sets that come along, with their provenance.
public final class Datasets {
  private static final List<String> NAMES = List.of("digits", "iris", "melbourne");

  /// So many days before are the features of a day of the Melbourne series.
  private static final int LAGS = 7;

  private Datasets() {}

  /// Handwritten digits: 1,797 images of 8 × 8 pixels, each from 0 to 16, in ten classes.
  public static Source digits() {
    return source("digits", Target.last());
  }

  /// Fisher's iris: 150 flowers of three species by four lengths.
  public static Source iris() {
    return source("iris", Target.last());
  }

  /// Daily minimum temperatures in Melbourne, 1981 to 1990: each day from the seven days before it.
  /// Divided in the order of time.
  public static Source melbourne() {
    return source("melbourne", Target.last());
  }

  /// The minimum temperature in Melbourne of 3,650 successive days, in °C. The 31st of December of
  /// the leap years 1984 and 1988 is not in it.
  public static double[] melbourneSeries() {
    return ((Column.Numeric) read("melbourne").column("temp_min_c")).values();
  }

  /// The names for `named`.
  public static List<String> names() {
    return NAMES;
  }

  /// The data set of this name.
  public static Source named(String name) {
    return source(name, Target.last());
  }

  /// What the data is, who made it, and under which licence it may be used, as Markdown.
  public static String provenance(String name) {
    checkName(name);
    try (InputStream in = open(name + "/PROVENANCE.md")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException failure) {
      throw Inputs.unreadable(name, failure);
    }
  }

  static Source source(String name, Target target) {
    TableSource source = TableSource.of(name, table(name), target);
    return name.equals("melbourne") ? source.inOrder() : source;
  }

  static Table table(String name) {
    checkName(name);
    return name.equals("melbourne") ? lagged(melbourneSeries()) : read(name);
  }

  private static void checkName(String name) {
    if (!NAMES.contains(name)) {
      throw Names.unknown("Datasets", "names", name, NAMES);
    }
  }

  private static Table lagged(double[] series) {
    List<Column> columns = new ArrayList<>();
    for (int lag = LAGS; lag >= 1; lag--) {
      String name = lag == 1 ? "1_day_before" : lag + "_days_before";
      columns.add(
          new Column.Numeric(name, Arrays.copyOfRange(series, LAGS - lag, series.length - lag)));
    }
    columns.add(new Column.Numeric("temp_min_c", Arrays.copyOfRange(series, LAGS, series.length)));
    return Table.of(columns);
  }

  private static Table read(String name) {
    String file = name + ".csv.gz";
    return CsvReader.read(file, open(name + "/" + file), Map.of());
  }

  private static InputStream open(String resource) {
    InputStream in = Datasets.class.getResourceAsStream(resource);
    if (in == null) {
      throw new IllegalStateException("this build lacks its resource " + resource);
    }
    return in;
  }
}
