package dev.glissade.train;

/// Something about a training that is most likely not meant, seen before the first step.
///
/// @param rule the name of what was looked for, such as `rate-never-falls`
/// @param what was found, with its numbers
/// @param why it matters
/// @param help what to do
public record Finding(String rule, String what, String why, String help) {
  /// In one line.
  @Override
  public String toString() {
    return "%s: %s; %s — help: %s".formatted(rule, what, why, help);
  }
}
