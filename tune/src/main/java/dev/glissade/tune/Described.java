package dev.glissade.tune;

import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// A name with arguments, the form in which samplers, stoppers and schedulers are written down:
/// `random`, `trials(60)`, `asha(minimum=1,factor=4)`, `any(median,patient(3))`.
///
/// An argument is such a form itself, so numbers and words are names without arguments. Arguments
/// without a key come first.
///
/// @param name letters, digits and anything else but `(`, `)`, `,`, `=` and white space
/// @param places arguments without a key, in their order
/// @param keys arguments with a key
public record Described(String name, List<Described> places, SequencedMap<String, Described> keys) {
  /// Copies the arguments.
  public Described {
    places = List.copyOf(places);
    keys = new LinkedHashMap<>(keys);
  }

  /// Reads what `toString` writes; white space does not matter.
  ///
  /// @throws IllegalArgumentException with the place where it is not of this form
  public static Described parse(String text) {
    return new DescribedParser(text).all();
  }

  /// The same with every argument under a key: those without one get `names` in this order.
  ///
  /// @throws IllegalArgumentException if there are more, other or repeated arguments
  public Described named(String... names) {
    if (places.size() > names.length) {
      throw new IllegalArgumentException(
          name + ": expected at most " + names.length + " arguments, but got " + this);
    }
    var all = new LinkedHashMap<String, Described>();
    for (int i = 0; i < places.size(); i++) {
      all.put(names[i], places.get(i));
    }
    keys.forEach(
        (key, value) -> {
          if (!Set.of(names).contains(key)) {
            throw unknown(name, key, List.of(names));
          }
          if (all.put(key, value) != null) {
            throw new IllegalArgumentException(name + ": expected one " + key + ", but got two");
          }
        });
    return new Described(name, List.of(), all);
  }

  /// A whole number among the named arguments, or what stands in for it.
  ///
  /// @throws IllegalArgumentException if it is not a whole number of 32 bits
  public int whole(String key, int otherwise) {
    return number(key, "a whole number", Integer::parseInt).orElse(otherwise);
  }

  /// A real number among the named arguments, or what stands in for it.
  ///
  /// @throws IllegalArgumentException if it is not a finite number
  public double real(String key, double otherwise) {
    double number = number(key, "a number", Double::parseDouble).orElse(otherwise);
    if (!Double.isFinite(number)) {
      throw new IllegalArgumentException(
          name + ": expected a finite " + key + ", but got " + number);
    }
    return number;
  }

  /// A named argument as a form of its own.
  public Optional<Described> part(String key) {
    return Optional.ofNullable(keys.get(key));
  }

  private <T> Optional<T> number(String key, String kind, Function<String, T> parse) {
    Optional<Described> part = part(key);
    try {
      return part.map(it -> parse.apply(it.toString()));
    } catch (NumberFormatException notNumber) {
      throw new IllegalArgumentException(
          name + ": expected " + kind + " as " + key + ", but got " + part.orElseThrow(),
          notNumber);
    }
  }

  /// The error for a name that is not known, with the nearest of those that are.
  ///
  /// @param kind of thing that is named, such as `sampler`
  public static IllegalArgumentException unknown(
      String kind, String got, Collection<String> known) {
    Optional<String> nearest =
        known.stream()
            .min(Comparator.comparingInt(it -> distance(got, it)))
            .filter(it -> distance(got, it) <= Math.max(1, got.length() / 3));
    return new IllegalArgumentException(
        kind
            + ": expected one of "
            + String.join(", ", known)
            + ", but got "
            + got
            + nearest.map(it -> " — help: did you mean " + it + "?").orElse(""));
  }

  /// How many letters must be inserted, removed or replaced (Levenshtein 1966).
  private static int distance(String left, String right) {
    int[] row = IntStream.rangeClosed(0, right.length()).toArray();
    for (int i = 1; i <= left.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= right.length(); j++) {
        int replaced = diagonal + (left.charAt(i - 1) == right.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[right.length()];
  }

  @Override
  public String toString() {
    Stream<String> all =
        Stream.concat(
            places.stream().map(Described::toString),
            keys.entrySet().stream().map(it -> it.getKey() + "=" + it.getValue()));
    String arguments = all.collect(Collectors.joining(","));
    return arguments.isEmpty() ? name : name + "(" + arguments + ")";
  }
}
