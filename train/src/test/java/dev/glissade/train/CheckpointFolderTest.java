package dev.glissade.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.glissade.engine.Shape;
import dev.glissade.engine.State;
import dev.glissade.optim.Clock;
import dev.glissade.optim.Dialect;
import dev.glissade.optim.Meaning;
import dev.glissade.optim.NamedOptimizer;
import dev.glissade.optim.Plateau;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointFolderTest {
  private static final State.Layout LAYOUT =
      new State.Layout().add("weight", Shape.of(2, 3)).add("bias", Shape.of(3));

  @TempDir private Path folder;

  private static Checkpoint checkpoint(long step) {
    State state = new State(LAYOUT);
    state.set("bias", step, 2, 3);
    State other = new State(LAYOUT);
    other.set("bias", 7, 8, 9);
    return new Checkpoint(
        state,
        Optional.of(new View(other, Map.of("decay", 0.1))),
        new Clock(step, step / 5, step % 5, step * 4, 5, 10),
        Map.of("decay", 1.0 / 3, "beta1", 1e-300),
        List.of(new KnobChange("learning-rate", 3, 0.1), new KnobChange("beta 1", 4, 1e-9)),
        new Progress(
            1.0 / 7, 12, 2, Math.PI, Optional.of(new Plateau.Watch(1e-3, Math.E, 2, 1, 0.5, 1))),
        spikes(other),
        new Origin(-5, Optional.of(Meaning.of(NamedOptimizer.AMSGRAD, Dialect.KERAS)), 3));
  }

  private static SpikeRecord spikes(State state) {
    var anchor =
        new SpikeRecord.Anchor(
            state, Clock.start(5, 10), Map.of("decay", 0.7), 1.0 / 3, 8, new UsualCost(0.1, 0.2));
    List<Remedy> remedies =
        List.of(new Remedy.Quarantine(4, 6, List.of(3, 17)), new Remedy.LowerRate(8, 9, 1.0 / 3));
    return new SpikeRecord(1.0 / 9, new UsualCost(Math.E, 1.0 / 7), remedies, List.of(anchor));
  }

  private CheckpointFolder checkpoints() {
    return new CheckpointFolder(folder);
  }

  private List<String> names() {
    return checkpoints().files().stream().map(file -> file.getFileName().toString()).toList();
  }

  @Test
  void aCheckpointComesBackToTheBit() {
    Checkpoint written = checkpoint(17);
    checkpoints().write(written);

    Checkpoint read = checkpoints().newest(LAYOUT, _ -> {}).orElseThrow();

    assertEquals(written.state().sha256(), read.state().sha256());
    assertEquals(
        written.best().orElseThrow().state().sha256(), read.best().orElseThrow().state().sha256());
    assertEquals(written.best().orElseThrow().products(), read.best().orElseThrow().products());
    assertEquals(written.clock(), read.clock());
    assertEquals(written.products(), read.products());
    assertEquals(written.changes(), read.changes());
    assertEquals(written.progress(), read.progress());
    assertEquals(written.spikes().first(), read.spikes().first());
    assertEquals(written.spikes().usual(), read.spikes().usual());
    assertEquals(written.spikes().remedies(), read.spikes().remedies());
    SpikeRecord.Anchor kept = written.spikes().anchors().getFirst();
    SpikeRecord.Anchor anchor = read.spikes().anchors().getFirst();
    assertEquals(kept.state().sha256(), anchor.state().sha256());
    assertEquals(kept.clock(), anchor.clock());
    assertEquals(kept.products(), anchor.products());
    assertEquals(kept.usual(), anchor.usual());
    assertEquals(kept.costSum(), anchor.costSum());
    assertEquals(kept.costCount(), anchor.costCount());
    assertEquals(written.origin(), read.origin());
  }

  @Test
  void theNewestTwoAreKept() {
    for (int step : List.of(5, 10, 15)) {
      checkpoints().write(checkpoint(step));
    }

    assertEquals(List.of("step-000000010.safetensors", "step-000000015.safetensors"), names());
  }

  @Test
  void theBestAndOneOfEverySoManyEpochsAreKeptBesides() {
    CheckpointFolder kept = new CheckpointFolder(folder, new Keep(1, 2, 4));
    double[] losses = {0.5, Double.NaN, 0.25, 0.25, 0.75, 0.3};
    for (int i = 0; i < losses.length; i++) {
      Checkpoint some = checkpoint(5 * (i + 1));
      Clock clock = new Clock(5 * (i + 1), i + 1, 0, 50, 5, 10);
      kept.write(
          new Checkpoint(
              some.state(),
              some.best(),
              clock,
              some.products(),
              some.changes(),
              some.progress(),
              some.spikes(),
              some.origin()),
          losses[i]);
    }

    assertEquals(List.of("step-000000030.safetensors"), names());
    assertEquals(
        List.of("step-000000015-loss-0.25.safetensors", "step-000000020-loss-0.25.safetensors"),
        names(folder.resolve("best")));
    assertEquals(List.of("step-000000020.safetensors"), names(folder.resolve("epochs")));
    assertEquals(30, kept.newest(LAYOUT, _ -> {}).orElseThrow().clock().step());
    var best = new CheckpointFolder(folder.resolve("best"));
    assertEquals(4, best.newest(LAYOUT, _ -> {}).orElseThrow().clock().epoch());
  }

  private static List<String> names(Path folder) {
    return new CheckpointFolder(folder)
        .files().stream().map(file -> file.getFileName().toString()).toList();
  }

  @Test
  void whatToKeepHasAForm() {
    assertEquals(new Keep(2, 3, 10), Keep.parse("best:3, every:10"));
    assertEquals(new Keep(5, 0, 0), Keep.parse("last:5"));
    for (String wrong : List.of("", "best", "last:0", "best:3,best:4", "worst:1", "last:-1")) {
      var e = assertThrows(IllegalArgumentException.class, () -> Keep.parse(wrong));
      assertTrue(e.getMessage().startsWith("keep: expected a form such as"), e.getMessage());
    }
  }

  /// The newest one is damaged and the training goes on from the one before it: the damaged one
  /// must neither count among those kept nor come back.
  @Test
  void checkpointsAfterTheOneThatIsWrittenAreRemoved() throws IOException {
    checkpoints().write(checkpoint(10));
    Path damaged = checkpoints().write(checkpoint(20));
    Files.writeString(damaged, "damaged");
    List<String> warnings = new ArrayList<>();

    long step = checkpoints().newest(LAYOUT, warnings::add).orElseThrow().clock().step();
    checkpoints().write(checkpoint(15));

    assertEquals(10, step);
    assertEquals(1, warnings.size());
    assertTrue(warnings.getFirst().endsWith("; trying the checkpoint before it"));
    assertEquals(List.of("step-000000010.safetensors", "step-000000015.safetensors"), names());
  }

  @Test
  void partsOfAKilledProcessAreRemoved() throws IOException {
    Path part = Files.writeString(folder.resolve("step-000000003.safetensors.99-1.part"), "half");

    checkpoints().write(checkpoint(5));

    assertTrue(Files.notExists(part));
  }

  @Test
  void anotherModelIsRefused() {
    checkpoints().write(checkpoint(5));
    State.Layout wider = new State.Layout().add("weight", Shape.of(2, 4)).add("bias", Shape.of(3));

    CheckpointException e =
        assertThrows(CheckpointException.class, () -> checkpoints().newest(wider, _ -> {}));

    assertEquals(
        checkpoints().files().getFirst()
            + ": expected 'weight' [2, 4], but got [2, 3] — help: this is a checkpoint of another"
            + " model",
        e.getMessage());
  }

  @Test
  void noCheckpointsAreNoCheckpoint() {
    assertTrue(new CheckpointFolder(folder.resolve("none")).newest(LAYOUT, _ -> {}).isEmpty());
  }
}
