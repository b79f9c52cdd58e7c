package dev.glissade.tune.analysis;

import dev.glissade.tune.Param;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Optional;

/// Ranges of parameters: in words, and wider ones.
public final class Ranges {
  private static final int DIGITS = 2;

  private Ranges() {}

  /// A range in words: `[1e-5, 0.1] (log)`.
  public static String text(Param param) {
    return switch (param) {
      case Param.Uniform(double low, double high) -> span(low, high);
      case Param.Log(double low, double high) -> span(low, high) + " (log)";
      case Param.LogOneMinus(double low, double high) -> span(low, high) + " (log of 1 − value)";
      case Param.Stepped(double low, double high, double step) ->
          span(low, high) + " by " + Figures.number(step);
      case Param.Whole(long low, long high, long step) ->
          span(low, high) + (step == 1 ? "" : " by " + step);
      case Param.LogWhole(long low, long high) -> span(low, high) + " (log)";
      case Param.PowerOfTwo(long low, long high) -> span(low, high) + " (powers of two)";
      case Param.Choice(var words) -> String.join(", ", words);
      case Param.Ordinal(var words) -> String.join(" < ", words);
      case Param.Fixed(var value) -> Figures.value(value);
    };
  }

  private static String span(double low, double high) {
    return "[" + Figures.number(low) + ", " + Figures.number(high) + "]";
  }

  /// The range half as wide again in the parameter's scale, towards one end. An end of 0 (of 1 for
  /// whole numbers), and the 1 below which a `LogOneMinus` stays, are taken for natural and not
  /// passed. Empty if there is nothing beyond.
  public static Optional<Param> wider(Param param, boolean isHigh) {
    Param wider =
        switch (param) {
          case Param.Uniform(double low, double high) ->
              new Param.Uniform(
                  isHigh ? low : down(low, (high - low) / 2),
                  isHigh ? round(high + (high - low) / 2, true) : high);
          case Param.Log(double low, double high) ->
              new Param.Log(
                  isHigh ? low : round(low / Math.sqrt(high / low), false),
                  isHigh ? round(high * Math.sqrt(high / low), true) : high);
          case Param.LogOneMinus each -> wider(each, isHigh);
          case Param.Stepped each -> wider(each, isHigh);
          case Param.Whole each -> wider(each, isHigh);
          case Param.LogWhole(long low, long high) ->
              new Param.LogWhole(
                  isHigh ? low : Math.max(1, Math.round(low / Math.sqrt((double) high / low))),
                  isHigh ? Math.round(high * Math.sqrt((double) high / low)) : high);
          case Param.PowerOfTwo(long low, long high) ->
              new Param.PowerOfTwo(
                  isHigh ? low : Math.max(1, low / 4), isHigh ? Math.max(high, high * 4) : high);
          case Param.Choice _, Param.Ordinal _, Param.Fixed _ -> param;
        };
    return wider.equals(param) ? Optional.empty() : Optional.of(wider);
  }

  private static Param wider(Param.LogOneMinus param, boolean isHigh) {
    double far = 1 - param.low();
    double near = 1 - param.high();
    double factor = Math.sqrt(far / near);
    double low = param.low() >= 0 ? Math.max(0, 1 - round(far * factor, true)) : param.low();
    return isHigh
        ? new Param.LogOneMinus(param.low(), 1 - round(near / factor, false))
        : new Param.LogOneMinus(Math.min(low, param.low()), param.high());
  }

  private static Param wider(Param.Stepped param, boolean isHigh) {
    double more = param.step() * Math.ceil((param.high() - param.low()) / param.step() / 2);
    boolean isNatural = param.low() >= 0 && param.low() - more < 0;
    return isHigh
        ? new Param.Stepped(param.low(), param.high() + more, param.step())
        : new Param.Stepped(
            isNatural ? param.low() : param.low() - more, param.high(), param.step());
  }

  private static Param wider(Param.Whole param, boolean isHigh) {
    long more = param.step() * Math.max(1, (param.high() - param.low()) / param.step() / 2);
    long fewer = Math.min(more, (param.low() - 1) / param.step() * param.step());
    return isHigh
        ? new Param.Whole(param.low(), param.high() + more, param.step())
        : new Param.Whole(
            param.low() - (param.low() >= 0 ? Math.max(0, fewer) : more),
            param.high(),
            param.step());
  }

  private static double down(double low, double more) {
    return low >= 0 ? Math.max(0, round(low - more, false)) : round(low - more, false);
  }

  /// To two digits, up or down.
  private static double round(double value, boolean isUp) {
    RoundingMode mode = isUp ? RoundingMode.CEILING : RoundingMode.FLOOR;
    // Twelve digits first, so that 3.0000000000000004 is not taken for more than 3.
    return new BigDecimal(value)
        .round(new MathContext(12))
        .round(new MathContext(DIGITS, mode))
        .doubleValue();
  }
}
