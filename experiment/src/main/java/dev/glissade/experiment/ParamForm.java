package dev.glissade.experiment;

import dev.glissade.data.Names;
import dev.glissade.tune.Param;
import dev.glissade.tune.Value;
import java.util.List;

/// A hyper-parameter as people write it, on the command line and in `study.yaml` alike:
///
/// | form | values |
/// | --- | --- |
/// | `log:1e-4..1e-1` | a positive number, uniform in its logarithm |
/// | `log-one-minus:0.9..0.999` | below 1, the distance to 1 uniform in its logarithm |
/// | `uniform:0..0.5`, `stepped:0..0.5/0.1` | a number, any or by steps |
/// | `whole:1..4`, `whole:32..256/32` | a whole number, any or by steps |
/// | `log-whole:8..512`, `power-of-two:16..256` | a whole number, by its logarithm |
/// | `choice:relu\|tanh`, `ordinal:none\|batch` | one of several words, without and with an order |
/// | `fixed:0.01` | always the same |
public final class ParamForm {
  private static final List<String> KINDS =
      List.of(
          "log",
          "log-one-minus",
          "uniform",
          "stepped",
          "whole",
          "log-whole",
          "power-of-two",
          "choice",
          "ordinal",
          "fixed");

  private ParamForm() {}

  /// The forms in a line, for help texts.
  public static String forms() {
    return "log:LOW..HIGH, log-one-minus:LOW..HIGH, uniform:LOW..HIGH, stepped:LOW..HIGH/STEP,"
        + " whole:LOW..HIGH[/STEP], log-whole:LOW..HIGH, power-of-two:LOW..HIGH, choice:A|B|…,"
        + " ordinal:A|B|…, fixed:VALUE";
  }

  /// The parameter of a form.
  ///
  /// @param place what to call it in messages
  /// @throws IllegalArgumentException naming the place and the nearest valid form
  static Param parse(String place, String form) {
    int colon = form.indexOf(':');
    String kind = colon < 0 ? form : form.substring(0, colon);
    if (!KINDS.contains(kind)) {
      throw Names.unknown(place, "kinds", kind, KINDS);
    }
    if (colon < 0) {
      throw wrong(place, kind + ":…", form);
    }
    String rest = form.substring(colon + 1).strip();
    try {
      return of(place, kind, rest);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(wrong(place, example(kind), form).getMessage(), e);
    } catch (IllegalArgumentException e) {
      String message = String.valueOf(e.getMessage());
      throw message.startsWith(place + ": ")
          ? e
          : new IllegalArgumentException(place + ": " + message, e);
    }
  }

  private static Param of(String place, String kind, String rest) {
    return switch (kind) {
      case "choice" -> new Param.Choice(words(rest));
      case "ordinal" -> new Param.Ordinal(words(rest));
      case "fixed" -> new Param.Fixed(value(rest));
      default -> between(place, kind, Range.parse(place, kind, rest));
    };
  }

  private static Param between(String place, String kind, Range range) {
    boolean isStepped = kind.equals("stepped") || kind.equals("whole");
    if (!isStepped && !range.step().isEmpty()) {
      throw wrong(place, example(kind), kind + ":" + range);
    }
    return switch (kind) {
      case "log" -> new Param.Log(range.real(range.low()), range.real(range.high()));
      case "log-one-minus" ->
          new Param.LogOneMinus(range.real(range.low()), range.real(range.high()));
      case "uniform" -> new Param.Uniform(range.real(range.low()), range.real(range.high()));
      case "stepped" ->
          new Param.Stepped(
              range.real(range.low()), range.real(range.high()), range.real(range.step()));
      case "whole" ->
          new Param.Whole(
              range.whole(range.low()),
              range.whole(range.high()),
              range.step().isEmpty() ? 1 : range.whole(range.step()));
      case "log-whole" -> new Param.LogWhole(range.whole(range.low()), range.whole(range.high()));
      default -> new Param.PowerOfTwo(range.whole(range.low()), range.whole(range.high()));
    };
  }

  /// `LOW..HIGH` or `LOW..HIGH/STEP`.
  private record Range(String low, String high, String step) {
    static Range parse(String place, String kind, String text) {
      String[] ends = text.split("\\.\\.", -1);
      if (ends.length != 2 || ends[0].isBlank() || ends[1].isBlank()) {
        throw wrong(place, example(kind), kind + ":" + text);
      }
      String[] parts = ends[1].split("/", 2);
      return new Range(ends[0].strip(), parts[0].strip(), parts.length == 2 ? parts[1] : "");
    }

    double real(String text) {
      return Double.parseDouble(text.strip());
    }

    long whole(String text) {
      return Long.parseLong(text.strip());
    }

    @Override
    public String toString() {
      return low + ".." + high + (step.isEmpty() ? "" : "/" + step);
    }
  }

  private static List<String> words(String text) {
    return List.of(text.split("\\|", -1)).stream().map(String::strip).toList();
  }

  /// A number where the text is one, otherwise a word.
  static Value value(String text) {
    if (text.matches("[+-]?\\d{1,18}")) {
      return Value.of(Long.parseLong(text));
    }
    try {
      double number = Double.parseDouble(text);
      return Double.isFinite(number) ? Value.of(number) : Value.of(text);
    } catch (NumberFormatException _) {
      return Value.of(text);
    }
  }

  private static String example(String kind) {
    return switch (kind) {
      case "log" -> "log:LOW..HIGH such as log:1e-4..1e-1";
      case "log-one-minus" -> "log-one-minus:LOW..HIGH such as log-one-minus:0.9..0.999";
      case "uniform" -> "uniform:LOW..HIGH such as uniform:0..0.5";
      case "stepped" -> "stepped:LOW..HIGH/STEP such as stepped:0..0.5/0.1";
      case "whole" -> "whole:LOW..HIGH or whole:LOW..HIGH/STEP such as whole:32..256/32";
      case "log-whole" -> "log-whole:LOW..HIGH such as log-whole:8..512";
      default -> "power-of-two:LOW..HIGH such as power-of-two:16..256";
    };
  }

  private static IllegalArgumentException wrong(String place, String expected, String got) {
    return new IllegalArgumentException(
        "%s: expected %s, but got '%s'".formatted(place, expected, got));
  }

  /// The form of a parameter; `parse` gives it back.
  public static String of(Param param) {
    return switch (param) {
      case Param.Log(double low, double high) -> "log:" + low + ".." + high;
      case Param.LogOneMinus(double low, double high) -> "log-one-minus:" + low + ".." + high;
      case Param.Uniform(double low, double high) -> "uniform:" + low + ".." + high;
      case Param.Stepped(double low, double high, double step) ->
          "stepped:" + low + ".." + high + "/" + step;
      case Param.Whole(long low, long high, long step) ->
          "whole:" + low + ".." + high + (step == 1 ? "" : "/" + step);
      case Param.LogWhole(long low, long high) -> "log-whole:" + low + ".." + high;
      case Param.PowerOfTwo(long low, long high) -> "power-of-two:" + low + ".." + high;
      case Param.Choice(List<String> words) -> "choice:" + String.join("|", words);
      case Param.Ordinal(List<String> words) -> "ordinal:" + String.join("|", words);
      case Param.Fixed(Value value) -> "fixed:" + value;
    };
  }
}
