package dev.glissade.train;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.function.IntConsumer;

/// What steps allocate on the heap, once the compiler is done with them.
final class Allocation {
  /// Enough for vectors to take over from plain loops on a machine that has time.
  private static final int ROUNDS = 25_000;

  /// On a busy machine the compiler comes to it later.
  private static final int PATIENCE = 4;

  private static final int LAST = 101;

  private Allocation() {}

  /// All threads together, in the median of the last of many rounds, since other threads of the JVM
  /// may allocate now and then.
  static void assertNone(IntConsumer step) {
    long bytes = Long.MAX_VALUE;
    for (int i = 0; i < PATIENCE && bytes > 0; i++) {
      bytes = median(step);
    }
    assertEquals(0, bytes);
  }

  private static long median(IntConsumer step) {
    var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
    long[] allocated = new long[LAST];
    for (int round = 0; round < ROUNDS; round++) {
      long before = threads.getTotalThreadAllocatedBytes();
      step.accept(round);
      allocated[round % LAST] = threads.getTotalThreadAllocatedBytes() - before;
    }
    Arrays.sort(allocated);
    return allocated[LAST / 2];
  }
}
