package dev.glissade.data;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/// How one column becomes features.
///
/// An indicator is one more feature, 1 where the value is missing and 0 elsewhere. A column has one
/// if values of it were missing in the training part; otherwise a value that is missing later is
/// only filled in.
public sealed interface Encoding {
  /// The column's name.
  String column();

  /// How many features it becomes.
  int width();

  /// The features' names.
  List<String> names();

  /// Whether the last of the features says that the value is missing.
  boolean indicator();

  /// A number becomes `(x - mean) / scale`, a missing one 0, which stands for the mean.
  ///
  /// @param column the column's name
  /// @param mean the mean in the training part
  /// @param scale the biased standard deviation in the training part; 1 if the column is constant
  ///     there
  /// @param indicator whether a feature for missing values follows
  record Standardised(String column, double mean, double scale, boolean indicator)
      implements Encoding {
    /// Checks mean and scale.
    public Standardised {
      Shapes.checkScale("Standardised '" + column + "'", mean, scale);
    }

    static Standardised fit(Column.Numeric column, int[] rows) {
      Moments moments = Moments.of(column.values(), rows);
      return new Standardised(
          column.name(), moments.mean(), moments.scale(), anyMissing(column, rows));
    }

    @Override
    public int width() {
      return indicator ? 2 : 1;
    }

    @Override
    public List<String> names() {
      return indicator ? List.of(column, column + " is missing") : List.of(column);
    }
  }

  /// A category becomes a row of zeros with one 1; a missing value counts as the most frequent
  /// category, and one that the training part did not have becomes zeros only.
  ///
  /// @param column the column's name
  /// @param categories those of the training part, sorted
  /// @param mostFrequent the index of the commonest of them, the first of several; −1 if there is
  ///     none
  /// @param indicator whether a feature for missing values follows
  record OneHot(String column, List<String> categories, int mostFrequent, boolean indicator)
      implements Encoding {
    /// Checks the categories and the index.
    public OneHot {
      categories = List.copyOf(categories);
      String where = "OneHot '" + column + "'";
      if (new HashSet<>(categories).size() < categories.size()) {
        throw DataException.expected(where, "categories that differ", Names.list(categories));
      }
      if (categories.isEmpty()
          ? mostFrequent != -1
          : mostFrequent < 0 || mostFrequent >= categories.size()) {
        throw DataException.expected(
            where,
            "a most frequent one of " + categories.size() + " categories",
            "mostFrequent=" + mostFrequent);
      }
    }

    static OneHot fit(Column.Categorical column, int[] rows) {
      int[] counts = new int[column.categories().size()];
      for (int row : rows) {
        if (column.codes()[row] >= 0) {
          counts[column.codes()[row]]++;
        }
      }
      List<String> seen = new ArrayList<>();
      int mostFrequent = -1;
      int largest = 0;
      for (int code : Codes.sorted(column.categories())) {
        if (counts[code] > largest) {
          largest = counts[code];
          mostFrequent = seen.size();
        }
        if (counts[code] > 0) {
          seen.add(column.categories().get(code));
        }
      }
      return new OneHot(column.name(), seen, mostFrequent, anyMissing(column, rows));
    }

    @Override
    public int width() {
      return categories.size() + (indicator ? 1 : 0);
    }

    @Override
    public List<String> names() {
      List<String> names = new ArrayList<>();
      categories.forEach(category -> names.add(column + " = " + category));
      if (indicator) {
        names.add(column + " is missing");
      }
      return names;
    }
  }

  private static boolean anyMissing(Column column, int[] rows) {
    for (int row : rows) {
      if (column.isMissing(row)) {
        return true;
      }
    }
    return false;
  }
}
