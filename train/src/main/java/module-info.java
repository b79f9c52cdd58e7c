import org.jspecify.annotations.NullMarked;

/// Training: the loop, what it reports, and what it keeps.
///
/// Begin with `Trainer` (settings) and `TrainingRun` (the loop); `Network` compiles model, loss and
/// optimiser into programs over one state; `Checkpoint` keeps everything that an exact continuation
/// needs.
@NullMarked
module dev.glissade.train {
  requires static org.jspecify;
  requires transitive dev.glissade.nn;
  requires transitive dev.glissade.optim;
  requires transitive dev.glissade.data;
  requires tools.jackson.databind;

  exports dev.glissade.train;
}
