package dev.glissade.tune.store;

import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonReadFeature;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// JSON as Python writes it: with the bare words `NaN` and `Infinity`.
final class OptunaJson {
  private static final JsonMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxDocumentLength(1 << 24)
                          .maxNestingDepth(64)
                          .build())
                  .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
                  .disable(JsonWriteFeature.WRITE_NAN_AS_STRINGS)
                  .build())
          .build();

  private OptunaJson() {}

  /// A value.
  ///
  /// @throws IllegalArgumentException if it is no JSON
  static JsonNode parse(String text) {
    try {
      return MAPPER.readTree(text);
    } catch (JacksonException e) {
      throw new IllegalArgumentException(
          "json: expected a value, but got " + text.substring(0, Math.min(text.length(), 100)), e);
    }
  }

  /// A value as one line.
  static String line(JsonNode node) {
    return MAPPER.writeValueAsString(node);
  }

  /// A number that must be whole.
  ///
  /// @throws IllegalArgumentException if it is not
  static long whole(double number) {
    if ((long) number != number) {
      throw new IllegalArgumentException("value: expected a whole number, but got " + number);
    }
    return (long) number;
  }
}
