package dev.glissade.tune;

import java.util.ArrayList;
import java.util.LinkedHashMap;

/// Reads `name(argument, key=argument, …)` by recursive descent.
final class DescribedParser {
  private static final int LONGEST = 10_000;
  private static final int DEEPEST = 20;

  private final String text;
  private int at;

  DescribedParser(String text) {
    if (text.length() > LONGEST) {
      throw new IllegalArgumentException(
          "description: expected at most " + LONGEST + " letters, but got " + text.length());
    }
    this.text = text;
  }

  Described all() {
    Described read = form(0);
    if (at < text.length()) {
      throw expected("the end");
    }
    return read;
  }

  private Described form(int depth) {
    return rest(word(), depth);
  }

  /// What follows a name: arguments in brackets, or nothing.
  private Described rest(String name, int depth) {
    var places = new ArrayList<Described>();
    var keys = new LinkedHashMap<String, Described>();
    if (depth > DEEPEST) {
      throw expected("at most " + DEEPEST + " brackets within each other");
    }
    if (!takes('(') || takes(')')) {
      return new Described(name, places, keys);
    }
    do {
      String word = word();
      if (!takes('=')) {
        if (!keys.isEmpty()) {
          throw expected("a key, as the argument before has one,");
        }
        places.add(rest(word, depth + 1));
      } else if (keys.put(word, form(depth + 1)) != null) {
        throw expected("one " + word);
      }
    } while (takes(','));
    if (!takes(')')) {
      throw expected(", or )");
    }
    return new Described(name, places, keys);
  }

  private boolean takes(char sign) {
    boolean isThere = at < text.length() && text.charAt(at) == sign;
    if (isThere) {
      at++;
      skipWhite();
    }
    return isThere;
  }

  private String word() {
    skipWhite();
    int from = at;
    while (at < text.length()
        && "(),=".indexOf(text.charAt(at)) < 0
        && !Character.isWhitespace(text.charAt(at))) {
      at++;
    }
    if (at == from) {
      throw expected("a name");
    }
    String word = text.substring(from, at);
    skipWhite();
    return word;
  }

  private void skipWhite() {
    while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
      at++;
    }
  }

  private IllegalArgumentException expected(String what) {
    String here = at < text.length() ? "'" + text.charAt(at) + "'" : "the end";
    return new IllegalArgumentException(
        "description: expected " + what + " but got " + here + " at " + at + " of '" + text + "'");
  }
}
