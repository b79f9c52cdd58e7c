package dev.glissade.bench.tuners;

import java.util.List;

/// Who searches: one sampler, ours or another's.
public interface Contestant {
  /// One search.
  ///
  /// @param seed of the sampler
  /// @param trials how many configurations are evaluated
  /// @param batch how many are asked for before their outcomes are told
  record Search(long seed, int trials, int batch) {}

  /// What was tried, in order, and the time that the sampler took for each trial.
  record Play(List<Integer> cells, double secondsPerTrial) {}

  /// Its name and version.
  String name();

  /// Whether what it did once may be kept, as it never changes under this name.
  boolean isKept();

  /// Searches.
  Play play(Problem problem, Search search);
}
