package dev.glissade.train.golden;

import dev.glissade.testkit.Arithmetic;

/// A golden file that is understood: computes what it expects and compares.
@FunctionalInterface
interface GoldenCase {
  void check(Arithmetic arithmetic, Findings findings);
}
