package dev.glissade.simd;

/// Decides when a loop has run often enough to be worth vectors.
///
/// Before C2 has compiled it, a loop on the Vector API makes an object of every vector and is a
/// thousand times slower than afterwards, which costs about 50 ms for each loop. So a loop starts
/// in plain Java and changes over after as much work as pays for that; both compute the same bits.
///
/// Threads count without taking turns: losing some counts does no harm.
final class Warmth {
  /// Elements that plain Java handles first: some 25 ms of work.
  static final long ENOUGH = 1L << 26;

  private final long[] seen;
  private final long enough;

  /// For so many loops, each of which changes over after `enough` elements.
  Warmth(int loops, long enough) {
    this.seen = new long[loops];
    this.enough = enough;
  }

  /// Whether to run a loop on vectors now; counts its `n` elements if not.
  boolean isReached(int loop, long n) {
    long before = seen[loop];
    if (before >= enough) {
      return true;
    }
    seen[loop] = before + n;
    return false;
  }
}
