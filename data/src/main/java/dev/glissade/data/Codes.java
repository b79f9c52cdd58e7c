package dev.glissade.data;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/// Words and the numbers that stand for them.
final class Codes {
  private Codes() {}

  /// The indices of the words in the words' order.
  static int[] sorted(List<String> words) {
    return IntStream.range(0, words.size())
        .boxed()
        .sorted(Comparator.comparing(words::get))
        .mapToInt(Integer::intValue)
        .toArray();
  }

  /// For each word its index in another list, or −1.
  static int[] indicesIn(List<String> others, List<String> words) {
    Map<String, Integer> indexOf = new HashMap<>();
    for (int i = 0; i < others.size(); i++) {
      indexOf.put(others.get(i), i);
    }
    return words.stream().mapToInt(word -> indexOf.getOrDefault(word, -1)).toArray();
  }

  /// A number as the name of a class: `7` for 7.0, otherwise as Java writes it.
  static String label(double number) {
    return isWhole(number) ? Long.toString((long) number) : Double.toString(number);
  }

  /// Whether a number is an integer that a `double` holds without doubt.
  static boolean isWhole(double number) {
    return number == Math.rint(number) && Math.abs(number) <= 1L << 53;
  }
}
