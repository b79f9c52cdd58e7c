package dev.glissade.experiment;

import dev.glissade.optim.Clock;
import dev.glissade.train.AtomicFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongConsumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Compares a training that is killed and resumed with the same training undisturbed, step by step
/// and bit by bit.
///
/// What is compared after every step is all that a checkpoint holds: parameters, slots, running
/// statistics, averages, running products, the clock (which is the position in the data and in all
/// random streams), the sums of costs, the best epoch and its state, and what the plateau rule has
/// seen; at the end the hash of the result.
public final class ResumeProof {
  private static final String TRAIL = "trail.jsonl";
  private static final int USUAL_STEPS = 300;

  private final Path settings;
  private final long steps;
  private final Trail straight;
  private final String hash;

  /// The first step after which something differed, and what; numbers as texts, tensors as hashes.
  /// `step` -1 means the result as a whole.
  public record Difference(long step, String name, String expected, String got) {}

  private ResumeProof(Path settings, long steps, Trail straight, String hash) {
    this.settings = settings;
    this.steps = steps;
    this.straight = straight;
    this.hash = hash;
  }

  /// Takes the undisturbed steps of a run's settings, in a work folder.
  ///
  /// @param run a run folder, or its `run.yaml`
  /// @param steps how many; empty for the whole plan up to 300 steps, and otherwise for two epochs
  ///     and a half, at least 300 steps
  /// @throws IllegalArgumentException if there is no such run, or its data are not the same
  public static ResumeProof begin(Path run, OptionalLong steps, Path work) {
    Path source = Files.isRegularFile(run) ? run : RunFolder.existing(run).settings();
    RunSettings wanted = SettingsFile.read(source, Map.of());
    long until;
    try (Experiment plan =
        Experiment.create(wanted, work.resolve("plan"), Experiment.Audience.NONE)) {
      until = steps.orElseGet(() -> usualSteps(plan));
    }
    RunSettings frequent =
        SettingsFile.with(wanted, Map.of("checkpoint-every", Math.max(1, until / 10) + ""));
    Path settings = work.resolve("settings.yaml");
    AtomicFiles.write(settings, SettingsFile.write(frequent));
    Path folder = work.resolve("straight");
    String hash = take(settings, folder, until, _ -> {});
    return new ResumeProof(settings, until, Trail.read(folder.resolve(TRAIL)), hash);
  }

  private static long usualSteps(Experiment plan) {
    Clock clock = plan.training().clock();
    long all = clock.stepsPerEpoch() * clock.plannedEpochs();
    return Math.min(all, Math.max(USUAL_STEPS, 5 * clock.stepsPerEpoch() / 2));
  }

  /// Begins a training in `folder` or goes on with it, up to so many steps, and leaves a trail
  /// there. `after` is called after each step, and may end the process.
  ///
  /// @return the hash of the result
  public static String take(Path settings, Path folder, long until, LongConsumer after) {
    AtomicReference<@Nullable Experiment> running = new AtomicReference<>();
    Path trail = folder.resolve(TRAIL);
    Trail.mend(trail);
    var audience =
        new Experiment.Audience(
            _ -> {},
            _ -> {},
            () -> {
              Experiment experiment = running.get();
              if (experiment == null) {
                return false;
              }
              Trail.append(trail, Trail.Entry.of(experiment.training().checkpoint()));
              long step = experiment.training().clock().step();
              after.accept(step);
              return step >= until;
            });
    boolean isNew = !Files.exists(new RunFolder(folder).settings());
    try (Experiment experiment =
        isNew
            ? Experiment.create(SettingsFile.read(settings, Map.of()), folder, audience)
            : Experiment.resume(folder, Experiment.Decision.NONE, audience)) {
      running.set(experiment);
      return experiment.run().json().path("state_sha256").asString();
    }
  }

  /// The settings that a killed training must have.
  public Path settings() {
    return settings;
  }

  /// How many steps are taken.
  public long steps() {
    return steps;
  }

  /// The tensors and numbers that are compared after each step.
  public int compared() {
    return straight.entries().getFirst().content().size();
  }

  /// The hash of the undisturbed result.
  public String hash() {
    return hash;
  }

  /// How many steps a training in `folder` has on its trail.
  public static long lastStep(Path folder) {
    return Trail.read(folder.resolve(TRAIL)).entries().stream()
        .mapToLong(Trail.Entry::step)
        .max()
        .orElse(-1);
  }

  /// What is different about the training in `folder`, which was killed and resumed.
  ///
  /// @param result the hash of its result
  public Optional<Difference> difference(Path folder, String result) {
    Optional<Difference> found = straight.firstDifference(Trail.read(folder.resolve(TRAIL)));
    if (found.isPresent()) {
      return found;
    }
    return hash.equals(result)
        ? Optional.empty()
        : Optional.of(new Difference(-1, "state_sha256", hash, result));
  }

  /// Removes a work folder.
  public static void remove(Path work) {
    try (Stream<Path> all = Files.walk(work)) {
      for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(each);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("work: expected to delete " + work + ", but got: " + e, e);
    }
  }
}
