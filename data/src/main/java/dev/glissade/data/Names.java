package dev.glissade.data;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/// Names that a person wrote, and the ones that were meant.
public final class Names {
  private static final int LISTED = 30;
  private static final int LONGEST = 80;

  private Names() {}

  /// The known names, the first thirty of them if there are more, and the beginning of long ones.
  public static String list(Collection<String> known) {
    String listed = String.join(", ", known.stream().limit(LISTED).map(Names::shortened).toList());
    return known.size() <= LISTED ? listed : listed + ", … (" + known.size() + " in all)";
  }

  private static String shortened(String name) {
    return name.length() <= LONGEST ? name : name.substring(0, LONGEST) + "…";
  }

  /// The known name nearest to a wrong one, if any is near: at most a third of its letters differ.
  public static Optional<String> nearest(String wrong, Collection<String> known) {
    String lower = wrong.toLowerCase(Locale.ROOT);
    return known.stream()
        .filter(name -> distance(lower, name.toLowerCase(Locale.ROOT)) <= (name.length() + 2) / 3)
        .min(Comparator.comparingInt(name -> distance(lower, name.toLowerCase(Locale.ROOT))));
  }

  /// An exception for a name that is not among the known ones.
  public static DataException unknown(
      String where, String what, String wrong, Collection<String> known) {
    String expected = "one of the " + what + " " + list(known);
    return nearest(wrong, known)
        .map(
            near ->
                DataException.expected(
                    where, expected, DataException.quote(wrong), "did you mean '" + near + "'?"))
        .orElseGet(() -> DataException.expected(where, expected, DataException.quote(wrong)));
  }

  /// A name as it is given to an option: in quotes where a shell would take it apart.
  static String argument(String name) {
    return name.matches("[\\w.%+-]+") ? name : "'" + name.replace("'", "'\\''") + "'";
  }

  /// Levenshtein's distance: insertions, deletions and replacements from one to the other.
  private static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j < row.length; j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j < row.length; j++) {
        int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replaced, Math.min(row[j], row[j - 1]) + 1);
      }
    }
    return row[b.length()];
  }
}
