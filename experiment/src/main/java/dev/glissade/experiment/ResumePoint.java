package dev.glissade.experiment;

import dev.glissade.optim.Meaning;
import dev.glissade.train.Checkpoint;
import dev.glissade.train.CheckpointException;
import dev.glissade.train.CheckpointFolder;
import dev.glissade.train.Safetensors;
import dev.glissade.train.TrainingRun;
import dev.glissade.train.Transfer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// The checkpoint that a run goes on from.
///
/// @param checkpoint in the layout of the training
/// @param partial what was taken over and what was not, unless all was
/// @param isChosen whether it was asked for, instead of the newest
record ResumePoint(Checkpoint checkpoint, Optional<Transfer> partial, boolean isChosen) {
  private static final String BEST = "best";

  /// The newest checkpoint, or the one that was asked for; empty if there is none yet.
  ///
  /// @param warnings hears of damaged checkpoints
  /// @throws IllegalArgumentException if there is none such as was asked for
  /// @throws CheckpointException if none can be read, or it belongs to another model and that was
  ///     not accepted
  static Optional<ResumePoint> find(
      RunFolder folder,
      TrainingRun training,
      Experiment.Decision decision,
      Consumer<String> warnings) {
    boolean isAnyModel = decision.accepted().contains(ResumeDifference.Kind.MODEL);
    boolean isChosen = decision.from().isPresent();
    CheckpointFolder.Reader<ResumePoint> reader =
        (name, file) ->
            isAnyModel ? any(name, file, training, isChosen) : same(name, file, training, isChosen);
    CheckpointFolder checkpoints = new CheckpointFolder(folder.checkpoints());
    return isChosen
        ? decision.from().map(from -> chosen(from, checkpoints, reader))
        : checkpoints.newest(reader, warnings);
  }

  private static ResumePoint same(
      String name, Safetensors file, TrainingRun training, boolean isChosen) {
    Checkpoint checkpoint = Checkpoint.decode(name, file, training.network().state().layout());
    return new ResumePoint(checkpoint, Optional.empty(), isChosen);
  }

  private static ResumePoint any(
      String name, Safetensors file, TrainingRun training, boolean isChosen) {
    Transfer transfer = training.transfer(name, file);
    return new ResumePoint(
        transfer.checkpoint(), Optional.of(transfer).filter(it -> !it.anew().isEmpty()), isChosen);
  }

  private static ResumePoint chosen(
      String from, CheckpointFolder checkpoints, CheckpointFolder.Reader<ResumePoint> reader) {
    Path file =
        from.equals(BEST)
            ? checkpoints.best().orElseThrow(() -> noBest(checkpoints.folder()))
            : Path.of(from);
    if (!Files.isRegularFile(file)) {
      throw new IllegalArgumentException(
          "from: expected best, or the file of a checkpoint in %s, but got '%s'"
              .formatted(checkpoints.folder(), from));
    }
    return reader.read(file.toString(), Safetensors.read(file));
  }

  private static IllegalArgumentException noBest(Path folder) {
    return new IllegalArgumentException(
        "from: expected checkpoints of the best epochs in %s, but got none — help: a run keeps them with --keep last:2,best:1"
            .formatted(folder.resolve(BEST)));
  }

  /// What the optimiser stands for now and did not when the checkpoint was written.
  List<ResumeDifference> differences(RunSettings now, List<ResumeDifference> known) {
    Meaning isNow = Optimizers.meaning(now);
    return checkpoint.origin().meaning().stream()
        .flatMap(was -> ResumeDifference.ofMeanings(was, isNow, known).stream())
        .toList();
  }

  /// Whether the newest file is not what the training goes on from, so that it has to be written
  /// before anything else.
  boolean isRewritten() {
    return isChosen || partial.isPresent();
  }

  /// What was taken over, for people.
  static String text(Transfer transfer) {
    return "takes over from the checkpoint: %s\nbegins anew: %s"
        .formatted(list(transfer.kept()), list(transfer.anew()));
  }

  private static String list(List<String> paths) {
    return paths.isEmpty() ? "nothing" : String.join(", ", paths);
  }
}
