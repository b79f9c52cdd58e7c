import org.jspecify.annotations.NullMarked;

/// How fast training is: workloads described as data, measured as they run in steady state, checked
/// against the textbook, and taken apart kernel by kernel. And how good samplers of
/// hyper-parameters are, on tables that know every outcome (`dev.glissade.bench.tuners`).
///
/// Begin with `Workloads` (what is measured) and `Bench` (how). JMH benchmarks of single kernels
/// are among this module's tests; nothing here needs JMH.
@NullMarked
module dev.glissade.bench {
  requires static org.jspecify;
  requires transitive dev.glissade.train;
  requires transitive dev.glissade.tune;
  requires transitive tools.jackson.databind;

  exports dev.glissade.bench;
  exports dev.glissade.bench.tuners;
}
