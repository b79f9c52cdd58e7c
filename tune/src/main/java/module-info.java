/// Tuning: which settings to try next, which trials to stop early, and a memory that survives.
///
/// Begin with `Space` (what may vary), then `Study` (ask, tell, run), `Sampler` (who proposes),
/// `Stopper` and `Scheduler` (who spends the effort) and `StudyStore` (what remembers). Everything
/// that happens is an `Event`; everything else is derived from the events.
///
/// This module knows nothing of tensors or networks: it minimises or maximises numbers.
@org.jspecify.annotations.NullMarked
module dev.glissade.tune {
  requires static transitive org.jspecify;
  requires de.siegmar.fastcsv;
  requires java.sql;
  requires transitive tools.jackson.databind;

  exports dev.glissade.tune;
  exports dev.glissade.tune.analysis;
  exports dev.glissade.tune.page;
  exports dev.glissade.tune.sampler;
  exports dev.glissade.tune.stopper;
  exports dev.glissade.tune.store;
}
