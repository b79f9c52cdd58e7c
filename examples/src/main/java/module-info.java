import org.jspecify.annotations.NullMarked;

/// Programs to read and run, each about one thing; begin with `QuickStart`.
///
/// They are a module of their own that requires the trainer, the tuner and nothing else, so they
/// compile against what every user can see.
@NullMarked
module dev.glissade.examples {
  requires static org.jspecify;
  requires dev.glissade.train;
  requires dev.glissade.tune;
}
