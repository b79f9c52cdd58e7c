package dev.glissade.data;

import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/// A named column of a table: numbers or categories, either with missing values.
///
/// A column owns the arrays that it is made of; they must not be changed afterwards.
public sealed interface Column {
  /// The largest magnitude that a number may have: that of a `float`.
  double LARGEST = Float.MAX_VALUE;

  /// The column's name, as in the header of its file.
  String name();

  /// How many values, missing ones included.
  int size();

  /// Whether the value in this row is missing.
  boolean isMissing(int row);

  /// Numeric or categorical.
  Kind kind();

  /// How many values are missing.
  default int missing() {
    int missing = 0;
    for (int row = 0; row < size(); row++) {
      missing += isMissing(row) ? 1 : 0;
    }
    return missing;
  }

  /// What a column holds.
  enum Kind {
    /// Finite numbers.
    NUMERIC,
    /// One of several words.
    CATEGORICAL
  }

  /// Numbers; `NaN` stands for a missing value. Infinities, and magnitudes above that of a `float`,
  /// are refused.
  @SuppressWarnings("ArrayRecordComponent") // compact storage; equality is by content, below
  record Numeric(String name, double[] values) implements Column {
    /// Checks the values.
    public Numeric {
      checkName(name);
      for (int row = 0; row < values.length; row++) {
        if (Math.abs(values[row]) > LARGEST) {
          throw DataException.expected(
              "Column '" + name + "'",
              "numbers within ±3.4e38, or NaN where a value is missing",
              values[row] + " in row " + (row + 1));
        }
      }
    }

    @Override
    public int size() {
      return values.length;
    }

    @Override
    public boolean isMissing(int row) {
      return Double.isNaN(values[row]);
    }

    @Override
    public Kind kind() {
      return Kind.NUMERIC;
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Numeric(String otherName, double[] otherValues)
          && name.equals(otherName)
          && Arrays.equals(values, otherValues);
    }

    @Override
    public int hashCode() {
      return 31 * name.hashCode() + Arrays.hashCode(values);
    }

    @Override
    public String toString() {
      return "Numeric[" + name + ", " + values.length + " values]";
    }
  }

  /// Categories by their index in a list; −1 stands for a missing value.
  @SuppressWarnings("ArrayRecordComponent") // compact storage; equality is by content, below
  record Categorical(String name, List<String> categories, int[] codes) implements Column {
    /// Checks the codes, and that the categories differ.
    public Categorical {
      checkName(name);
      categories = List.copyOf(categories);
      if (new HashSet<>(categories).size() < categories.size()) {
        throw DataException.expected(
            "Column '" + name + "'", "categories that differ", categories.toString());
      }
      for (int row = 0; row < codes.length; row++) {
        if (codes[row] < -1 || codes[row] >= categories.size()) {
          throw DataException.expected(
              "Column '" + name + "'",
              "codes from 0 to " + (categories.size() - 1) + ", or -1 where a value is missing",
              codes[row] + " in row " + (row + 1));
        }
      }
    }

    /// A column of words; the categories are the different words, sorted, and an empty word is a
    /// missing value.
    public static Categorical of(String name, List<String> values) {
      TreeSet<String> distinct = new TreeSet<>(values);
      distinct.remove("");
      List<String> categories = List.copyOf(distinct);
      Map<String, Integer> codeOf = new HashMap<>();
      for (int code = 0; code < categories.size(); code++) {
        codeOf.put(categories.get(code), code);
      }
      int[] codes = values.stream().mapToInt(value -> codeOf.getOrDefault(value, -1)).toArray();
      return new Categorical(name, categories, codes);
    }

    @Override
    public int size() {
      return codes.length;
    }

    @Override
    public boolean isMissing(int row) {
      return codes[row] < 0;
    }

    @Override
    public Kind kind() {
      return Kind.CATEGORICAL;
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Categorical(String otherName, List<String> others, int[] otherCodes)
          && name.equals(otherName)
          && categories.equals(others)
          && Arrays.equals(codes, otherCodes);
    }

    @Override
    public int hashCode() {
      return 31 * (31 * name.hashCode() + categories.hashCode()) + Arrays.hashCode(codes);
    }

    @Override
    public String toString() {
      return "Categorical["
          + name
          + ", "
          + codes.length
          + " values of "
          + categories.size()
          + " categories]";
    }
  }

  private static void checkName(String name) {
    if (name.isBlank()) {
      throw DataException.expected("Column", "a name", "'" + name + "'");
    }
  }
}
