package dev.glissade.tune.sampler;

import dev.glissade.tune.Configuration;
import dev.glissade.tune.Draws;
import dev.glissade.tune.History;
import dev.glissade.tune.Sampler;
import dev.glissade.tune.Space;

/// `latin-hypercube(n)`: each `n` trials have one in each of `n` equal cells of every coordinate,
/// in random orders, at a random place of the cell (McKay, Beckman and Conover 1979).
///
/// @param points how many trials belong together
public record LatinHypercube(int points) implements Sampler {
  /// Checks the number.
  public LatinHypercube {
    if (points < 1) {
      throw new IllegalArgumentException(
          "latin-hypercube: expected at least 1 point, but got " + points);
    }
  }

  @Override
  public Configuration propose(History history, Draws draws) {
    Space space = history.space();
    int number = history.trials().size();
    return space.draw(
        attempt -> {
          long block = number / points + ((long) attempt << 20);
          Draws orders = draws.shared("latin-hypercube/" + block);
          double[] units = draws.uniforms(space.size());
          for (int i = 0; i < units.length; i++) {
            units[i] = (Order.of(points, orders)[number % points] + units[i]) / points;
          }
          return units;
        });
  }

  @Override
  public String describe() {
    return "latin-hypercube(" + points + ")";
  }
}
