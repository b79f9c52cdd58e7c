package dev.glissade.tune.sampler;

import dev.glissade.tune.Configuration;
import dev.glissade.tune.Draws;
import dev.glissade.tune.History;
import dev.glissade.tune.Sampler;
import dev.glissade.tune.Space;

/// `halton(skip=100)`: the points of Halton (1960), one odd prime for each parameter, its digits
/// permuted and each coordinate shifted at random: what the Deep Learning Tuning Playbook advises
/// for exploring, and AlgoPerf draws its trials with.
///
/// The point of a trial depends on its number only, so that trials in parallel are as even as one
/// by one. Unlike in AlgoPerf, permutations come from the seed of the study, and points keep the
/// order of the sequence, whose beginning is even too.
///
/// @param skip how many points are left out at the beginning
public record Halton(int skip) implements Sampler {
  /// With 100 points left out.
  public Halton() {
    this(100);
  }

  /// Checks the number.
  public Halton {
    if (skip < 0) {
      throw new IllegalArgumentException("halton: expected skip of at least 0, but got " + skip);
    }
  }

  @Override
  public Configuration propose(History history, Draws draws) {
    Space space = history.space();
    long number = (long) skip + history.trials().size();
    Coordinate[] coordinates = coordinates(space.size(), draws.shared("halton"));
    return space.draw(attempt -> point(coordinates, number + ((long) attempt << 20)));
  }

  private static double[] point(Coordinate[] coordinates, long index) {
    double[] point = new double[coordinates.length];
    for (int i = 0; i < point.length; i++) {
      point[i] = coordinates[i].at(index);
    }
    return point;
  }

  private static Coordinate[] coordinates(int count, Draws draws) {
    var coordinates = new Coordinate[count];
    int prime = 1;
    for (int i = 0; i < count; i++) {
      do {
        prime += 2;
      } while (!isPrime(prime));
      coordinates[i] = Coordinate.of(prime, draws);
    }
    return coordinates;
  }

  private static boolean isPrime(int odd) {
    for (int i = 3; i * i <= odd; i += 2) {
      if (odd % i == 0) {
        return false;
      }
    }
    return true;
  }

  /// One coordinate: digits of the index in base `prime`, permuted and mirrored at the point (van
  /// der Corput 1935), shifted modulo 1 (Cranley and Patterson 1976). The digit 0 stays, so that
  /// the sum is finite.
  private record Coordinate(int[] digits, double shift) {
    static Coordinate of(int prime, Draws draws) {
      double shift = draws.uniform();
      int[] order = Order.of(prime - 1, draws);
      int[] digits = new int[prime];
      for (int i = 1; i < prime; i++) {
        digits[i] = 1 + order[i - 1];
      }
      return new Coordinate(digits, shift);
    }

    double at(long index) {
      int prime = digits.length;
      double sum = shift;
      double weight = 1.0 / prime;
      for (long rest = index; rest > 0; rest /= prime) {
        sum += weight * digits[(int) (rest % prime)];
        weight /= prime;
      }
      return sum < 1 ? sum : sum - 1;
    }
  }

  @Override
  public String describe() {
    return "halton(skip=" + skip + ")";
  }
}
