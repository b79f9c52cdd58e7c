import org.jspecify.annotations.NullMarked;

/// The `glissade` command: the only place that reads arguments and prints.
///
/// Begin with `Main`. A command is a class; `TrainingScreen` is what train and resume share;
/// `Failures` turns exceptions into one message and an exit code.
@NullMarked
module dev.glissade.cli {
  requires static org.jspecify;
  requires dev.glissade.bench;
  requires dev.glissade.experiment;
  requires info.picocli;
  requires jdk.management;

  opens dev.glissade.cli to
      info.picocli;
}
