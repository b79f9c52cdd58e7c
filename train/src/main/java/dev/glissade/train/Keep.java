package dev.glissade.train;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Which checkpoints are kept.
///
/// @param last so many of the newest, at least 1
/// @param best so many of the epochs with the lowest validation loss (of equal ones the earlier),
/// in     the folder `best`
/// @param every one of each so many epochs, in the folder `epochs`; 0 for none
public record Keep(int last, int best, int every) {
  /// The newest two.
  public static final Keep USUAL = new Keep(2, 0, 0);

  private static final List<String> WORDS = List.of("last", "best", "every");
  private static final Pattern PART = Pattern.compile("([a-z]+):(\\d{1,6})");

  /// Checks the numbers.
  public Keep {
    if (last < 1 || best < 0 || every < 0) {
      throw wrong("last:%d,best:%d,every:%d".formatted(last, best, every));
    }
  }

  /// Reads `last:2,best:3,every:10`; what is not said is 2, 0 and 0.
  ///
  /// @throws IllegalArgumentException if it has another form
  public static Keep parse(String text) {
    Map<String, Integer> said = new HashMap<>();
    for (String part : text.split(",", -1)) {
      Matcher matcher = PART.matcher(part.strip());
      if (!matcher.matches()
          || !WORDS.contains(matcher.group(1))
          || said.put(matcher.group(1), Integer.parseInt(matcher.group(2))) != null) {
        throw wrong(text);
      }
    }
    return new Keep(
        said.getOrDefault("last", USUAL.last),
        said.getOrDefault("best", USUAL.best),
        said.getOrDefault("every", USUAL.every));
  }

  private static IllegalArgumentException wrong(String text) {
    return new IllegalArgumentException(
        "keep: expected a form such as last:2,best:3,every:10, with last at least 1, but got '%s'"
            .formatted(text));
  }
}
