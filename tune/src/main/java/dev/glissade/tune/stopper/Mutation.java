package dev.glissade.tune.stopper;

import dev.glissade.tune.Configuration;
import dev.glissade.tune.Draws;
import dev.glissade.tune.Param;
import dev.glissade.tune.Space;
import dev.glissade.tune.Value;

/// How a population tries something near: each real number is drawn again from the space, or made
/// larger or smaller by a fifth, and stays between its ends. Of a `LogOneMinus` it is the distance
/// to one that changes. Whole numbers and words stay, since they say how a network is built, and
/// its checkpoint fits no other.
///
/// @param resample how likely a number is drawn again
record Mutation(double resample) {
  Configuration of(Configuration configuration, Space space, Draws draws) {
    double[] units = space.encode(configuration);
    return space.draw(
        _ -> {
          double[] mutated = new double[units.length];
          for (int i = 0; i < mutated.length; i++) {
            double drawn = draws.uniform();
            double factor = draws.uniform() < 0.5 ? 0.8 : 1.2;
            boolean isDrawn = draws.uniform() < resample;
            Param param = space.dimensions().get(i).param();
            mutated[i] =
                Double.isNaN(units[i]) || (isDrawn && isReal(param))
                    ? drawn
                    : scaled(param, units[i], factor);
          }
          return mutated;
        });
  }

  private static boolean isReal(Param param) {
    return param instanceof Param.Continuous || param instanceof Param.Stepped;
  }

  private static double scaled(Param param, double unit, double factor) {
    return switch (param) {
      case Param.LogOneMinus(double low, double high) ->
          near(param, 1 - factor * (1 - real(param, unit)), low, high);
      case Param.Continuous it -> near(param, factor * real(param, unit), it.low(), it.high());
      case Param.Stepped(double low, double high, double step) -> {
        double moved = factor * real(param, unit);
        double steps = Math.rint((moved - low) / step);
        yield near(param, low + step * steps, low, high);
      }
      case Param.Finite _ -> unit;
    };
  }

  private static double real(Param param, double unit) {
    return ((Value.Real) param.at(unit)).number();
  }

  private static double near(Param param, double number, double low, double high) {
    return param.unit(Value.of(Math.clamp(number, low, high)));
  }
}
