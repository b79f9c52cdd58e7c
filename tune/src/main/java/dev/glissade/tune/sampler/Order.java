package dev.glissade.tune.sampler;

import dev.glissade.tune.Draws;

/// Random orders.
final class Order {
  private Order() {}

  /// The numbers `0 … count − 1`, each order as likely (Fisher and Yates, Durstenfeld 1964).
  static int[] of(int count, Draws draws) {
    int[] order = new int[count];
    for (int i = 0; i < count; i++) {
      int at = draws.below(i + 1);
      order[i] = order[at];
      order[at] = i;
    }
    return order;
  }
}
