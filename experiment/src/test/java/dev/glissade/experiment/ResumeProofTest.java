package dev.glissade.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ResumeProofTest {
  @TempDir private Path folder;

  /// Ends a training like a kill: nobody handles it, and nothing more is written.
  private static final class Killed extends Error {
    private static final long serialVersionUID = 1;
  }

  static List<String> names() {
    return Optimizers.names();
  }

  /// Everything on that the loop has to remember: mixed examples, in parts of batches unless an
  /// optimiser needs the cost of whole ones; an average, a plateau rule, dropout, noise, clipping,
  /// early stopping.
  private static RunSettings everything(String optimizer) {
    RunSettings settings = everything(optimizer, "ema:0.9");
    try {
      Preparation.of(settings).trainer().start(Preparation.of(settings).splits()).close();
      return settings;
    } catch (IllegalArgumentException e) {
      assertTrue(e.getMessage().contains("average of its own"), e.getMessage());
      return everything(optimizer, "none");
    }
  }

  private static RunSettings everything(String optimizer, String average) {
    boolean isCostNeeded = List.of("sophia", "sam", "asam", "l-bfgs").contains(optimizer);
    return Trained.settings(
        "optimizer",
        optimizer,
        "epochs",
        "8",
        "accumulate",
        isCostNeeded ? "1" : "3",
        "norm",
        optimizer.equals("sophia") ? "none" : "batch",
        "mixup",
        "0.4",
        "label-smoothing",
        "0.1",
        "label-smoothing-schedule",
        "linear:0",
        "gradient-noise",
        "0.001",
        "average",
        average,
        "schedule",
        "cosine+plateau:0.5:1",
        "dropout",
        "0.2",
        "patience",
        "4",
        "clip-norm",
        "1",
        "seed",
        "3");
  }

  @ParameterizedTest
  @MethodSource("names")
  void everyOptimiserContinuesToTheSameBitsAfterKillsAtRandomMoments(String optimizer)
      throws IOException {
    Path settings = folder.resolve("settings.yaml");
    Files.writeString(settings, SettingsFile.write(everything(optimizer)));
    ResumeProof proof = ResumeProof.begin(settings, OptionalLong.empty(), folder);
    Random random = new Random(optimizer.hashCode());
    Path run = folder.resolve("killed");
    long last = 0;
    for (int kill = 0;
        kill < 3 && last + 1 < ResumeProof.lastStep(folder.resolve("straight"));
        kill++) {
      long moment = last + 1 + random.nextLong(12);
      try {
        ResumeProof.take(proof.settings(), run, proof.steps(), step -> die(step == moment));
      } catch (Killed _) {
        last = ResumeProof.lastStep(run);
        continue;
      }
      break;
    }

    String hash = ResumeProof.take(proof.settings(), run, proof.steps(), _ -> {});

    assertTrue(last > 0, "killed at least once");
    assertEquals(Optional.empty(), proof.difference(run, hash));
  }

  private static void die(boolean isMoment) {
    if (isMoment) {
      throw new Killed();
    }
  }

  @Test
  void theFirstStepAndTensorThatDifferAreNamed() {
    Trail straight = new Trail(List.of(entry(1, "a", "1"), entry(2, "b", "2"), entry(3, "c", "3")));
    Trail twice =
        new Trail(
            List.of(
                entry(1, "a", "1"), entry(2, "b", "2"), entry(2, "x", "2"), entry(3, "y", "3")));
    Trail gap = new Trail(List.of(entry(1, "a", "1"), entry(3, "c", "3")));

    assertEquals(
        new ResumeProof.Difference(2, "weight", "b", "x"),
        straight.firstDifference(twice).orElseThrow());
    assertEquals(
        new ResumeProof.Difference(2, "step", "this step", "none"),
        straight.firstDifference(gap).orElseThrow());
    assertEquals(Optional.empty(), straight.firstDifference(straight));
  }

  private static Trail.Entry entry(long step, String weight, String slot) {
    return new Trail.Entry(step, Map.of("weight", weight, "slot", slot));
  }

  /// The slot of the squares differs from the first step on, where β₂ is not the same.
  @Test
  void aSlotThatDiffersIsNamed() throws IOException {
    Path settings = folder.resolve("settings.yaml");
    Files.writeString(settings, SettingsFile.write(Trained.settings("epochs", "4")));
    ResumeProof proof = ResumeProof.begin(settings, OptionalLong.empty(), folder);
    Path run = folder.resolve("other");
    Path other = folder.resolve("other.yaml");
    Files.writeString(
        other, SettingsFile.write(Trained.settings("epochs", "4", "beta2", "0.9989")));

    String hash = ResumeProof.take(other, run, proof.steps(), _ -> {});

    ResumeProof.Difference first = proof.difference(run, hash).orElseThrow();
    assertEquals(1, first.step());
    assertTrue(
        first.name().startsWith("square/") || first.name().startsWith("product/"), first + "");
  }

  @Test
  void thereMustBeARun() {
    var e =
        assertThrows(
            IllegalArgumentException.class,
            () -> ResumeProof.begin(folder.resolve("none"), OptionalLong.empty(), folder));
    assertTrue(e.getMessage().startsWith("run: expected a folder with a run.yaml"), e.getMessage());
  }
}
