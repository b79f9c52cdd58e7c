package dev.glissade.bench;

import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/// The additions and multiplications of a benchmark's calls; JMH prints them per nanosecond, which
/// is GFLOP/s.
@State(Scope.Thread)
@AuxCounters(AuxCounters.Type.OPERATIONS)
public class Operations {
  /// The count.
  public long gigaflops;
}
