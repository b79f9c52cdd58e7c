package dev.glissade.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.glissade.testkit.PostgresServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.ObjectMapper;

/// A study whose process is stopped or killed goes on, and ends as if nothing had happened.
class StudySurvivalTest {
  @TempDir private static Path reference;

  private static String undisturbed = "";

  @TempDir private Path folder;

  private static List<String> tune(Path out) {
    return List.of(
        "tune",
        "digits",
        "--trials",
        "8",
        "--epochs",
        "12",
        "--leaders",
        "1",
        "--seeds",
        "2",
        "--sampler",
        "random",
        "--out",
        out.toString());
  }

  @BeforeAll
  static void tuneUndisturbed() throws IOException {
    Path out = reference.resolve("undisturbed");
    Invocation.done(tune(out).toArray());
    undisturbed = hash(out);
  }

  private static String hash(Path study) throws IOException {
    String summary = Files.readString(study.resolve("summary.json"));
    return new ObjectMapper().readTree(summary).path("events_sha256").asString();
  }

  private static Process start(List<String> arguments, Path log) throws IOException {
    String classPath =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-Xmx512m",
                "-Dglissade.kernels=" + System.getProperty("glissade.kernels", "auto"),
                "--add-modules",
                "jdk.incubator.vector",
                "-cp",
                classPath,
                "dev.glissade.cli.Main"));
    command.addAll(arguments);
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(log.toFile())
        .start();
  }

  /// Waits until so many trials have ended, as the lines of the log tell.
  private static void await(Process process, Path log, int trials)
      throws IOException, InterruptedException {
    while (process.isAlive() && lines(log) < trials) {
      Thread.sleep(5);
    }
  }

  /// Waits until its first trial is under way.
  private static void awaitBegun(Process process, Path study)
      throws IOException, InterruptedException {
    boolean isBegun = false;
    while (process.isAlive() && !isBegun) {
      Thread.sleep(20);
      Invocation replayed = Invocation.of("study", "replay", study);
      isBegun = replayed.code() == 0 && replayed.out().contains("assigned");
    }
  }

  private static long lines(Path log) throws IOException {
    return Files.readString(log)
        .lines()
        .filter(line -> line.matches(" +\\d+ .*(best|complete|stopped).*"))
        .count();
  }

  @Test
  void aStopLeavesAFolderThatGoesOn() throws IOException, InterruptedException {
    Path study = folder.resolve("stopped");
    Path log = folder.resolve("log");
    Process process = start(tune(study), log);
    await(process, log, 2);

    process.destroy();

    assertTrue(process.waitFor(120, TimeUnit.SECONDS));
    String said = Files.readString(log);
    assertEquals(130, process.exitValue(), said);
    assertTrue(said.contains("interrupted; go on with: glissade tune " + study), said);
    assertTrue(
        Files.readString(study.resolve("summary.json")).contains("\"status\":\"interrupted\""));
    Invocation.done("tune", study, "--quiet");
    assertEquals(undisturbed, hash(study));
  }

  @Test
  void aStopNeedsNotWaitForTheEndOfAnEpoch() throws IOException, InterruptedException {
    List<String> oneLongTrial =
        List.of("tune", "digits", "--trials", "1", "--epochs", "1", "--leaders", "0");
    List<String> slow = new ArrayList<>(oneLongTrial);
    slow.addAll(List.of("--batch-size", "1", "--hidden", "1024,1024", "--jobs", "1", "--out"));
    Path study = folder.resolve("slow");
    Path log = folder.resolve("log");
    List<String> there = new ArrayList<>(slow);
    there.add(study.toString());
    Process process = start(there, log);
    awaitBegun(process, study);
    Thread.sleep(500);

    process.destroy();

    assertTrue(process.waitFor(120, TimeUnit.SECONDS));
    assertEquals(130, process.exitValue(), Files.readString(log));
    String events = Invocation.done("study", "replay", study).out();
    assertTrue(!events.contains("reported"), events);
    String saved = events.lines().filter(it -> it.contains("saved")).findFirst().orElseThrow();
    assertTrue(saved.contains("\"step\":0"), saved);
    Invocation.done("tune", study, "--quiet");
    Path other = folder.resolve("undisturbed");
    slow.add(other.toString());
    Invocation.done(slow.toArray());
    assertEquals(hash(other), hash(study));
  }

  @Test
  void aKillLosesNothing() throws IOException, InterruptedException {
    Path study = folder.resolve("killed");
    Path log = folder.resolve("log");
    Process process = start(tune(study), log);
    await(process, log, 3);

    process.destroyForcibly();

    assertNotEquals(0, process.waitFor(), Files.readString(log));
    long before = lines(log);
    assertTrue(Invocation.done("study", "show", study, "--trials").out().lines().count() >= before);
    Invocation.done("study", "resume", study, "--quiet");
    assertEquals(undisturbed, hash(study));
  }

  /// Two machines have nothing in common but the server: what was under way on one of them begins
  /// again on the other, for its checkpoint is not there.
  @Test
  void aStudyOnAServerOutlivesAMachine() throws Exception {
    assumeTrue(PostgresServer.shared().isPresent(), PostgresServer.ABSENT);
    String address = PostgresServer.shared().orElseThrow().emptyAddress();
    Path here = folder.resolve("here/study");
    Path there = folder.resolve("there/study");
    Path log = folder.resolve("log");
    Process process = start(onServer(here, address), log);
    await(process, log, 1);
    Process other = start(onServer(there, address), folder.resolve("other"));

    await(process, log, 2);
    process.destroyForcibly();

    assertNotEquals(0, process.waitFor(), Files.readString(log));
    assertEquals(0, other.waitFor(), Files.readString(folder.resolve("other")));
    assertEquals(undisturbed, hash(there));
    String report = Files.readString(there.resolve("report.html"));
    assertTrue(report.contains("lost with a worker, and made again"), "who was killed");
    Invocation.done("tune", here, "--quiet");
    assertEquals(undisturbed, hash(here));
    assertTrue(Invocation.done("study", "replay", here, "--verify").out().contains("all the same"));
  }

  private static List<String> onServer(Path out, String address) throws IOException {
    Files.createDirectories(out.getParent());
    List<String> command = new ArrayList<>(tune(out));
    command.addAll(List.of("--storage", address, "--checkpoint-every", "5"));
    return command;
  }

  @Test
  void twoProcessesShareAStudy() throws IOException, InterruptedException {
    Path study = folder.resolve("shared");
    Path log = folder.resolve("log");
    Process first = start(tune(study), log);
    await(first, log, 1);

    Invocation second = Invocation.done("tune", study, "--jobs", "1");

    assertEquals(0, first.waitFor(), Files.readString(log));
    assertEquals(undisturbed, hash(study));
    assertTrue(second.out().contains("train it"), second.out());
  }
}
