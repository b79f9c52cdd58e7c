package dev.glissade.bench;

import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/// The bytes that a benchmark's calls have to touch at least once; JMH prints them per nanosecond,
/// which is GB/s.
@State(Scope.Thread)
@AuxCounters(AuxCounters.Type.OPERATIONS)
public class Bytes {
  /// The count.
  public long gigabytes;
}
