package dev.glissade.data;

import java.util.Locale;
import java.util.Set;

/// Decides from the first values of a column whether it holds numbers or words.
///
/// - All numbers: numeric (also a column without any value).
/// - Numbers with very few words, at most one in twenty or a single one beside at least two
///   numbers: the words are mistakes, which are never made into a category.
/// - Nothing but numbers and the usual marks of a missing value (`NA`, `?`, `null`, `NaN`, `inf`):
///   these are mistakes too; a missing value is an empty field.
/// - Otherwise: categorical.
final class KindDecision {
  /// So many values that are not missing decide; in a shorter column, all of them.
  static final int ENOUGH = 10_000;

  private static final int LONGEST_MARK = 10;
  private static final Set<String> NON_FINITE =
      Set.of("nan", "+nan", "-nan", "inf", "+inf", "-inf", "infinity", "+infinity", "-infinity");
  private static final Set<String> MISSING = Set.of("?", "na", "n/a", "#n/a", "null");

  private int numbers;
  private int words;
  private int nonFinite;
  private int missingMarks;
  private int firstWordRow = -1;

  void see(char[] text, int from, int to, int row) {
    if (from == to) {
      return;
    }
    double value = NumberParser.parse(text, from, to);
    if (Math.abs(value) <= Column.LARGEST) {
      numbers++;
      return;
    }
    words++;
    firstWordRow = firstWordRow < 0 ? row : firstWordRow;
    if (!Double.isNaN(value)) {
      nonFinite++;
    } else if (to - from <= LONGEST_MARK) {
      String word = new String(text, from, to - from).toLowerCase(Locale.ROOT);
      nonFinite += NON_FINITE.contains(word) ? 1 : 0;
      missingMarks += MISSING.contains(word) ? 1 : 0;
    }
  }

  boolean isDue() {
    return numbers + words >= ENOUGH;
  }

  int words() {
    return words;
  }

  int firstWordRow() {
    return firstWordRow;
  }

  boolean isMistaken() {
    boolean fewWords = numbers >= 2 && (words == 1 || 20L * words <= (long) numbers + words);
    boolean onlyMarks =
        words == nonFinite + missingMarks && (numbers > 0 || (nonFinite > 0 && missingMarks == 0));
    return words > 0 && (fewWords || onlyMarks);
  }

  /// Why the column is taken for numbers, as the beginning of a sentence.
  String reason() {
    return numbers == 0
        ? ""
        : numbers + " of the " + (numbers + words) + " values of this column are numbers; ";
  }

  /// What should have stood in the place of a word.
  static String expectation(String word) {
    if (NON_FINITE.contains(word.toLowerCase(Locale.ROOT))) {
      return "a finite number";
    }
    boolean tooLarge = !Double.isNaN(NumberParser.parse(word.toCharArray(), 0, word.length()));
    return tooLarge ? "a number within ±3.4e38" : "a number";
  }
}
